"""Which of the unit's actions are shown: by kind, state and who is responsible, open ones or all.

A name never stands in an address: whoever is responsible is chosen by a number that is made of the name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seminar.actions.models import Action, ActionKind, ActionState
from toolkit import versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody wants to see; None is anything."""

    kind: ActionKind | None = None
    state: ActionState | None = None
    responsible: int | None = None
    with_closed: bool = False

    def holds(self, action: Action) -> bool:
        """Whether an action is among what is wanted."""
        return (
            (self.with_closed or action.is_open)
            and self.kind in {None, action.kind}
            and self.state in {None, action.state}
            and self.responsible in {None, number_of(action.responsible)}
        )


def choose(actions: Sequence[Action], choice: Choice) -> list[Action]:
    """The actions that are wanted, in the order in which they were. A closed state asks for closed ones by itself."""
    if choice.state in {ActionState.VERIFIED, ActionState.GIVEN_UP}:
        choice = Choice(kind=choice.kind, state=choice.state, responsible=choice.responsible, with_closed=True)
    return [action for action in actions if choice.holds(action)]


def list_responsible(actions: Sequence[Action]) -> Mapping[int, str]:
    """Everybody who is responsible for any of these actions, by their number, in alphabetical order."""
    return {number_of(name): name for name in sorted({action.responsible for action in actions}, key=str.casefold)}


def number_of(responsible: str) -> int:
    """The number by which a person or group is chosen."""
    return versions.of_words([responsible])
