"""A new edition says what is other than in the one before: the sentences become part of its facts."""

from dataclasses import replace

from seminar.editions import comparing, wording
from seminar.editions.freezing import Facts, Frozen
from toolkit.language import force_locale


def told(frozen: Frozen, before: Facts | None, *, number: int) -> Frozen:
    """The same with the edition's number, and in each language what is other than before."""
    facts = {
        language: replace(report, edition=number, changes=list_changes(before, frozen.facts, language=language))
        for language, report in frozen.facts.items()
    }
    return replace(frozen, facts=facts)


def list_changes(before: Facts | None, after: Facts, *, language: str) -> tuple[str, ...]:
    """What is other, in sentences; nothing without an edition to compare with."""
    if before is None or language not in before:
        return ()
    with force_locale(language):
        return wording.sentences(comparing.compare(before[language], after[language]))
