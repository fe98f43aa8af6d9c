"""Policies: what a team can know (a view) in, a move out. Players, bots and rules are all policies; none sees hidden state."""
