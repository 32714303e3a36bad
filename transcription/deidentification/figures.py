"""What the recognisers were measured to find: read from `figures.json`, which `deidentify measure --write` writes.

A test measures anew and compares, so that the page cannot say more than is true.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "test_set" / "figures.json"


@cache
def read() -> dict[str, Any]:
    """Per run (known, unknown): recall, precision and recall by kind as [hits, all]; and the number of sentences."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found
