"""The thesis of the game as claims that can fail, each measured on worlds that no tuning has used.

See docs/reference/claims.md.
"""
