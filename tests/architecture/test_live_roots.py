"""What follows a seminar stands still: an element that is swapped would begin another stream each time."""

import re
from pathlib import Path

from tests.architecture.source import expect_none

TEMPLATES = Path(__file__).parents[2] / "templates"
LIVE = re.compile(r"data-module=\"[^\"]*\bseminar/live\b")
TAG = re.compile(r"<[a-z]+(?:\{\{.*?\}\}|\{%.*?%\}|[^<>{])*>")
PART = re.compile(r"\sdata-part(?![\w-])")


def is_both(tag: str) -> bool:
    return bool(LIVE.search(tag) and PART.search(tag))


def test_no_root_is_a_part() -> None:
    tags = [
        (path, tag)
        for path in TEMPLATES.rglob("*.html")
        for tag in TAG.findall(path.read_text(encoding="utf-8"))
        if LIVE.search(tag)
    ]
    assert len(tags) >= 10
    expect_none([f"{path.relative_to(TEMPLATES)}: {tag}" for path, tag in tags if is_both(tag)])


def test_it_would_be_seen() -> None:
    assert is_both('<ul id="texts" data-part data-module="dirty seminar/live" {{ live_data(a, b) }}>')
    assert not is_both('<div data-module="seminar/live" data-parted>')
