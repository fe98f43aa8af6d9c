"""What is true in the world, once: the laws of a week as pure functions of scalars or arrays.

Axes: any leading axes are futures; then segments (S), and behind them origins (ordinary, grown) or ages of a
conversation (3); seats for sellers (N); the three seats seller, manager, leader (3); disruptions (D).
Nothing here knows SimPy, loops over time (`flow` apart, which is the laws with expectations in place of draws),
or how many futures there are. Every constant comes from the scenario.
"""
