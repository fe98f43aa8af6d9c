"""Policies: what a team can know (a view) in, a move out. Players, bots and rules are such; none sees hidden state."""
