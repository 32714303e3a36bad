"""The texts that teach: short, easy to read, and whole also where a unit has put its own in their place."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_guides.content import Content
from interview_guides.errors import ContentError
from interview_guides.linting import lix
from interview_guides.loader import SHIPPED, load

EASY = 30
"""LIX (Björnsson 1968): under 30 is easy to read."""


def texts(content: Content) -> Iterator[tuple[str, list[str]]]:
    guide = content.seminar_guide
    yield "seminar", [guide.lead, *guide.rules, *guide.after, *(step.text for step in guide.steps)]
    for page in (content.taking_part, content.local_support, content.complaints):
        yield page.title, [page.lead, *(line for part in page.parts for line in (part.text, *part.points))]
    yield "first year", [content.first_year.lead, *(step.text for step in content.first_year.steps)]
    for refresher in content.refreshers:
        yield refresher.title, [refresher.lead, *(line for moment in refresher.moments for line in moment.points)]
    hours = content.year_hours
    reckoned = [line for figure in hours.figures for line in (figure.reckoned, figure.published) if line]
    yield hours.title, [hours.lead, *reckoned, *hours.published, *hours.not_counted]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_they_are_easy_to_read(language: str) -> None:
    for title, lines in texts(load(language=language)):
        assert lix(lines) < EASY, title


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_refresher_is_read_in_two_minutes(language: str) -> None:
    for refresher in load(language=language).refreshers:
        words = sum(len(line.split()) for moment in refresher.moments for line in moment.points)
        assert words <= 2 * 130, (refresher.role, words)


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("refreshers", "role: facilitator", "role: unit_leader", "must have each of these roles once"),
        ("refreshers", "step: deidentify", "step: hide", "is hide, which is not a step"),
        ("refreshers", "role: facilitator", "role: board", "must be one of: social_worker"),
        ("complaints", "id: lex_sarah", "id: other", "must have lex_sarah once"),
        ("first_year", "id: helper", "id: roles", "has the step roles more than once"),
        ("first_year", "sign: report", "sign: draw", "has the sign draw more than once"),
        ("year_hours", "id: talk", "id: seminar", "must have exactly these ids in this order: prepare"),
        ("year_hours", "minutes: 12", "minutes: 0", "figures[5].minutes must be 1 or more"),
        ("seminar_guide", "{minutes: 15, heading: Paus", "{minutes: 0, heading: Paus", "minutes must be 1 or more"),
    ],
)
def test_a_file_that_leaves_something_out_is_refused(
    tmp_path: Path, name: str, before: str, after: str, said: str
) -> None:
    text = (SHIPPED / "sv" / f"{name}.yaml").read_text("utf-8")
    assert before in text
    (tmp_path / "sv").mkdir()
    (tmp_path / "sv" / f"{name}.yaml").write_text(text.replace(before, after), "utf-8")
    with pytest.raises(ContentError, match=re.escape(said)):
        load(tmp_path)
