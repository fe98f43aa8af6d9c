"""The scenario format: typed parts, loading with places, JSON Schema. It runs nothing."""
