"""The event engine: what happens. It simulates individual sellers, accounts, opportunities and disruptions with SimPy.

It draws, names and records. All rates and constants are those of `sim.model`. It never imports `sim.batch`.
"""
