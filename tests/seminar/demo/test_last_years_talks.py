"""Last year's eighteen invented talks: what is marked was said, and the counts of the report's running text hold."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from interview_guides import loader
from seminar.demo.story import FOLDER

pytestmark = pytest.mark.one_database

CONTENT = loader.load()


def load(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")))


YEAR = load("last_year")
CHILDREN: list[Mapping[str, Any]] = [child | load(f"talks/{child['code']}") for child in YEAR["children"]]
OF_18 = {"changes_and_transitions": 10, "good_explanations": 12, "good_listening": 11, "does_not_know_reason": 4}
"""How many of the eighteen children the report's running text says; which theme is which stands in last_year.yaml."""
SAID_YES = {
    "changes_and_transitions": "changed_worker",
    "good_explanations": "knows_why",
    "good_listening": "listened_to",
}
"""The countable question that a child with this theme, and no other, answers yes to."""
SIGNS = {mark.written for mark in CONTENT.nonverbal_marks}

each_child = pytest.mark.parametrize("child", CHILDREN, ids=lambda child: str(child["code"]))


def lines(child: Mapping[str, Any], *, asked: bool) -> list[str]:
    return [line for line in child["said"].splitlines() if line.startswith("-") == asked]


def words(child: Mapping[str, Any]) -> int:
    return len(child["said"].split())


def marked(theme: str) -> set[str]:
    return {child["code"] for child in CHILDREN if any(mark["theme"] == theme for mark in child["marks"])}


def test_eighteen_children_of_every_age_band_and_team_were_met() -> None:
    assert Counter(child["sex"] for child in CHILDREN) == {"girl": 11, "boy": 7}
    assert {5, 18} <= {child["age"] for child in CHILDREN} <= set(range(5, 19))
    assert len({CONTENT.guide_for(child["age"]).id for child in CHILDREN}) == 4
    assert Counter(child["team"] for child in CHILDREN).keys() == set(load("unit")["teams"])
    assert sum(not child.get("case_open", True) for child in CHILDREN) == 1


def test_some_talks_are_long_and_none_is_a_handful_of_lines() -> None:
    lengths = [words(child) for child in CHILDREN]
    assert sum(1200 <= length <= 2500 for length in lengths) >= 6
    assert min(lengths) >= 300


@each_child
def test_the_words_of_a_mark_were_said_by_the_child_once(child: Mapping[str, Any]) -> None:
    answers = lines(child, asked=False)
    for mark in child["marks"]:
        assert sum(mark["words"] in answer for answer in answers) == 1, mark["words"]


@each_child
def test_no_marked_words_name_anybody(child: Mapping[str, Any]) -> None:
    for mark in child["marks"]:
        assert not any(re.search(rf"\b{re.escape(name)}", mark["words"]) for name in child["replace"]), mark["words"]


@each_child
def test_what_is_to_be_replaced_was_said_and_silent_signs_are_written_as_the_program_writes_them(
    child: Mapping[str, Any],
) -> None:
    assert all(re.search(rf"\b{re.escape(name)}", child["said"]) for name in child["replace"])
    assert set(re.findall(r"\[.*?\]", child["said"])) <= SIGNS


def test_the_child_has_most_of_the_words_but_for_the_two_who_point_and_are_silent() -> None:
    def count(child: Mapping[str, Any], *, asked: bool) -> int:
        return sum(len(line.split()) for line in lines(child, asked=asked))

    assert {one["code"] for one in CHILDREN if count(one, asked=True) > count(one, asked=False)} == {"F-03", "F-08"}


@each_child
def test_every_countable_question_has_an_answer_of_the_codebook(child: Mapping[str, Any]) -> None:
    answers = {one.code for one in CONTENT.codebook.answers}
    assert child["counted"].keys() == {one.id for one in CONTENT.codebook.countables}
    assert set(child["counted"].values()) <= answers


@pytest.mark.parametrize(("theme", "of_18"), OF_18.items())
def test_so_many_of_the_eighteen_said_it(theme: str, of_18: int) -> None:
    assert len(marked(theme)) == of_18


@pytest.mark.parametrize(("theme", "question"), SAID_YES.items())
def test_the_marks_and_the_counted_answers_say_the_same(theme: str, question: str) -> None:
    assert marked(theme) == {child["code"] for child in CHILDREN if child["counted"][question] == "yes"}


def test_whoever_does_not_know_why_is_counted_as_no() -> None:
    counted = {child["code"] for child in CHILDREN if child["counted"]["knows_why"] == "no"}
    assert counted == marked("does_not_know_reason") | marked("has_forgotten")


def test_every_theme_is_of_the_codebook_or_of_the_year() -> None:
    known = {one.id for one in CONTENT.codebook.themes} | {one["id"] for one in YEAR["own_themes"]}
    used = {mark["theme"] for child in CHILDREN for mark in child["marks"]}
    spoken_of = {each["theme"] for part in ("voices", "proposals") for each in YEAR[part]}
    assert used <= known
    assert spoken_of <= used


def test_what_was_decided_came_to_different_ends() -> None:
    ends = [each["reports"][-1]["state"] if "reports" in each else "not_started" for each in YEAR["proposals"]]
    assert set(ends) == {"done", "going", "still", "not_started"}
    assert {each["seen"]["in_use"] for each in YEAR["proposals"] if "seen" in each} == {True, False}
    assert {each.get("decision", "yes") for each in YEAR["proposals"]} == {"yes", "changed"}
    late = [each for each in YEAR["proposals"] if each.get("reports") and each["reports"][-1]["after"] > each["due"]]
    assert any(each["reports"][-1]["state"] == "going" for each in late)
