"""Tests. They read argparse's messages in English, whatever language is set."""

import os

os.environ["LANGUAGE"] = "C"
