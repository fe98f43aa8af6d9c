"""Measurements: `python -m bench.NAME`, with `--json` for figures that a program reads."""
