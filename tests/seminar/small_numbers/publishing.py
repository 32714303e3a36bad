"""Publishes what a release tells and remembers; without its files, which take seconds and say the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from interview_guides import loader
from seminar.actions.models import Action
from seminar.overview import missing
from seminar.published import publications
from seminar.report import coming, drafting, noticed, outputs, poster
from seminar.report.chapters import compose
from seminar.report.outline import AnnualReport
from seminar.report.poster import Paper
from tests.seminar.small_numbers import reading, units
from tests.seminar.small_numbers.reading import Edition, Said
from tests.seminar.small_numbers.units import GeneratedUnit
from toolkit.db import db
from toolkit.language import force_locale

SV = loader.load(language="sv")
PAIR = re.compile(r"(\d+) av (?:de )?(\d+)\b")


def publish(unit: GeneratedUnit, *, number: int) -> AnnualReport:
    """An edition of today."""
    seminar = unit.seminar
    with force_locale("sv"):
        report = drafting.facts_of(seminar.leads, seminar.cycle)
    beside = coming.collect(seminar.leads, seminar.cycle)
    publications.register(seminar.cycle, edition=number, numbers=(*report.numbers, *beside.items()))
    db.session.commit()
    return report


def look(unit: GeneratedUnit, action: Action | None = None) -> dict[str, Said]:
    """What the pages beside the report say to the unit leader."""
    leader = unit.seminar.decides
    told = reading.read_missing(missing.collect(leader, unit.seminar.cycle.id))
    for one in noticed.over_years(leader, action) if action else ():
        told |= reading.read_noticed(one) if one.cycle.id == unit.seminar.cycle.id else {}
    return told


def editions_of(unit: GeneratedUnit, *, many: int = 2, action: Action | None = None) -> list[Edition]:
    """Editions with withdrawals in between, and the pages beside them. What one says as an earlier one did is that
    one's; and no page says anything new in between."""
    found: list[Edition] = []
    for number in range(1, many + 1):
        report = publish(unit, number=number)
        pages = look(unit, action)
        told = {**reading.read_open_data(report, SV), **pages}
        assert not list(others(report)), "a paper says what the open data do not"
        before = {key: said for edition in found for key, said in edition.told.items()}
        anew = {key: said for key, said in told.items() if before.get(key) != said}
        found.append(Edition(units.truth(unit), anew))
        units.take_back(unit, after=number)
        assert look(unit, action) == pages, "a page moved before the next edition"
    return found


def others(report: AnnualReport) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """What papers say of so many of so many that was not told."""
    told = {shown.value for _key, shown in report.numbers} | {shown.more_than for _key, shown in report.numbers}
    told |= {shown.fewer_than for _key, shown in report.numbers}
    for name, text in texts_of(report):
        if wrong := [pair for pair in PAIR.findall(text) if not set(map(int, pair)) <= told]:
            yield name, wrong


def texts_of(report: AnnualReport) -> Iterator[tuple[str, str]]:
    """The words of every paper, before a file is made of them."""
    with force_locale("sv"):
        yield "annual-report", words_of(compose(report, SV.report, language="sv-SE"))
        yield "poster", words_of(poster.facts(report, SV, "sv", paper=Paper.A4))
        for name, make in outputs.SHEETS.items():
            yield name, words_of(make(report, SV, "sv"))


def words_of(part: object) -> str:
    """Every text inside a plain value."""
    if isinstance(part, str):
        return part
    if is_dataclass(part):
        return "\n".join(words_of(getattr(part, each.name)) for each in fields(part))
    if isinstance(part, Mapping):
        return "\n".join(map(words_of, part.values()))
    if isinstance(part, Sequence):
        return "\n".join(map(words_of, part))
    return ""
