"""The event engine: what happens. SimPy processes of named sellers, accounts, opportunities and disruptions.

It draws, names and tells; every rate and every constant is `sim.model`'s. It never imports `sim.batch`.
"""
