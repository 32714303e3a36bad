"""How a year goes, as its files tell it: what fits together whatever day the story is told on."""

from itertools import chain

import pytest

from seminar.demo.loading import WHOLE
from seminar.demo.story import FOLDER, Facts, Story
from tests.seminar.demo.town import SMALL_TOWN
from transcription.speech_models import practice_talks

pytestmark = pytest.mark.one_database

EARLIEST_DAY = 230
"""So many days there are at least between the decision and the day on which the story is told."""
STORIES = pytest.mark.parametrize("story", [WHOLE, SMALL_TOWN], ids=["whole", "small"])


def handlers_of(child: Facts) -> set[str]:
    return set(child["handlers"])


@STORIES
def test_a_report_on_a_decision_lies_in_the_past_on_any_day(story: Story) -> None:
    proposals = story.read("last_year")["proposals"]
    reported = [report["after"] for each in proposals for report in each.get("reports", ())]
    assert 0 < max(reported) <= EARLIEST_DAY


@STORIES
@pytest.mark.parametrize("name", ["last_year", "this_year", "next_year"])
def test_everybody_in_a_year_is_hired_and_no_code_stands_twice(story: Story, name: str) -> None:
    hired = {each["username"] for each in story.read("unit")["people"]}
    facts = story.read(name)
    children = [*facts["children"], *facts.get("declined", ())]
    assert set(facts["interviewers"]) <= hired
    assert set(chain.from_iterable(handlers_of(child) for child in children)) <= hired
    assert len({child["code"] for child in children}) == len(children)


def test_whoever_draws_last_has_always_a_child_that_they_may_meet() -> None:
    """Those who said no are replaced one by one, so that the last child may be left to few: some must be free of it."""
    facts = WHOLE.read("last_year")
    left = len(facts["interviewers"]) - len(facts["children"])
    interviewers = set(facts["interviewers"])
    assert all(len(handlers_of(child) & interviewers) < left for child in facts["children"])


@pytest.mark.parametrize("file", sorted((FOLDER / "recorded").iterdir()), ids=lambda file: file.stem)
def test_what_was_recorded_is_said_by_the_practice_voices(file: object) -> None:
    code = str(file).rpartition("/")[2].removesuffix(".yaml")
    recorded = next(child for child in WHOLE.read("last_year")["children"] if child["code"] == code)["recorded"]
    lines = [line.removeprefix("- ") for line in recorded["said"].splitlines()]
    assert set(lines) <= {text for _file, text in practice_talks.utterances()}
    assert all(any(mark["words"] in line for line in lines) for mark in recorded["marks"])
