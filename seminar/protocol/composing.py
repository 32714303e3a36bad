"""The protocol in words, as a document: the page shows it, and PDF and Word are made of it."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from seminar.board.share_wording import says_nothing, share_of_children
from seminar.proposals.results import Result
from seminar.protocol.facts import Protocol, Raised, Wish
from seminar.report import writer
from seminar.report.document import Block, Bullets, Chapter, Document, Paragraph, Table, text_cell
from seminar.seminars.naming import title_of
from toolkit import clock
from toolkit.documents import pdf
from toolkit.language import chosen, clock_time, full_day, ngettext
from toolkit.language import gettext as _

TAGS = {"sv": "sv-SE", "en": "en-GB"}
TEMPLATE = "protocol/protocol.typ"


def compose(protocol: Protocol) -> Document:
    """The protocol as a document, in the language of the request."""
    seminar, unit = protocol.seminar, protocol.seminar.cycle.unit
    return Document(
        title=_("Protocol: %(name)s", name=title_of(seminar)),
        subtitle=", ".join(filter(None, (unit.name, full_day(seminar.opened_at or seminar.on), seminar.place))),
        author=unit.name,
        language=TAGS[chosen()],
        written_at=clock.now(),
        contents_heading="",
        page_of=_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
        chapters=tuple(_chapters(protocol)),
    )


def as_word(document: Document) -> bytes:
    """A Word file."""
    return writer.write(document)


def as_pdf(document: Document, *, made_at: datetime) -> bytes:
    """A PDF. Raises `WrongState` for a character that cannot be printed."""
    return pdf.make(TEMPLATE, {**plain(document), "language": document.language[:2]}, made_at=made_at)


def plain(document: Document) -> dict[str, Any]:
    """The document as plain lists and words, for a template."""
    chapters = [
        {"heading": chapter.heading, "blocks": [_plain(block) for block in chapter.blocks]}
        for chapter in document.chapters
    ]
    return {"title": document.title, "subtitle": document.subtitle, "author": document.author, "chapters": chapters}


def _plain(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        rows = [
            [" ".join(one.text for one in cell if isinstance(one, Paragraph)) for cell in row] for row in block.rows
        ]
        return {"kind": "table", "caption": block.caption, "header": block.header, "widths": block.widths, "rows": rows}
    return {"kind": "list" if isinstance(block, Bullets) else "text", **asdict(block)}


def _chapters(protocol: Protocol) -> Iterator[Chapter]:
    yield Chapter(_("When and who"), tuple(_when_and_who(protocol)))
    if protocol.agenda:
        yield Chapter(_("Agenda"), (_agenda(protocol),))
    yield Chapter(_("Themes"), tuple(_themes(protocol)))
    yield Chapter(_("Proposals"), tuple(_wishes(protocol)))


def _when_and_who(protocol: Protocol) -> Iterator[Block]:
    seminar = protocol.seminar
    if seminar.opened_at:
        yield Paragraph(_("It began %(day)s at %(time)s.", **_moment(seminar.opened_at)))
    if seminar.ended_at:
        yield Paragraph(_("It ended %(day)s at %(time)s.", **_moment(seminar.ended_at)))
    else:
        yield Paragraph(_("It has not ended yet, so more may come."))
    yield Paragraph(_("There were: %(names)s.", names=", ".join(protocol.attended) or _("nobody noted")))
    if protocol.missing:
        away = len(protocol.missing)
        yield Paragraph(
            ngettext("%(num)d who was invited was not there.", "%(num)d who were invited were not there.", away)
        )


def _moment(moment: datetime) -> dict[str, str]:
    return {"day": full_day(moment), "time": clock_time(moment)}


def _agenda(protocol: Protocol) -> Table:
    rows = tuple(
        (
            text_cell(point.name),
            text_cell(clock_time(point.began) if point.began else "–"),
            text_cell(_("%(minutes)s min", minutes=point.planned)),
            text_cell(_("%(minutes)s min", minutes=point.took) if point.took is not None else "–"),
        )
        for point in protocol.agenda
    )
    header = (_("Point"), _("Began"), _("Planned time"), _("Took"))
    return Table(
        _("The agenda as it went"), _("One point to a row, with times."), header, (0.5, 0.16, 0.17, 0.17), rows
    )


def _themes(protocol: Protocol) -> Iterator[Block]:
    if not protocol.themes:
        yield Paragraph(_("No theme has been raised."))
        return
    silent = [one for one in protocol.themes if says_nothing(one.share)]
    if told := [one for one in protocol.themes if one not in silent]:
        yield Bullets(
            tuple(
                _("%(name)s: %(share)s", name=one.theme.name, share=share_of_children(one.share)) + _news(one)
                for one in told
            )
        )
    if silent:
        yield Paragraph(
            _("These were raised, too. How many children that was is not shown:")
            if told
            else _("These were raised. How many children that was is not shown:")
        )
        yield Bullets(tuple(one.theme.name + _news(one) for one in silent))


def _news(raised: Raised) -> str:
    new = _("new at this seminar")
    return f" ({new})" if raised.is_new else ""


def _wishes(protocol: Protocol) -> Iterator[Block]:
    if said := _voting(protocol.voting):
        yield Paragraph(said)
    if not protocol.wishes:
        yield Paragraph(_("No proposal was worded or decided."))
        return
    rows = tuple(
        (
            text_cell(one.theme),
            text_cell(" ".join(filter(None, (one.text, *_outcome(one))))),
            text_cell(one.responsible or "–"),
            text_cell(full_day(one.due) if one.due else "–"),
        )
        for one in protocol.wishes
    )
    header = (_("Theme"), _("Proposal"), _("Responsible"), _("Followed up"))
    yield Table(
        _("What the seminar proposes"), _("One proposal to a row."), header, (0.2, 0.44, 0.2, 0.16), rows
    )  # fmt: skip


def _voting(result: Result) -> str:
    if result.is_hidden:
        return _("Few placed dots, so how many each proposal got is not shown.")
    return (
        ngettext("%(num)d person placed dots.", "%(num)d people placed dots.", result.voters) if result.voters else ""
    )


def _outcome(wish: Wish) -> Iterator[str]:
    if wish.dots:
        yield ngettext("%(num)d dot.", "%(num)d dots.", wish.dots)
    if wish.decided_on:
        yield _("Decided %(day)s.", day=full_day(wish.decided_on))
