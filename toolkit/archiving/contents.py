"""What a delivery holds: for each child of the year the sections of its material as JSON, its texts as plain text, and
sound in its own container; or the survey answers of the year. A page says what each file is; the report lies beside."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from toolkit import clock, config
from toolkit.archiving import bag, readme, year_answers
from toolkit.archiving.models import ArchiveDelivery
from toolkit.archiving.readme import Whose
from toolkit.cycles.models import Assignment, Child, Cycle, EndReason
from toolkit.db import db
from toolkit.disposal.models import Material
from toolkit.disposal.naming import MATERIALS as NAMES
from toolkit.downloads import file_name
from toolkit.hooks import Hook
from toolkit.language import gettext as _
from toolkit.subject_access import codes, gathering, schema
from toolkit.subject_access.facts import Row, Section
from toolkit.subject_access.packing import Part
from toolkit.subject_access.schema import Form

SECTIONS: Mapping[Material, frozenset[str]] = {
    Material.RECORDING: frozenset({"child", "recordings", "marks"}),
    Material.FULL_TEXT: frozenset(
        {"child", "transcripts", "corrections", "other_versions", "second_readings", "notes"}
    ),
    Material.CONTACT: frozenset({"child", "contact_details", "contact_log", "answers", "booking"}),
    Material.INTERVIEW: frozenset({"child", "interview", "deidentified", "quotes", "counted_answers", "editions"}),
}
"""What of a child belongs to which material; who the child is stands with each, so that a delivery stands by itself."""
HEART: Mapping[Material, str] = {
    Material.RECORDING: "recordings", Material.FULL_TEXT: "transcripts", Material.INTERVIEW: "deidentified",
}  # fmt: skip
"""Without this of a child nothing of it is handed over: who said no, or was never met, goes to no archive by it."""
DELIVERY = Form("barnens-roster/archive-delivery", "decision")
REPORTS: Hook[Callable[[Cycle], Sequence[Part]]] = Hook("a year goes to the archive", "editions")
"""The files of the year's released report."""
WITH_REPORT = frozenset({Material.INTERVIEW, Material.ANSWERS})
"""Beside what the report was made of, and with nothing that is sound or names."""
MATERIALS = SECTIONS.keys() | {Material.ANSWERS}
"""What can be handed over."""


def list_interviews(cycle: Cycle, material: Material) -> Sequence[Assignment]:
    """The interviews of a year that the caller holds of which something may be there, by the child's code.

    Of those that ended before there was one, that they were asked and answered is with the contact details alone.
    """
    held = Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN)
    ended = held if material is Material.CONTACT else Assignment.end_reason.is_(None)
    return db.session.scalars(
        select(Assignment)
        .join(Assignment.child)
        .where(
            Assignment.cycle_id == cycle.id,
            Assignment.disposed_at.is_(None),
            ended,
        )
        .order_by(Child.code, Assignment.created_at)
        .options(joinedload(Assignment.child).options(joinedload(Child.cycle), joinedload(Child.team)))
    ).all()


def make(delivery: ArchiveDelivery, unit: str, *, made_at: datetime) -> tuple[list[Part], int]:
    """The files of the copy as a bag, and of how many interviews there is something in it."""
    payload, interviews = (_answers if delivery.material is Material.ANSWERS else _children)(delivery, unit, made_at)
    reports = _reports(delivery.cycle) if delivery.material in WITH_REPORT else []
    payload += [Part(f"report/{one.name}", one.length, one.blocks) for one in reports]
    whose = Whose(config.current().municipality, unit, made_at)
    first = readme.write(delivery, whose, interviews=interviews, has_report=bool(reports))
    return bag.make(_root(delivery), [*first, *payload], info=_info(delivery, whose)), interviews


def _reports(cycle: Cycle) -> list[Part]:
    return [one for list_files in REPORTS.each() for one in list_files(cycle)]


def _children(delivery: ArchiveDelivery, unit: str, made_at: datetime) -> tuple[list[Part], int]:
    payload: list[Part] = []
    interviews = 0
    children = dict.fromkeys(one.child for one in list_interviews(delivery.cycle, delivery.material))
    for place, child in enumerate(children, start=1):
        folder = f"{place:03}-{file_name(child.code, ending='x').removesuffix('.x')}"
        files = _of_child(child, delivery, unit, made_at, folder=folder)
        payload += files
        interviews += bool(files)
    payload.append(Part.of("schema.json", _json(schema.schema(DELIVERY))))
    return payload, interviews


def count(delivery: ArchiveDelivery) -> int:
    """Of how many there is something: interviews, or answers of a year."""
    if delivery.material is not Material.ANSWERS:
        return len(list_interviews(delivery.cycle, delivery.material))
    return year_answers.gather(delivery.cycle, unit="", decision="", made_at=clock.now())[1]


def _answers(delivery: ArchiveDelivery, unit: str, made_at: datetime) -> tuple[list[Part], int]:
    found, many = year_answers.gather(delivery.cycle, unit=unit, decision=delivery.decision.reference, made_at=made_at)
    files = [Part.of("answers.json", _json(found)), Part.of("schema.json", _json(year_answers.SCHEMA))]
    return files, many


def _info(delivery: ArchiveDelivery, whose: Whose) -> dict[str, str]:
    return {
        "Source-Organization": whose.name,
        "External-Identifier": f"{delivery.id}",
        "External-Description": _(
            "%(material)s, cycle %(cycle)s. Delivery %(number)s to the archive.",
            material=_(NAMES[delivery.material]),
            cycle=delivery.cycle.name,
            number=delivery.number,
        ),
        "Internal-Sender-Description": delivery.decision.reference,
        "Bagging-Date": whose.made_at.date().isoformat(),
    }


def _of_child(child: Child, delivery: ArchiveDelivery, unit: str, made_at: datetime, *, folder: str) -> list[Part]:
    held = gathering.gather(child)
    wanted = [one for one in held.sections if one.name in SECTIONS[delivery.material]]
    there, heart = {one.name for one in wanted if one.rows}, HEART.get(delivery.material)
    if there <= {"child"} or (heart and heart not in there):
        return []
    content = schema.as_json(
        wanted, {}, made_at=made_at, reference=delivery.decision.reference, unit=unit, form=DELIVERY
    )
    files = [Part.of(f"{folder}/{delivery.material.value}.json", _json(content))]
    text = "\n\n".join(filter(None, (_as_text(one, row) for one in wanted for row in one.rows)))
    if text:
        files.append(Part.of(f"{folder}/{delivery.material.value}.txt", text.encode()))
    if delivery.material is Material.RECORDING:
        files += [Part(f"{folder}/{sound.name}", sound.length, sound.blocks()) for sound in held.sounds]
    return files


def _as_text(section: Section, row: Row) -> str:
    lines = row.get("lines")
    if not isinstance(lines, Sequence) or isinstance(lines, str):
        return str(row["text"]) if section.name == "notes" and row.get("text") else ""
    said = (
        f"{int(str(line['at_ms'])) // 60000}:{int(str(line['at_ms'])) // 1000 % 60:02}"
        f" {codes.say(section.name, 'speaker', str(line['speaker']))}: {line['text']}"
        for line in lines
    )
    return "\n".join(said)


def _root(delivery: ArchiveDelivery) -> str:
    return f"delivery-{delivery.number:03}"


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
