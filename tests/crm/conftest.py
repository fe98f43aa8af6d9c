"""What the tests of the CRM share: where the sample set lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

VARIABLE = "TACTEGIC_MAVEN"


@pytest.fixture(scope="session")
def maven() -> Path:
    """The folder of the sample set; skips the test where there is none."""
    beside = Path(__file__).parents[3] / "shared" / "data" / "maven_crm"
    folder = Path(os.environ.get(VARIABLE) or beside)
    if not (folder / "sales_pipeline.csv").is_file():
        pytest.skip(f"the sample set is not at {folder}; set {VARIABLE} to its folder")
    return folder
