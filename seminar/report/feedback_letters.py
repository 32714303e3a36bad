"""Letters to the children who told and to guardians: what they told together, what is changed, and what is not and why.

A letter says what holds for all of them, never what one child has said: no quote is in it, and no number of few.
"""

from collections.abc import Sequence

from interview_guides.content import Content
from interview_guides.letters import fill_text
from interview_guides.outputs import AnswerWords, SectionWords
from seminar.board.share_wording import share_of_children
from seminar.report import answering, copy_note
from seminar.report.answering import Answer
from seminar.report.dates import dated
from seminar.report.document import bind
from seminar.report.outline import AnnualReport, Promise
from seminar.report.sheets import Item, Part, Sheet

COUNTS_FROM = 13  # years: whoever is younger is told what many talked about, without a number
SIZES = {8: 14.0, 12: 12.5, 18: 11.5, 99: 11.0}


def compose(report: AnnualReport, words: Content, language: str, *, letter_id: str) -> Sheet:
    """The letter, filled in."""
    letter, known = words.outputs.letter(letter_id), answering.values(report)
    return Sheet(
        title=letter.title,
        language=language,
        author=report.municipality or report.unit,
        sender=", ".join(filter(None, (report.municipality, report.unit, dated(report.written_at.date())))),
        made_at=report.written_at,
        lead=f"{letter.greeting}\n{fill_text(letter.lead, known)}",
        parts=(
            *answer_parts(answering.answer(report), letter.answer, counts=letter.age_to >= COUNTS_FROM),
            _part(letter.more, text=fill_text(letter.more.text, known)),
        ),
        closing=(letter.closing, fill_text(letter.signature, known)),
        note=copy_note.of_report(report),
        points=SIZES[letter.age_to],
        is_voice=letter.to_child,
        drawings={each.id: each.shows for each in words.drawings},
    )


def answer_parts(told: Answer, words: AnswerWords, *, counts: bool) -> tuple[Part, ...]:
    """What they told and what comes of it; a part that would be empty is left out. `counts`: with how many told it."""
    themes = [Item(row.told, bind(share_of_children(row.children)) if counts else "") for row in told.themes]
    parts = (
        _part(words.told, items=themes),
        _promised(words.changes, told.changes, due=words.due),
        _promised(words.later, told.later, due=words.due),
        _part(words.refused, items=[Item(each.told, each.reason or words.no_reason) for each in told.refused]),
    )
    filled = tuple(part for part in parts if part.items)
    return (*filled, _part(words.nothing)) if told.is_nothing else filled


def _promised(words: SectionWords, promises: Sequence[Promise], *, due: str) -> Part:
    """Promises with the day on which the unit looks how it goes: once, where it is the same for all of them."""
    days = {promise.due for promise in promises}
    told = [bind(due.format(day=dated(each.due))) if due and each.due else "" for each in promises]
    if len(days) > 1:
        return _part(words, items=[Item(each.told, day) for each, day in zip(promises, told, strict=True)])
    text = " ".join(filter(None, (words.text, *told[:1])))
    return _part(words, text=text, items=[Item(each.told) for each in promises])


def _part(words: SectionWords, *, text: str = "", items: Sequence[Item] = ()) -> Part:
    return Part(words.heading, text or words.text, tuple(items), drawing=words.drawing)
