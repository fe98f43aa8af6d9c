"""The batch engine: thousands of futures at once, as counts, by the laws of `sim.model`. It is what might happen.

Axes of every array: futures, then plans, then as in `sim.model`. What belongs to a future whatever anybody does (its
timeline, its luck) has one plan or none; so plans meet the same futures, and their difference is a paired one. It holds
no rate and no constant of the laws, and is equal in law to the event engine (docs/engines.md).
"""
