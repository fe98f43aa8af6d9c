"""Tests of the batch engine, alone and compared with the event engine."""
