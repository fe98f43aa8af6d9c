"""A game: moves, goal and defeat, the tree of lines, its record, saving and resuming.

It knows views, policies and the event engine, but neither screens nor how a forecast is made.
"""
