"""What a team can know. Policies, the lookahead and screens see only this: no hidden luck, no timeline."""
