"""What mattered in a game: what each choice cost against the best line that was found, and what luck brought, apart.

Computed from what the team could know before each move, never from the hidden timeline, so that a choice is judged by
what could be known of it (docs/after_a_game.md).
"""
