"""A game: moves, goal and defeat, the tree of lines played, its record, saving and resuming.

It knows views, policies and the event engine; it does not know how a forecast is made, nor any screen.
"""
