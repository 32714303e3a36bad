"""Whoever has the yearly files of a region, and every edition of the units in them, learns of no child either."""

import json
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_guides import loader
from seminar.regional import comparing
from seminar.report import drafting
from seminar.report.outline import CountedQuestion, QuestionArea
from seminar.yearly_files import checking, collecting
from seminar.yearly_files.collecting import Source
from seminar.yearly_files.contents import Answer, Contents, Number, Question, Share, Theme
from tests.seminar.report.conftest import full_report
from tests.seminar.small_numbers import reading, units
from tests.seminar.small_numbers.reading import Edition
from tests.seminar.small_numbers.units import THEMES, Kid
from tests.seminar.yearly_files.making import NOW, contents, exactly, signed
from tests.shown import said
from tests.toolkit.disclosure.attacker import Attacker
from toolkit.db import db
from toolkit.disclosure import shares
from toolkit.disclosure.shown import Shown
from toolkit.errors import InvalidInput
from toolkit.language import force_locale

FEW = 5
SV = loader.load(language="sv")


def released(kids: list[Kid]) -> tuple[Edition, Source]:
    """A unit's edition as it can be read, and as the yearly file is made of it."""
    unit = units.build(kids)
    with force_locale("sv"):
        report = drafting.facts_of(unit.seminar.leads, unit.seminar.cycle)
    edition = Edition(units.truth(unit), reading.read_open_data(report, SV))
    db.session.rollback()
    return edition, Source(report, NOW.date())


def file_of(sources: list[Source]) -> Contents:
    return collecting.collect(
        sources, municipality="Ale", threshold=FEW, units_left_out=0, child_survey="Barnens enkät", made_at=NOW
    )


def numbers_of(file: Contents) -> dict[str, Number]:
    """Each number of a file under the key that it has in the editions."""
    steps = {"chosen": file.steps.chosen, "yes": file.steps.consented}
    steps |= {"interviewed": file.steps.interviewed, "read": file.steps.read}
    themes = {f"theme.{theme.name}": theme.children.count for theme in file.themes if theme.name in THEMES}
    found = {**steps, **themes}
    for asked in file.questions:
        found["answered"] = asked.answered
        found |= dict(zip(reading.ANSWERS, (answer.number for answer in asked.answers), strict=True))
    return found


def read_file(attacker: Attacker, file: Contents, keys: list[str]) -> None:
    """Let somebody know a file, of units under these keys."""
    for name, number in numbers_of(file).items():
        terms = dict.fromkeys((f"{key} {name}" for key in keys), 1)
        attacker.between(terms, number.at_least, number.at_least if number.count is not None else 1_000)


@pytest.mark.timeout(180)
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(units.kids(), units.kids(), st.booleans())
def test_a_file_beside_its_editions_tells_of_no_child(
    app: Flask, first: list[Kid], second: list[Kid], has_editions: bool
) -> None:
    """With the editions of both units, or with the file and one of them, where the other is what is left of a sum."""
    with app.test_request_context():
        editions, sources = zip(*(released(kids) for kids in (first, second)), strict=True)
    known = [editions[0], editions[1] if has_editions else replace(editions[1], told={})]
    file = file_of(list(sources))
    assert checking.read(signed(file), now=NOW).contents == file, "what is made passes every check of who takes it in"

    def tell_the_file(attacker: Attacker) -> None:
        read_file(attacker, file, ["0", "1"])

    assert not reading.leaks(known, few=FEW, are_one_year=False, besides=tell_the_file)
    compared = comparing.compare([file, contents("Berg")], year=file.year)
    assert compared.together.at_least == file.steps.interviewed.at_least + 84, "a sum of sums"


def test_a_unit_of_which_too_few_answered_leaves_a_sum_that_is_at_least_so_much() -> None:
    asked = CountedQuestion("Vet du varför?", Shown(20), said(("Ja", 12), ("Nej", 8)))
    few = CountedQuestion("Vet du varför?", Shown(None, 5), ())
    reports = [
        replace(full_report(), areas=(QuestionArea("Kontakt", (), (one,), key="contact"),)) for one in (asked, few)
    ]
    [question] = file_of([Source(report, NOW.date()) for report in reports]).questions
    assert question.answered == Number(None, 20)
    assert [answer.number for answer in question.answers] == [Number(None, 12), Number(None, 8)]


def test_a_threshold_that_is_higher_than_a_units_own_holds_for_those_who_did_not_too() -> None:
    """The unit's own threshold was three: 10 of 14 talked about it, and 4 of 14 said no."""
    report = full_report()
    row = replace(report.areas[0].rows[0], children=shares.Share.among(10, 14, threshold=3))
    asked = CountedQuestion("Vet du varför?", Shown(14), said(("Ja", 10), ("Nej", 4)))
    told = replace(report, areas=(QuestionArea("Kontakt", (row,), (asked,), key="contact"),), works_well=(), surveys=())
    file = file_of([Source(told, NOW.date())])
    [theme], [question] = file.themes, file.questions
    assert (theme.children.count.count, theme.children.of.count) == (None, 14)
    assert question.answered.count is None, "fourteen less ten would be the four"
    assert [answer.number.count for answer in question.answers] == [10, None]
    checking.read(signed(file), now=NOW)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"themes": (Theme("contact", "Byten", Share(exactly(17), exactly(18))),)}, "themes[0].children"),
        (
            {
                "questions": (
                    Question("Vet du?", exactly(18), (Answer("Ja", exactly(17)), Answer("Nej", Number(None, 0)))),
                )
            },
            "questions[0].answers",
        ),
        ({"questions": (Question("Vet du?", exactly(18), (Answer("Ja", exactly(15)),)),)}, "questions[0].answers"),
    ],
)
def test_a_file_that_points_at_those_who_did_not_is_refused(wrong: dict[str, object], place: str) -> None:
    with pytest.raises(InvalidInput, match="below its own threshold") as refused:
        checking.read(signed(replace(contents(), **wrong)), now=NOW)  # type: ignore[arg-type]
    assert refused.value.values["place"] == place
    assert json.loads(signed(replace(contents(), **wrong)))  # type: ignore[arg-type]  # a whole file, and signed
