"""What a game that was played tells: why a period differed, which moves mattered."""
