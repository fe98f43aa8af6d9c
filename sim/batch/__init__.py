"""The batch engine: what might happen. It simulates thousands of futures at once, as counts, by the laws of
`sim.model`.

Axes of every array: futures, then plans, then as in `sim.model`. What is independent of moves (a future's timeline and
luck) has one plan or none. Plans therefore meet the same futures, and their differences are paired. The engine has no
rates or constants of its own, and equals the event engine in law (docs/engines.md).
"""
