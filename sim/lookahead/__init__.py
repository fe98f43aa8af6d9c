"""Looking several moves ahead: what a team can believe about the future, and the search for plans.

A belief comes from a view, never from the hidden timeline. Plans are searched in some of its futures and reported from
others.
"""
