"""The event engine: what happens. SimPy processes of named sellers, accounts, opportunities and disruptions.

It draws, names items and reports facts; every rate and every constant is in `sim.model`. It never imports `sim.batch`.
"""
