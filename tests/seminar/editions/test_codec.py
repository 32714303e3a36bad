"""Facts that are frozen come back as they were, whatever they hold, and nothing else is taken for them."""

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seminar.editions import codec
from seminar.report.outline import AnnualReport
from tests.seminar.report.conftest import empty_report, full_report

PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12),
    int: st.integers(),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    types.NoneType: st.none(),
}


def facts_of(kind: Any) -> st.SearchStrategy[Any]:
    """Anything that the outline allows, found by its annotations: a field that comes later is tried as well."""
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) in {Union, types.UnionType}:
        return st.one_of(*(facts_of(each) for each in get_args(kind)))
    if get_origin(kind) is tuple and get_args(kind)[-1] is Ellipsis:
        return st.lists(facts_of(get_args(kind)[0]), max_size=2).map(tuple)
    if get_origin(kind) is tuple:
        return st.tuples(*(facts_of(each) for each in get_args(kind)))
    if is_dataclass(kind):
        hints, make = get_type_hints(kind), cast(Callable[..., Any], kind)
        return st.builds(make, **{field.name: facts_of(hints[field.name]) for field in fields(kind)})
    assert issubclass(kind, Enum)
    return st.sampled_from(list(kind))


@settings(max_examples=40)
@given(facts_of(AnnualReport))
def test_whatever_a_report_says_comes_back_as_it_was(report: AnnualReport) -> None:
    frozen = codec.dump(report)
    assert codec.load(frozen) == report
    assert codec.dump(codec.load(frozen)) == frozen


def test_a_whole_report_and_an_empty_one_come_back() -> None:
    for report in (full_report(), empty_report()):
        assert codec.load(codec.dump(report)) == report


@pytest.mark.parametrize(
    "harm",
    [
        lambda report: report.update(year="2026"),
        lambda report: report.update(year=True),
        lambda report: report.update(written_at="2026-02-03T12:00:00"),
        lambda report: report.update(unknown=1),
        lambda report: report.pop("unit"),
        lambda report: report.update(areas={}),
        lambda report: report.update(areas=[1]),
        lambda report: report.update(unit=None),
        lambda report: report["method"].update(starts_on="in February"),
        lambda report: report["areas"][0]["rows"][0].update(crayon=1.5),
        lambda report: report["method"]["steps"][0].pop(),
    ],
)
def test_what_is_not_exactly_a_report_is_refused(harm: Callable[[dict[str, Any]], object]) -> None:
    packed = json.loads(codec.dump(full_report()))
    harm(packed["report"])
    with pytest.raises(codec.UnreadableFacts):
        codec.load(json.dumps(packed).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"form": 2, "report": {}}', b'{"form": 1}'])
def test_another_form_is_refused(content: bytes) -> None:
    with pytest.raises(codec.UnreadableFacts):
        codec.load(content)


def test_a_report_that_was_frozen_before_a_field_came_is_read() -> None:
    packed = json.loads(codec.dump(empty_report()))
    del packed["report"]["practice"]
    assert codec.load(json.dumps(packed).encode()) == empty_report()


def test_what_is_no_fact_is_not_frozen() -> None:
    with pytest.raises(TypeError):
        codec.dump(replace(empty_report(), unit=b"bytes"))  # type: ignore[arg-type]  # what is tried


def test_the_fingerprint_is_of_what_is_said_and_not_of_when_it_is_read() -> None:
    report = full_report()
    later = replace(report, written_at=report.written_at + timedelta(days=3), is_draft=True)
    assert codec.fingerprint([report]) == codec.fingerprint([later])
    assert codec.fingerprint([report]) != codec.fingerprint([replace(report, compiler="Annat")])
    assert codec.fingerprint([report]) != codec.fingerprint([report, report])
