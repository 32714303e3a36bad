"""A unit whose report can be released, and the acts of the two who do it."""

from collections.abc import Callable

import pytest
from flask import Flask

from seminar.board import voices
from seminar.editions import freezing, releasing, tasks
from seminar.editions.models import Edition, Side
from seminar.report import compiling, outputs, writing
from seminar.themes import codebook
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Actor
from toolkit.cycles.models import CycleState
from toolkit.db import db

Say = Callable[[Seminar, Side], Edition | None]


@pytest.fixture(autouse=True)
def few_outputs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release makes the report alone, unless a test asks for `every_output`: all of them take seconds."""
    if "every_output" not in request.fixturenames:
        monkeypatch.setattr(outputs, "OUTPUTS", outputs.OUTPUTS[:1])


@pytest.fixture
def every_output() -> None:
    """Whatever the registry has is made."""


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """Two children are read, one theme has a quote and a thought, the summary is written, a compiler is chosen."""
    found = making.a_seminar((13, "girl"), (9, "boy"))
    found.cycle.state = CycleState.RUNNING
    theme = making.a_theme(found)
    making.read_all(found)
    making.an_excerpt(found, theme)
    voices.write(found.leads, found.cycle.id, theme.id, text="Vi byter för ofta.")
    writing.save_text(found.leads, found.cycle.id, section="summary", text="Så var det.", version=0)
    compiling.choose(found.decides, found.cycle.id, person_id=found.facilitator.id, version=0)
    db.session.commit()
    return found


def seen_by(actor: Actor, seminar: Seminar) -> str:
    """The fingerprint of the report, as a page shows it to somebody."""
    return freezing.fingerprint(freezing.collect(actor, codebook.get_cycle(actor, seminar.cycle.id)))


def say(seminar: Seminar, side: Side, *, actor: Actor | None = None, seen: str | None = None) -> Edition | None:
    """Say one of the two yeses to what stands now."""
    who = actor or (seminar.leads if side is Side.COMPILER else seminar.decides)
    made = releasing.say_yes(who, seminar.cycle.id, side=side, seen=seen or seen_by(who, seminar))
    db.session.commit()
    return made


def release(seminar: Seminar) -> Edition:
    """Both say yes, and the files are made."""
    edition = released(seminar)
    tasks.make_at_once(edition)
    db.session.commit()
    return edition


def released(seminar: Seminar) -> Edition:
    """Both say yes, and no worker is there."""
    say(seminar, Side.COMPILER)
    edition = say(seminar, Side.LEADER)
    assert edition is not None
    return edition
