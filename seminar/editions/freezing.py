"""The facts of a report as they would be frozen now, in every language that its files are made in.

Comes from `report.drafting`; gives plain facts. Whose words they are is in them, so nothing of it is kept in a log.
"""

from collections.abc import Mapping
from dataclasses import replace

from seminar.editions import codec
from seminar.report import drafting
from seminar.report.outline import AnnualReport
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.language import LANGUAGES, force_locale

Facts = Mapping[str, AnnualReport]
"""By language: the same report, told in its words."""


def collect(actor: Actor, cycle: Cycle) -> Facts:
    """What stands now in a cycle that the caller holds, as released at this moment. No look: the caller records it."""
    now, facts = clock.now(), {}
    for language in LANGUAGES:
        with force_locale(language):
            facts[language] = replace(drafting.facts_of(actor, cycle), written_at=now, is_draft=False)
    return facts


def fingerprint(facts: Facts) -> str:
    """What they say: another one as soon as one fact is another."""
    return codec.fingerprint(facts[language] for language in sorted(facts))
