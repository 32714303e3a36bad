"""Counts what was answered to one question, of any of the surveys: how many chose what, always with n.

The one place where the answers of a survey become numbers. It asks `disclosure` whether enough answered.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from interview_guides.surveys import FaceScale, Field, FieldKind, Option, OptionSource, SurveyQuestion
from toolkit import content
from toolkit.disclosure.counts import hide_small, is_enough
from toolkit.surveys.models import ChildAnswer


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question on one scale. `answered` is n, of `asked`. When n is small, `hidden` is true and the rest is empty.

    `choices` are (words, count) in the order of the scale, None in place of a count of few children; `mean` is of the
    scale's values, whose highest is `highest`, and is missing where it would tell what is hidden.
    `words` are free text as it was written: not de-identified, and in no order that tells who wrote first.
    """

    id: str
    text: str
    answered: int
    asked: int
    choices: tuple[tuple[str, int | None], ...] = ()
    mean: float | None = None
    highest: int | None = None
    words: tuple[str, ...] = ()
    hidden: bool = False

    def without_words(self) -> "QuestionResult":
        """The numbers alone."""
        return replace(self, words=())


def of_child(
    question: SurveyQuestion, scale: FaceScale, answers: Sequence[ChildAnswer], *, asked: int, few: int
) -> QuestionResult:
    """What children answered to a question on one scale; skipped ones are not among `answers`."""
    result = QuestionResult(question.id, question.text, len(answers), asked)
    if not is_enough(len(answers), threshold=few):
        return replace(result, hidden=True)
    faces = question.on(scale).faces
    chosen = Counter(one.face for one in answers if one.face is not None)
    result = replace(result, words=shuffled(one.words for one in answers))
    if not is_enough(chosen.total(), threshold=few):
        return result
    shown = hide_small([chosen[face.value] for face in faces], threshold=few)
    return replace(
        result,
        choices=tuple((face.label, count) for face, count in zip(faces, shown, strict=True)),
        mean=_mean(list(chosen.elements())) if None not in shown else None,
        highest=max(face.value for face in faces),
    )


def of_field(field: Field, given: Sequence[Any], *, asked: int, few: int) -> QuestionResult:
    """What people at work answered in a field; of several choices each value is a list."""
    result = QuestionResult(field.id, field.label, len(given), asked)
    if not is_enough(len(given), threshold=few):
        return replace(result, hidden=True)
    if field.kind is FieldKind.TEXT:
        return replace(result, words=shuffled(given))
    if field.kind is FieldKind.NUMBER:
        return replace(result, mean=_mean(given))
    chosen = Counter(each for one in given for each in (one if isinstance(one, list) else [one]))
    counted = [(option, chosen[option.code]) for option in options_of(field)]
    is_scale = field.kind is FieldKind.SCALE
    return replace(
        result,
        choices=tuple((option.name, n) for option, n in counted if n or field.kind is not FieldKind.CHOICES),
        mean=_mean([int(one) for one in given]) if is_scale else None,
        highest=field.highest if is_scale else None,
    )


def options_of(field: Field) -> Sequence[Option]:
    """What can be chosen in a field; «questions» are those of every guide."""
    now = content.current()
    if field.kind is FieldKind.SCALE:
        return [Option(code=str(n), name=str(n)) for n in range(field.lowest, field.highest + 1)]
    if field.source is OptionSource.PLACES:
        return [Option(code=place.code, name=place.name) for place in now.places]
    if field.source is OptionSource.AIDS:
        return [Option(code=aid.code, name=aid.name) for aid in now.conversation_aids]
    if field.source is OptionSource.QUESTIONS:
        return [Option(code=one.id, name=one.text) for guide in now.guides for one in guide.questions]
    return field.options


def shuffled(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, in no order."""
    kept = [text for text in texts if text]
    return tuple(random.sample(kept, len(kept)))


def _mean(values: Sequence[int]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None
