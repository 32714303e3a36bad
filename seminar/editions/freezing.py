"""The facts of a report as they would be frozen now, in every language that its files are made in.

Comes from `report.drafting`; gives plain facts. Whose words they are is in them, so nothing of it is kept in a log.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from seminar.editions import codec
from seminar.report import coming, drafting, own_template
from seminar.report.outline import AnnualReport
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.disclosure.memory import Numbers
from toolkit.language import LANGUAGES, force_locale

Facts = Mapping[str, AnnualReport]
"""By language: the same report, told in its words."""


TOLD_APART_IN = "sv"
"""The language by which two states of a report are told apart."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a release is made of: the facts, and the unit's own Word template (empty: the house's)."""

    facts: Facts
    template: bytes = b""
    beside: Numbers = field(default_factory=dict)
    """What pages beside the report tell from this release on."""


def collect(actor: Actor, cycle: Cycle) -> Frozen:
    """What stands now in a cycle that the caller holds, as released at this moment. No look: the caller records it."""
    now, facts = clock.now(), {}
    for language in LANGUAGES:
        with force_locale(language):
            facts[language] = replace(drafting.facts_of(actor, cycle), written_at=now, is_draft=False)
    return Frozen(facts, own_template.read(cycle.unit_id), beside=coming.collect(actor, cycle))


def look(actor: Actor, cycle: Cycle) -> str:
    """The fingerprint of what stands now in a cycle that the caller holds, for whoever holds the write lock: facts are
    collected in one language, and no file is made."""
    with force_locale(TOLD_APART_IN):
        report = replace(drafting.facts_of(actor, cycle), written_at=clock.now(), is_draft=False)
    return fingerprint(Frozen({TOLD_APART_IN: report}, own_template.read(cycle.unit_id)))


def fingerprint(frozen: Frozen) -> str:
    """What it says and looks like: another one as soon as one fact is another, or the template.

    The languages tell the same facts, so one of them tells whether they are the same.
    """
    said = codec.fingerprint([frozen.facts[TOLD_APART_IN]])
    if not frozen.template:
        return said
    return hashlib.sha256(said.encode() + frozen.template).hexdigest()
