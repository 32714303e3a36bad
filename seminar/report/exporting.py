"""Handing out one of the report's outputs before there is a release: made now, of what stands now, and on the trail."""

import uuid
from dataclasses import dataclass

from seminar.report import drafting, outputs, own_template
from seminar.report.outline import AnnualReport
from seminar.report.outputs import Output
from toolkit import content
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event


@dataclass(frozen=True, slots=True)
class Made:
    """A file with what it was made from."""

    output: Output
    report: AnnualReport
    file: bytes


def export(actor: Actor, cycle_id: uuid.UUID, *, name: str, extension: str, language: str) -> Made:
    """One output of a cycle of the own unit, in this language; the export is put on the trail.

    Raises `NotFound`, also for an output that is in no list.
    """
    output = outputs.get_output(name, extension)
    report = drafting.collect(actor, cycle_id)
    trail.record(actor, Event.REPORT_EXPORTED, cycle_id, format=output.extension, language=language)
    return Made(
        output,
        report,
        outputs.make(output, report, words=content.in_language(language), template=own_template.read(actor.unit_id)),
    )
