"""Analysis of played games: why a period differed, which moves mattered."""
