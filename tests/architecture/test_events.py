"""The vocabulary of the trail: every word of it is said somewhere, and every look at content says one."""

import ast

from tests.architecture.access_rules import is_welcome
from tests.architecture.source import expect_none, modules
from tests.factories import CANARY
from tests.sweep import Town, list_addresses
from toolkit.audit import wording
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db

QUOTE = f"Jag vill veta mer om {CANARY}".encode()
# What stands there is the unit's own: proposals, promises, a place, a definition, words of a report. Words of a child
# are not among them, and a quote on such a page has its line, too.
OWN_TO_THE_UNIT = frozenset(
    {
        "action.carry_over", "action.change", "action.give_up", "action.new", "action.reopen", "action.report",
        "action.show", "action.verify", "actions.due", "actions.index", "actions.staff_meeting", "cells.proposal",
        "cells.responsible", "cells.summary", "cells.voice", "decisions.retell", "guides.guide", "interviews.booking",
        "live.show_history",
        "proposals.index", "protocol.show", "report.text", "suggestions.of_text", "suggestions.of_theme",
        "terms.index", "themes.index", "themes.theme",
        "meetings.index", "meetings.item", "meetings.new", "meetings.print_all", "promises.index",
        "promises.print_all", "promises.wall",
        "visits.index", "visits.print_card", "voting.index",
    }
)  # fmt: skip
WRITTEN_DOWN = frozenset({"toolkit.audit.events", "toolkit.audit.wording"})


def test_every_event_is_recorded_somewhere() -> None:
    """A word that nothing records is a promise that the log does not keep."""
    said = {
        node.attr
        for module in modules()
        if module.name not in WRITTEN_DOWN
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Event"
    }
    expect_none(f"Event.{event.name} is recorded nowhere" for event in Event if event.name not in said)


def test_every_event_has_its_words_and_its_own_value() -> None:
    assert set(wording.ACTS) == set(Event)
    assert len({event.value for event in Event}) == len(Event.__members__)


def test_a_page_that_shows_content_has_its_line(town: Town) -> None:
    """Content carries the canary. Whoever sees it has put a line on the trail by asking for that page."""
    unseen = []
    for address in list_addresses(town.app, "GET"):
        for who in town.world.people:
            if is_welcome(address, who):
                before = _count(town)
                page = town.visit(address, who).data
                content = QUOTE if address.endpoint in OWN_TO_THE_UNIT else CANARY.encode()
                if content in page and _count(town) == before:
                    unseen.append(f"{who}: {address} shows content and leaves no line")
    expect_none(unseen)


def _count(town: Town) -> int:
    with town.app.app_context():
        return db.session.query(AuditEntry).count()
