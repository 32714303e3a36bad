"""Counts what was answered to one question, of any of the surveys: how many chose what, always with n.

The one place where the answers of a survey become numbers. It asks `disclosure` whether enough answered.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from interview_guides.surveys import FaceScale, Field, FieldKind, Option, OptionSource, SurveyQuestion
from toolkit import content
from toolkit.disclosure.counts import hide_small, is_enough, is_small
from toolkit.disclosure.shown import Shown


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question on one scale. `answered` is n, of `asked`. When n is small, `hidden` is true and the rest is empty.

    `choices` are (words, count) in the order of the scale; `mean` is of
    the scale's values, whose highest is `highest`, and is missing where it would tell what is hidden.
    `words` are free text as it was written: not de-identified, and in no order that tells who wrote first.
    `counts` are what `choices` tell of, as they are: for `disclosure`, where they are to stand beside other numbers.
    """

    id: str
    text: str
    answered: int
    asked: int
    choices: tuple[tuple[str, Shown], ...] = ()
    mean: float | None = None
    highest: int | None = None
    words: tuple[str, ...] = ()
    hidden: bool = False
    counts: tuple[int, ...] = ()

    @property
    def hides_a_count(self) -> bool:
        """Whether any count stands unsaid."""
        return any(count.is_hidden for _name, count in self.choices)

    def without_words(self) -> "QuestionResult":
        """The numbers alone."""
        return replace(self, words=())


def of_child(
    question: SurveyQuestion, scale: FaceScale, answers: Sequence[Any], *, asked: int, few: int
) -> QuestionResult:
    """What children answered to a question on one scale; skipped ones are not among `answers`, which are of
    `ChildAnswer`, or rows with its `face` and `words`."""
    result = QuestionResult(question.id, question.text, len(answers), asked)
    if not is_enough(len(answers), threshold=few):
        return replace(result, hidden=True)
    faces = question.on(scale).faces
    chosen = Counter(one.face for one in answers if one.face is not None)
    result = replace(result, words=shuffled(one.words for one in answers))
    if not is_enough(chosen.total(), threshold=few):
        return result
    counts = tuple(chosen[face.value] for face in faces)
    shown = hide_small(counts, threshold=few)
    return replace(
        result,
        counts=counts,
        choices=tuple((face.label, count) for face, count in zip(faces, shown, strict=True)),
        mean=_mean(list(chosen.elements())) if not any(count.is_hidden for count in shown) else None,
        highest=max(face.value for face in faces),
    )


def of_field(
    field: Field, given: Sequence[Any], *, asked: int, few: int, questions: Sequence[Option] = ()
) -> QuestionResult:
    """What people at work answered in a field; of several choices each value is a list. `questions` are the unit's."""
    result = QuestionResult(field.id, field.label, len(given), asked)
    if not is_enough(len(given), threshold=few):
        return replace(result, hidden=True)
    if field.kind is FieldKind.TEXT:
        return replace(result, words=shuffled(given))
    if field.kind is FieldKind.NUMBER:
        return replace(result, mean=_mean(given))
    if field.kind is FieldKind.CHOICES:
        return replace(result, choices=_ticked(options_of(field, questions), given, few=few))
    chosen, options = Counter(given), options_of(field, questions)
    shown = hide_small([chosen[option.code] for option in options], threshold=few)
    choices = tuple((option.name, count) for option, count in zip(options, shown, strict=True))
    if field.kind is FieldKind.SCALE:
        return _graded(replace(result, choices=choices, highest=field.highest), field, [int(one) for one in given], few)
    return replace(result, choices=choices)


def _ticked(options: Sequence[Option], given: Sequence[Sequence[str]], *, few: int) -> tuple[tuple[str, Shown], ...]:
    """Of several choices: what somebody ticked. How many did not follows from n, so few of these hide it, too."""
    ticked = Counter(code for codes in given for code in set(codes))
    counted = [(option.name, ticked[option.code]) for option in options if ticked[option.code]]
    return tuple((name, hide_small([count, len(given) - count], threshold=few)[0]) for name, count in counted)


def _graded(result: QuestionResult, field: Field, grades: Sequence[int], few: int) -> QuestionResult:
    """On a scale the mean says it all, so where a count would be hidden it stands alone.

    A mean so near an end that fewer than `few` can have answered anything else is hidden with the counts.
    """
    if not result.hides_a_count:
        return replace(result, mean=_mean(grades))
    from_ends = sum(grades) - field.lowest * len(grades), field.highest * len(grades) - sum(grades)
    if any(is_small(steps, threshold=few) for steps in from_ends):
        return result
    return replace(result, choices=(), mean=_mean(grades))


def options_of(field: Field, questions: Sequence[Option] = ()) -> Sequence[Option]:
    """What can be chosen in a field; «questions» are the unit's own, else those of every guide that ships."""
    now = content.current()
    if field.kind is FieldKind.SCALE:
        return [Option(code=str(n), name=str(n)) for n in range(field.lowest, field.highest + 1)]
    if field.source is OptionSource.PLACES:
        return [Option(code=place.code, name=place.name) for place in now.places]
    if field.source is OptionSource.AIDS:
        return [Option(code=aid.code, name=aid.name) for aid in now.conversation_aids]
    if field.source is OptionSource.QUESTIONS:
        shipped = [Option(code=one.id, name=one.text) for guide in now.guides for one in guide.questions]
        return questions or shipped
    return field.options


def shuffled(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, in no order."""
    kept = [text for text in texts if text]
    return tuple(secrets.SystemRandom().sample(kept, len(kept)))


def _mean(values: Sequence[int]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None
