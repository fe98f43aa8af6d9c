"""Tests. They read what is said in English, whatever language whoever runs them has set."""

import os

if "TACTEGIC_TRANSLATIONS" not in os.environ:  # of a test of translations
    os.environ["LANGUAGE"] = "C"
