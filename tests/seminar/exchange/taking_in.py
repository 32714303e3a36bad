"""An invented seminar whose texts were coded elsewhere, and what comes of taking that in."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import select

from seminar.coding.models import Coding
from seminar.exchange import exporting, importing, previewing
from seminar.exchange.exporting import Kind, Order
from seminar.exchange.importing import Answers, Kept
from seminar.exchange.previewing import Look
from tests.seminar import making
from tests.seminar.exchange.tools import Marked
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
LINES = (
    ("interviewer", "Hur fick du veta det? 🙂"),
    ("child", "Ingen sa något. Åsså kom hon bara 🙂 hem till oss."),
    ("child", "Jag blev rädd men också glad 👍 för hon lyssnade."),
    ("interviewer", "Vad hände sedan?"),
    ("child", "Vi ritade en karta över huset, jag och hon."),
)
Row = tuple[str, str, int, int]


def looked(seminar: Seminar, data: bytes) -> Look:
    db.session.commit()
    return previewing.look(seminar.leads, seminar.cycle.id, data=data)


def kept(seminar: Seminar, look: Look, *, reading: int = 0, area: str = "") -> Kept:
    areas = {number: area or theme.area or "contact" for number, theme in look.new}
    db.session.commit()
    return importing.keep(seminar.leads, seminar.cycle.id, sealed=look.sealed, answers=Answers(reading, areas))


def stands(seminar: Seminar) -> set[Row]:
    """Everything that is marked: theme, words, and where."""
    rows = db.session.scalars(select(Coding).where(Coding.removed_at.is_(None)))
    return {(row.theme.name, row.excerpt.quote, row.excerpt.start, row.excerpt.end) for row in rows}


def exported(seminar: Seminar, kind: Kind = Kind.PROJECT) -> bytes:
    db.session.commit()
    return exporting.export(seminar.leads, seminar.cycle.id, kind=kind, order=Order.THEME, language="sv")


def text_of(seminar: Seminar, number: int = 1) -> str:
    """A text as it travels, with the speakers."""
    names = {"interviewer": "Intervjuare", "child": "Barnet"}
    return "\n".join(f"{names[each.speaker]}: {each.text}" for each in seminar.transcripts[number].segments)


def marks(text: str, *words: str, code: str = "Tillit") -> list[Marked]:
    return [Marked(text.index(each), text.index(each) + len(each), code) for each in words]


WORDS = ("rädd men också glad 👍 för hon lyssnade", "ritade en karta", "kom hon bara 🙂 hem")


def a_seminar_to_code() -> Seminar:
    """A seminar with a second text, in which emoji stand."""
    seminar = making.a_seminar()
    text = making.a_handed_over(seminar.cycle, seminar.unit, lines=LINES)
    db.session.commit()
    return Seminar(
        seminar.unit, seminar.cycle, seminar.facilitator, seminar.leader, seminar.worker, (*seminar.transcripts, text)
    )
