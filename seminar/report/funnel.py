"""How many children came how far in a year: chosen, asked, interviewed, read. Pure; a fact of an outline."""

from dataclasses import dataclass

from toolkit.disclosure.shown import NOT_SAID, Shown


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many children came how far. `waiting` are those who have neither said yes nor ended."""

    chosen: Shown = NOT_SAID
    consented: Shown = NOT_SAID
    interviewed: Shown = NOT_SAID
    read: Shown = NOT_SAID
    waiting: Shown = NOT_SAID


NOTHING_SAID = Funnel()
