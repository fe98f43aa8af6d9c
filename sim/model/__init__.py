"""The laws of a week, as pure functions of scalars or arrays.

Axes: any number of leading axes for futures; then segments (S), followed by origins (ordinary, grown) or ages of a
conversation (3); seats for sellers (N); the three seats seller, manager, leader (3); disruptions (D). Nothing here
knows SimPy or how many futures there are, and only `flow` and `start` go through several weeks. All constants come from
the scenario.
"""
