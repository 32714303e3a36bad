"""What the recognisers were measured to find: read from `figures.json`, which `deidentify measure --write` writes.

A test measures anew and compares, so that the page cannot say more than is true.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "test_set" / "figures.json"


def situation(*, known: bool, small: bool) -> str:
    """What a run is called: were the interview's names written in, did the text lack capital letters?"""
    return f"{'known' if known else 'unknown'}{'_small' if small else ''}"


@cache
def read() -> dict[str, Any]:
    """Per `situation`: recall, precision and recall by kind as [hits, all]; and the number of sentences."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found
