"""Three units of one municipality, a coordinator of two of them, and reports that are released as plain facts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask

from seminar.editions import codec
from seminar.editions.models import Edition, EditionFile
from seminar.report.funnel import Funnel
from seminar.report.outline import AnnualReport, Method, Promise, QuestionArea, ThemeRow, Voice
from tests import factories as make
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.disclosure.counts import told
from toolkit.disclosure.shares import Share
from toolkit.downloads import WORD
from toolkit.people.models import CoordinatedUnit, Person, Unit
from toolkit.vault import blobs
from toolkit.vault.columns import vault

THRESHOLD = 5


@dataclass
class Town:
    """The units by name, their cycles, and who coordinates the first two."""

    units: dict[str, Unit]
    cycles: dict[str, Cycle]
    coordinator: Person

    @property
    def actor(self) -> Actor:
        """The coordinator as the one who asks."""
        return make.actor(self.coordinator)


@pytest.fixture
def town(app: Flask) -> Town:
    """Ale, Berg and Dal have a running year; the coordinator has Ale and Berg."""
    units = {name: make.a_unit(name=name, small_group=THRESHOLD) for name in ("Ale", "Berg", "Dal")}
    by = {name: make.a_person(unit, Role.FACILITATOR) for name, unit in units.items()}
    cycles = {name: make.a_cycle(unit, by[name]) for name, unit in units.items()}
    for cycle in cycles.values():
        cycle.state = CycleState.RUNNING
    coordinator = make.a_person(units["Ale"], Role.COORDINATOR)
    for name in ("Ale", "Berg"):
        make.add(CoordinatedUnit(person_id=coordinator.id, unit_id=units[name].id))
    db.session.commit()
    return Town(units, cycles, coordinator)


def a_report(cycle: Cycle, *, heard: int = 12, raised: int = 7, **more: Any) -> AnnualReport:
    """What a unit tells of a year: so many children were heard, and so many of them raised a theme."""
    few = told(heard, threshold=THRESHOLD)
    row = ThemeRow(
        1,
        "Byten",
        Share.among(raised, heard, threshold=THRESHOLD),
        voices=(Voice("Jag orkar inte byta igen", "Flicka, 13–14 år"),),
        promises=(
            Promise("Ni får veta i tid.", "Majken Ollonqvist", clock.today(), "Antal", decided=True, kind="Rutin"),
            Promise("Ett eget rum.", refused=True, reason="Det finns inget rum."),
            Promise("Kanske."),
        ),
    )
    funnel = Funnel(few, few, few, few, told(0, threshold=THRESHOLD))
    report = AnnualReport(
        cycle.year, cycle.unit.name, cycle.unit.municipality, clock.now(),
        method=Method(funnel=funnel), areas=(QuestionArea("Kontakt", (row,), key="contact"),), edition=1,
    )  # fmt: skip
    return replace(report, **more)


@pytest.fixture
def release(app: Flask) -> Callable[..., Edition]:
    """Let a report be released in a cycle, as two people would, with one file beside its facts."""

    def released(cycle: Cycle, report: AnnualReport) -> Edition:
        by = cycle.created_by_id
        edition = make.add(
            Edition(
                cycle_id=cycle.id, number=report.edition, compiler_id=by, leader_id=by, fingerprint="0" * 64,
                sha256=sha256(codec.dump(report)).hexdigest(),
            )
        )  # fmt: skip
        files = (("facts", "json", "sv"), ("facts", "json", "en"), ("annual-report", "docx", "sv"))
        for position, (name, extension, language) in enumerate(files):
            content = codec.dump(report)
            with vault().writing(blobs.new_name("edition")) as writer:
                writer.write(content)
            sealed = writer.sealed
            make.add(
                EditionFile(
                    edition_id=edition.id, position=position, name=name, extension=extension, language=language,
                    media_type=WORD, file_name=f"{name}.{extension}", sha256=sha256(content).hexdigest(),
                    plain_length=sealed.plain_length, sealed_length=sealed.blob_length, blob_id=sealed.file_id,
                    key_id=sealed.key_id, wrapped_key=sealed.wrapped_key,
                )
            )  # fmt: skip
        cycle.state, cycle.reported_at = CycleState.REPORTED, clock.now()
        db.session.commit()
        return edition  # type: ignore[no-any-return]

    return released
