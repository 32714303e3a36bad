"""Reads every number that the outputs of a year have published, and what everybody can add of them.

What is read is what is handed out (the open data, which the other outputs say no more than), and the pages of those who
have not read the interviews. What stood in an earlier edition stands there still.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from interview_guides.age_bands import AgeBand
from interview_guides.codes import CountableAnswer
from interview_guides.content import Content
from seminar.overview.missing import Missing
from seminar.report import open_data
from seminar.report.noticed import NoticedIn
from seminar.report.outline import AnnualReport
from tests.seminar.small_numbers.units import GROUPS, SEXES, STAGES, THEMES
from tests.toolkit.disclosure.attacker import Attacker
from toolkit.disclosure.shown import Shown

BANDS = tuple(AgeBand)
STEPS = ("chosen", "yes", "interviewed", "read")
ANSWERS = tuple(f"answer.{one}" for one in CountableAnswer)


@dataclass(frozen=True)
class Said:
    """A number in print: what it is, or what it is said to be over and under."""

    value: int | None = None
    least: int = 0
    most: int | None = None


@dataclass
class Edition:
    """What a state of the year has told, by key; `stands` are the numbers that were not told anew."""

    truth: Mapping[str, int]
    told: dict[str, Said] = field(default_factory=dict)


def read_open_data(report: AnnualReport, words: Content) -> dict[str, Said]:
    """Every number of the file."""
    about = json.loads(open_data.write_json(report, words, "sv"))
    told = dict(zip(STEPS, map(_said, about["steps"]), strict=True))
    names = {"Samtycket togs tillbaka": "reason.withdrawn", "Gick inte att nå": "reason.unreachable"}
    told |= {names.get(one["name"], one["name"]): _said(one) for one in about["reasons"]}
    for area in about["areas"]:
        told |= {f"theme.{one['name']}": _said(one) for one in area["themes"]}
        for one in area["questions"]:
            if one["of"] is not None:
                told["answered"] = Said(one["of"])
            told |= dict(zip(ANSWERS, map(_said, one["answers"]), strict=False))
    table = about["sex_and_age"]
    if table:
        told |= dict(_table(table))
    return told


def read_missing(found: Missing) -> dict[str, Said]:
    """Every number of the page of who is missing. Where it says no zero, one may be among what it hides."""
    rows = {"all": found.all, **{f"sex.{sex}": row for sex, row in found.sexes}}
    rows |= {f"band.{band}": row for band, row in found.bands}
    least = int(any(shown.is_nobody for row in rows.values() for shown in row))
    return {
        f"came.{group}.{stage}": Said(shown.value, least)
        for group, row in rows.items()
        for stage, shown in zip(STAGES, row, strict=True)
    }


def read_noticed(found: NoticedIn) -> dict[str, Said]:
    """What the page of an action says of a later year. Of so few that their number is hidden not even a nobody is
    said."""
    return {
        "noticed.all": _of(found.share.of),
        f"noticed.{CountableAnswer.YES}": _of(found.share.count, least=0 if found.share.of.is_hidden else 1),
    }


def _of(shown: Shown, *, least: int = 1) -> Said:
    return Said(shown.value, least, shown.fewer_than - 1 if shown.fewer_than else None)


def _said(one: Mapping[str, Any]) -> Said:
    if one["count"] is not None:
        return Said(one["count"])
    few, many = one["fewer_than"], one["more_than"]
    most = few - 1 if few else one["of"] - 1 if many else None
    return Said(None, many + 1 if many else 1, most)  # a zero is said, so that what is hidden is one at least


def _table(table: Mapping[str, Any]) -> Iterator[tuple[str, Said]]:
    """Rows of ages and one of totals, columns of sexes and one of totals. Zeros are hidden with what is small."""
    of_sex = {"Flickor": "girl", "Pojkar": "boy"}
    ages = [age if age in BANDS else "" for age in (name.removesuffix(" år") for name in table["ages"])]
    for at, row in enumerate(table["cells"]):
        band = ages[at] if at < len(ages) else ""
        if at < len(ages) and not band:
            continue  # an age that no kid has
        for place, number in enumerate(row):
            sex = of_sex[table["sexes"][place]] if place < len(table["sexes"]) else ""
            if sex or band:
                yield f"group.{sex}.{band}", Said(number)


def attack(editions: Sequence[Edition], *, blind: bool = False, are_one_year: bool = True) -> Attacker:
    """Everything that can be written down; `blind` without any number, but with what is known of the form. In one year
    children only leave between two editions; else each edition is another unit's."""
    attacker = Attacker()
    for at, edition in enumerate(editions):
        for key in edition.truth:
            said = edition.told.get(key, Said())
            least = 0 if key.startswith("group.") else min(said.least, 1)
            if blind:
                is_nobody = said.value == 0 and key.startswith("came.")  # it is said whatever is hidden
                attacker.read(f"{at} {key}", 0 if is_nobody else None, least=least)
            else:
                attacker.read(f"{at} {key}", said.value, least=said.least, most=said.most)
            if are_one_year and at and not _may_grow(key):
                attacker.between({f"{at - 1} {key}": 1, f"{at} {key}": -1}, 0, 1_000)
        for whole, parts in _sums(edition.truth):
            attacker.add_up(f"{at} {whole}", [f"{at} {part}" for part in parts])
    return attacker


