"""The page of who is missing says what it can beside the report, and no more than that."""

from collections.abc import Mapping, Sequence

import pytest

from interview_guides.age_bands import AgeBand
from seminar.report import taking_part, who_came
from seminar.report.taking_part import TakingPart
from seminar.report.who_came import STAGES
from tests.seminar.small_numbers import reading
from tests.seminar.small_numbers.reading import Edition, Said
from tests.seminar.small_numbers.units import SEXES
from toolkit.cycles.models import Sex
from toolkit.disclosure.memory import Numbers

FEW = 5
UNREACHABLE = "unreachable"


def a_part(steps: Sequence[int], children: Mapping[tuple[str, str], int], **more: int) -> TakingPart:
    """So many were chosen, said yes, were interviewed and read."""
    return TakingPart(
        dict(zip(taking_part.STEPS, steps, strict=True)),
        {UNREACHABLE: more[UNREACHABLE]} if UNREACHABLE in more else {},
        children,
        sexes=tuple(map(str, Sex)),
        bands=tuple(map(str, AgeBand)),
        unlisted=str(Sex.OTHER),
        waiting=more.get("waiting", 0),
    )


MANY = (
    {
        "all": [40, 20, 20, 20, 0], "sex.girl": [20, 10, 10, 10, 0], "sex.boy": [20, 10, 10, 10, 0],
        "band.5–8": [10, 0, 0, 0, 0], "band.9–12": [20, 10, 10, 10, 0], "band.13–14": [10, 10, 10, 10, 0],
    },
    a_part((20, 20, 20, 0), {("girl", "13–14"): 10, ("boy", "9–12"): 10}),
)  # fmt: skip
AS_MANY_AS_THE_THRESHOLD = (
    {
        "all": [8, 5, 4, 4, 3], "sex.girl": [2, 1, 1, 1, 0], "sex.boy": [6, 4, 3, 3, 3],
        "band.9–12": [4, 3, 2, 2, 2], "band.13–14": [4, 2, 2, 2, 1],
    },
    a_part((5, 4, 4, 4), {("boy", "9–12"): 2, ("girl", "13–14"): 1, ("boy", "13–14"): 1}, waiting=1),
)  # fmt: skip
NINE_OF_WHOM_FIVE_ARE_READ = (
    {
        "all": [11, 11, 10, 9, 5], "sex.girl": [7, 7, 6, 6, 4], "sex.boy": [4, 4, 4, 3, 1],
        "band.9–12": [6, 6, 6, 6, 3], "band.13–14": [5, 5, 4, 3, 2],
    },
    a_part(
        (11, 10, 9, 5), {("girl", "9–12"): 5, ("boy", "13–14"): 2, ("boy", "9–12"): 1, ("girl", "13–14"): 1}, waiting=1
    ),
)  # fmt: skip


def tell(came: Mapping[str, Sequence[int]], part: TakingPart) -> tuple[Numbers, Numbers]:
    """What the report tells, and what the page does."""
    report = taking_part.numbers(part, threshold=FEW)
    return report, who_came.numbers(came, part, report, threshold=FEW)


def leaks(came: Mapping[str, Sequence[int]], part: TakingPart, report: Numbers, page: Numbers) -> list[str]:
    """What an attacker knows of a small number who reads both."""
    truth, told = {}, {}
    least = int(any(shown.is_nobody for shown in page.values()))
    for group, row in came.items():
        for stage, count in zip(STAGES, row, strict=True):
            truth[f"came.{group}.{stage}"] = count
            told[f"came.{group}.{stage}"] = Said(page[who_came.key_of(group, stage)].value, least)
    for sex in (*SEXES, ""):
        for band in (*part.bands, ""):
            those = [n for (s, b), n in part.children.items() if sex in {s, ""} and band in {b, ""}]
            truth[f"group.{sex}.{band}"] = sum(those)
            if sex or band:
                told[f"group.{sex}.{band}"] = Said(report[taking_part.key_of((sex or None, band or None))].value)
    for step in taking_part.STEPS:
        truth[step], told[step] = part.steps[step], Said(report[f"part.step.{step}"].value, 1)
    return reading.leaks([Edition(truth, told)], few=FEW)


@pytest.mark.parametrize("unit", [MANY, AS_MANY_AS_THE_THRESHOLD, NINE_OF_WHOM_FIVE_ARE_READ])
def test_nobody_knows_more_of_few_by_the_page_than_without_it(
    unit: tuple[Mapping[str, Sequence[int]], TakingPart],
) -> None:
    assert not leaks(*unit, *tell(*unit))


def test_that_nobody_of_a_group_came_is_what_one_looks_for() -> None:
    came, _part = MANY
    _report, page = tell(*MANY)
    assert {key: shown.value for key, shown in page.items()} == {
        who_came.key_of(group, stage): count
        for group, row in came.items()
        for stage, count in zip(STAGES, row, strict=True)
    }


def test_where_a_zero_would_narrow_the_report_s_small_numbers_it_is_hidden_too() -> None:
    """Five were chosen where five is the threshold, so the report says it. That some of each sex were chosen, which a
    zero elsewhere on the page gives away, would leave one girl to three."""
    _report, page = tell(*AS_MANY_AS_THE_THRESHOLD)
    assert page[who_came.key_of("sex.girl", "quoted")].is_hidden
    assert not any(shown.is_nobody for shown in page.values())


def test_where_even_that_narrows_them_nothing_is_said() -> None:
    _report, page = tell(*NINE_OF_WHOM_FIVE_ARE_READ)
    assert page
    assert all(shown.is_hidden for shown in page.values())


def test_the_attacker_of_this_file_sees_it_when_the_page_does_not_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(who_came, "narrows", lambda *_args, **_known: False)
    assert leaks(*AS_MANY_AS_THE_THRESHOLD, *tell(*AS_MANY_AS_THE_THRESHOLD))
