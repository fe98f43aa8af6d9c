"""What a team can know: the only thing that policies, lookahead and screens ever see. No hidden luck, no timeline."""
