"""What a scenario is like to play, measured: its bots, its best constant move, what adapting and looking ahead are
worth in it, what luck decides, and what its author may want to change (docs/reference/scenarios.md).
"""
