"""Whatever leaves the work group gets its numbers of children from `disclosure`: no other room makes one."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from typing import get_type_hints

import pytest

from seminar.report import outline
from seminar.report.funnel import Funnel
from tests.architecture.access_rules import RULE_OF
from tests.architecture.source import Module, expect_none, modules
from toolkit.access import Role
from toolkit.config import ROOT
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown

ROOM = "toolkit.disclosure"
TEMPLATES = ROOT / "templates"
MADE_THERE = {"Shown", "CrossTable"}

NO_CHILDREN = {
    "AnnualReport.year": "a year",
    "AnnualReport.edition": "which edition it is",
    "ThemeRow.crayon": "a colour",
    "Compared.highest": "the end of a scale",
    "SurveyQuestion.mean": "made in surveys.counting, where a hidden count takes it along",
}
"""Bare numbers of an outline that count no child, and why."""

PLACES = {
    "seminar/report": "the report and everything made of it: through outline, one whole, with memory",
    "seminar/proposals": "what a proposal answers, where one decides: Share",
    "seminar/overview": "the unit leader's pages: Share",
    "seminar/protocol": "what a seminar did: Share",
    "seminar/exchange": "the seminar as files: signed as the report is",
    "seminar/answers": "what every interview was asked: hide_small",
    "toolkit/surveys": "what was answered: hide_small, is_enough",
    "toolkit/interviews": "what was said of a guide's questions: is_small",
    "toolkit/help": "the hours of a year: is_small",
    "transcription/editor": "time spent: is_enough",
}
"""Where children or those at work are counted for others than the group that has read the interviews, and by what."""


IN_THE_ROOM = {
    "board/row.html": ("board.index", "board.now"),
    "voices/theme.html": ("voices.theme",),
    "projector/theme.html": ("projector.index", "projector.now"),
    "projector/now.html": ("projector.index", "projector.now"),
    "coding/picks.html": ("coding.transcript",),
    "coding/counted.html": ("coding.index",),
    "search/index.html": ("search.index",),
    "seminar_exchange/export.html": ("seminar_exchange.export",),
}
"""Templates that write a number of children as it is, and their pages: for those who read the interviews themselves."""

BEFORE_THE_INTERVIEWS = {
    "cycles/plan.html": "how many children are on the list, for whoever keeps the list",
    "cycles/shortage.html": "why the draw does not come out, for whoever draws",
}
"""Templates that count children of whom nothing has been told yet."""

NAMED_CHILDREN = {
    "regional/themes.html": "a yearly file's Share: hidden by its municipality, and refused where it is not",
    "surveys/results.html": "the child's survey, whose numbers come from surveys.counting",
}
"""Templates in which `children` is no number."""


def made_elsewhere(module: Module) -> Iterator[str]:
    theirs = any(each.name.startswith((f"{ROOM}.shown", f"{ROOM}.tables")) for each in module.imports)
    if theirs and not module.name.startswith(ROOM):
        for name, call in module.calls():
            if name.rpartition(".")[2] in MADE_THERE:
                yield f"{module}: {call.lineno} makes {name}"


def test_only_the_room_makes_a_number_that_is_shown() -> None:
    expect_none(problem for module in modules() for problem in made_elsewhere(module))


@pytest.mark.parametrize("place", PLACES)
def test_every_place_that_counts_for_others_asks_the_room(place: str) -> None:
    asking = [module for module in modules() if module.path.as_posix().find(f"/{place}/") >= 0 and _asks(module)]
    assert asking, f"{place} counts ({PLACES[place]}) and asks nobody"


def _asks(module: Module) -> bool:
    named = any(
        each.name.startswith((ROOM, "seminar.report.facts", "seminar.board.share_wording")) for each in module.imports
    )
    return named or any(isinstance(node, ast.Attribute) and node.attr == "share" for node in ast.walk(module.tree))


def test_no_bare_number_of_an_outline_counts_children() -> None:
    """A field of an outline is a number that may be shown, or one that counts no child."""
    kinds = [each for each in vars(outline).values() if dataclasses.is_dataclass(each) and each not in (Share, Shown)]
    bare = set()
    for kind in kinds:
        if kind.__module__ == outline.__name__ or kind is Funnel:
            for name, hint in get_type_hints(kind).items():
                if hint in (int, float, int | None, float | None) or "int" in str(hint).replace("print", ""):
                    bare.add(f"{kind.__name__}.{name}")  # type: ignore[union-attr]
    assert bare <= NO_CHILDREN.keys(), f"made of children? {bare - NO_CHILDREN.keys()}"


def test_a_bare_number_of_children_is_written_only_for_those_who_read_the_interviews() -> None:
    """Whoever heard what each child said is told nothing by a count. Everybody else gets a `Share` (decision 45)."""
    known = {*IN_THE_ROOM, *BEFORE_THE_INTERVIEWS, *NAMED_CHILDREN}
    writing = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"\.children\b|\bchildren_(count|of)\b", path.read_text(encoding="utf-8"))
    }
    assert writing - known == set(), "a number of children that is not asked for in toolkit.disclosure"
    assert known - writing == set(), "writes no number of children any more"


def test_those_pages_open_for_nobody_else() -> None:
    """Not for a unit leader, an administrator or a coordinator, who have read no interview."""
    for template, endpoints in IN_THE_ROOM.items():
        for endpoint in endpoints:
            roles = RULE_OF[endpoint].roles
            assert roles, f"{template}: {endpoint} is for everybody"
            assert roles <= {Role.FACILITATOR, Role.SOCIAL_WORKER}, f"{template}: {endpoint}"
