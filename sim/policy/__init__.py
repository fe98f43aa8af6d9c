"""Policies, which map a view (what a team can know) to a move. Players, bots and rules are policies."""
