"""What mattered in a game: the cost of each choice relative to the best line found and, separately, luck.

Both are computed from what the team could know before each move, never from the hidden timeline, so that choices are
judged by what could be known (docs/after_a_game.md).
"""
