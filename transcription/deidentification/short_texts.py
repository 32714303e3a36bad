"""De-identifies short texts that stand each by itself, such as the open answers of a survey: what was found, and the
text with neutral tokens in its place. A person approves every one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from transcription.deidentification import searching
from transcription.deidentification.kinds import Found, Known, next_token


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text with what was found in it. `parts` are the text in order, each with whether it was found to identify."""

    parts: tuple[tuple[str, bool], ...]
    proposed: str

    @property
    def finds(self) -> int:
        """How many places were found."""
        return sum(is_found for _part, is_found in self.parts)


def suggest(texts: Sequence[str], known: Sequence[Known] = ()) -> list[Suggestion]:
    """What is suggested for each text. `known` are names that may turn up. Works on the processor for a while."""
    lines = [" ".join(text.split()) for text in texts]
    found = searching.suggest_alone(lines, known) if lines else []
    return [_suggestion(text, [one for one in found if one.line == number]) for number, text in enumerate(lines)]


def _suggestion(text: str, found: Sequence[Found]) -> Suggestion:
    """The finds are in order and do not overlap. Whoever is named twice in a text has one token there."""
    parts: list[tuple[str, bool]] = []
    proposed, at = "", 0
    tokens: dict[str, str] = {}
    for one in found:
        token = tokens.setdefault(one.who, next_token(one.role, tokens.values()))
        parts += [(text[at : one.start], False), (text[one.start : one.end], True)]
        proposed += text[at : one.start] + token
        at = one.end
    parts.append((text[at:], False))
    return Suggestion(tuple(part for part in parts if part[0]), proposed + text[at:])