def _may_grow(key: str) -> bool:
    """Whether a number can be larger once somebody has left."""
    return key.startswith(("reason.withdrawn", "silent", "not.", "noticed.silent")) or ".before." in key


def _sums(truth: Mapping[str, int]) -> Iterator[tuple[str, Sequence[str]]]:
    """What everybody can add. Who fell away between two steps is a number of its own."""
    for whole, part, away in (("chosen", "yes", "no"), ("yes", "interviewed", "after")):
        if truth[whole] >= truth[part]:
            yield whole, (part, f"away.{away}")
    yield "chosen", ("interviewed", "reason.withdrawn", "reason.unreachable", "away.otherwise")
    for theme in THEMES:
        yield "read", (f"theme.{theme}", f"not.{theme}")
    yield "read", ("answered", "silent")
    yield "answered", ANSWERS
    yield "interviewed", [f"group.{sex}." for sex in SEXES]
    yield "interviewed", [f"group..{band}" for band in BANDS]
    for sex in SEXES:
        yield f"group.{sex}.", [f"group.{sex}.{band}" for band in BANDS]
    for band in BANDS:
        yield f"group..{band}", [f"group.{sex}.{band}" for sex in SEXES]
    if "noticed.all" in truth:
        yield "read", ("noticed.all", "noticed.silent")
        yield "noticed.all", [f"noticed.{answer}" for answer in CountableAnswer]
    yield from _sums_of_stages([group for group in GROUPS if f"came.{group}.listed" in truth])


def _sums_of_stages(groups: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Each stage of a group, all groups at each stage, and those who were heard as the report's table has them."""
    for group in GROUPS:
        sex, band = (group.removeprefix(kind) if group.startswith(kind) else "" for kind in ("sex.", "band."))
        if group not in groups:
            yield f"group.{sex}.{band}", ()  # it has no row: nobody is in it
            continue
        for before, stage in pairwise(STAGES):
            yield f"came.{group}.{before}", (f"came.{group}.{stage}", f"came.{group}.before.{stage}")
        yield f"came.{group}.heard", ("interviewed" if group == "all" else f"group.{sex}.{band}",)
    for stage in STAGES:
        for kind in ("sex.", "band."):
            yield f"came.all.{stage}", [f"came.{group}.{stage}" for group in groups if group.startswith(kind)]
    yield "came.all.invited", ("chosen",)
    yield "read", ("came.all.quoted", "not quoted")


def leaks(
    editions: Sequence[Edition],
    *,
    few: int,
    exactly: bool = False,
    are_one_year: bool = True,
    besides: Callable[[Attacker], None] = lambda _attacker: None,
) -> list[str]:
    """Every small number of any edition of which more is known than the room promises.

    A small number may be anything from one to the threshold less one, as far as the sums let it. Of those who did not
    raise a theme, or did not come to the next stage, which everybody can work out where it is told how many did, two
    numbers at least are possible. With `exactly` only what everybody knows to the last child counts.
    `besides` lets the attacker know more.
    """
    seeing, blind = (attack(editions, blind=each, are_one_year=are_one_year) for each in (False, True))
    besides(seeing)
    found = []
    for at, edition in enumerate(editions):
        for key, count in edition.truth.items():
            if not 0 < count < few:
                continue
            low, high = seeing.bounds(f"{at} {key}")
            if low <= 1 and high >= few - 1:
                continue  # whatever the sums alone tell
            least, most = blind.bounds(f"{at} {key}")
            is_known = low > max(1, least) or high < min(few - 1, most)
            if key.startswith("not.") or ".before." in key:
                is_known = low == high and least < most
            if is_known and not (exactly and low < high):
                found.append(f"edition {at + 1}: {key} is {count}, and everybody knows that it is {low}–{high}")
    return found
