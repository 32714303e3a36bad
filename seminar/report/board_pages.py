"""The board's two pages: who told, what they talked about, what is decided, what came of last year.

Every number stands beside the number that it is a part of. The slides say the same, from the same parts.
"""

from collections.abc import Iterable, Sequence

from interview_guides.content import Content
from interview_guides.letters import fill_text
from interview_guides.outputs import BoardWords
from seminar.board.share_wording import share_of_children
from seminar.report import answering, copy_note, markup
from seminar.report.answering import Answer
from seminar.report.dates import dated
from seminar.report.document import Bullets, Paragraph, bind
from seminar.report.outline import AnnualReport, FollowUp, Promise, ThemeRow, Voice
from seminar.report.sheets import Item, Part, Sheet
from toolkit.documents import pdf
from toolkit.language import gettext as _

QUOTES, LONGEST_QUOTE = 3, 240  # characters: a quote is shown whole or not at all
PAGES = 2


def compose(report: AnnualReport, words: Content, language: str) -> Sheet:
    """The pages, filled in."""
    board, known = words.outputs.board, answering.values(report)
    return Sheet(
        title=fill_text(board.title, known),
        language=language,
        author=report.municipality or report.unit,
        sender=", ".join(filter(None, (report.municipality, report.unit, dated(report.written_at.date())))),
        made_at=report.written_at,
        lead=_plain(report.get_written("summary")) or fill_text(board.lead, known),
        parts=tuple(parts(report, board)),
        note=copy_note.of_report(report),
        points=11,
    )


def _plain(text: str) -> str:
    """What a person has written in the summary, a paragraph or item a line; quotes stand further down."""
    lines: list[str] = []
    for node in markup.parse(text):
        if isinstance(node, Paragraph):
            lines += node.text.splitlines()
        elif isinstance(node, Bullets):
            lines += [f"– {item}" for item in node.items]
    return "\n".join(line for line in lines if line)


def parts(report: AnnualReport, board: BoardWords) -> Iterable[Part]:
    """What is told, in order; a part that would be empty is left out."""
    told = answering.answer(report)
    every = (
        Part(board.numbers, items=_numbers(report)),
        Part(board.told, board.told_text, items=theme_items(told.themes)),
        Part(board.voices, quotes=chosen_quotes(report)),
        decided(told, heading=board.decided, nothing=board.nothing),
        Part(board.refused, items=tuple(Item(each.text, each.reason) for each in told.refused)),
        Part(board.last_year, "" if report.last_year is not None else board.first_year, followed(report.last_year)),
        Part(board.end, board.end_text),
    )
    return (part for part in every if part.items or part.quotes or part.heading in {board.end, board.decided})


def theme_items(themes: Iterable[ThemeRow]) -> tuple[Item, ...]:
    """Each theme with how many children of how many talked about it."""
    return tuple(Item(f"{row.name}: {bind(share_of_children(row.children))}") for row in themes)


def chosen_quotes(report: AnnualReport, *, most: int = QUOTES) -> tuple[Voice, ...]:
    """The first words, short and in letters that we have, of each theme that most children raised."""
    found: list[Voice] = []
    for row in (*report.rows, *report.works_well):
        short = (voice for voice in row.voices if len(voice.text) <= LONGEST_QUOTE and voice not in found)
        found += [voice for voice in short if not pdf.list_unprintable(voice.text)][:1]
        if len(found) == most:
            break
    return tuple(found)


def decided(told: Answer, *, heading: str, nothing: str) -> Part:
    """What is decided, with who is responsible, when it is followed up and how it is seen; or that nothing is."""
    promises = (*told.changes, *told.later)
    return Part(heading, "" if promises else nothing, tuple(Item(each.text, _who_and_when(each)) for each in promises))


def followed(last_year: Sequence[FollowUp] | None) -> tuple[Item, ...]:
    """Last year's proposals, and where each is now."""
    return tuple(Item(each.text, ". ".join(filter(None, (each.state, each.note)))) for each in last_year or ())


def _numbers(report: AnnualReport) -> tuple[Item, ...]:
    """Each step of the way with how many came so far, of how many who were chosen."""
    steps = [(name, shown.value) for name, shown in report.method.steps if shown.value is not None]
    if not steps:
        return ()
    (first, chosen), *later = steps
    of = [Item(bind(_("%(step)s: %(count)s of %(of)s", step=name, count=count, of=chosen))) for name, count in later]
    return (Item(bind(f"{first}: {chosen}")), *of) if chosen else ()


def _who_and_when(promise: Promise) -> str:
    said = (
        promise.responsible,
        _("followed up %(day)s", day=dated(promise.due)) if promise.due else "",
        _("seen by: %(indicator)s", indicator=promise.indicator) if promise.indicator else "",
    )
    return bind(", ".join(filter(None, said)))
