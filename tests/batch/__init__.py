"""Tests of the batch engine: by itself, and against the event engine."""
