"""What the pages of exchange say in words: what each kind of file is for, how a file was read, and what came in."""

from collections.abc import Mapping

from seminar.exchange.conventions import STANDARD, Convention, Tool
from seminar.exchange.exporting import Kind, Order
from seminar.exchange.importing import Kept
from seminar.exchange.news import News
from seminar.exchange.placing import Reading, Unplaced
from toolkit.language import gettext as _
from toolkit.language import ngettext


def hints() -> Mapping[str, str]:
    """What each kind of file is for."""
    return {
        Kind.DOCX: _("To read, and to quote from."),
        Kind.XLSX: _("To sort and to filter. Opens in Excel and LibreOffice."),
        Kind.CSV: _("For programs that cannot open a workbook."),
        Kind.PROJECT: _(
            "Every text in full, with themes, notes and what is marked, by the standard that NVivo, ATLAS.ti, MAXQDA"
            " and QualCoder read. It has not been tried in these programs themselves."
        ),
        Kind.CODEBOOK: _("Names, descriptions and colours. No child’s words."),
    }


def name_of_file(kind: Kind, order: Order) -> str:
    """What the file is called: nobody's name."""
    if kind is Kind.PROJECT:
        return _("Seminar")
    if kind is Kind.CODEBOOK:
        return _("Themes")
    return _("Quotes by child") if order is Order.CHILD else _("Quotes by theme")


def program(tool: str) -> str:
    """The program that a file comes from."""
    names = {
        Tool.OURS: _("Barnens röster"), Tool.NVIVO: "NVivo", Tool.ATLAS: "ATLAS.ti", Tool.MAXQDA: "MAXQDA",
        Tool.QUALCODER: "QualCoder",
    }  # fmt: skip
    return names.get(Tool(tool), _("another program"))


def way(reading: Reading) -> str:
    """A way of counting places, and how well the words then fit."""
    fits = _("%(fits)s of %(of)s passages begin and end where a word does", fits=reading.fits, of=reading.of)
    return f"{_way(reading.convention)}: {fits}" if reading.of else _way(reading.convention)


def _way(convention: Convention) -> str:
    if convention == STANDARD:
        return _("Counted as the standard says")
    parts = [
        _("a line break as two") if convention.line_break == 2 else "",
        _("an emoji as two") if convention.astral == 2 else "",
        _("one too many from the start") if convention.mark else "",
    ]
    return _("Counted with %(differences)s", differences=", ".join(part for part in parts if part))


def reason(code: str, count: int) -> str:
    """Why codings have no place here."""
    sentences = {
        Unplaced.OUTSIDE: ngettext(
            "%(num)d coding holds no words of the text: its place is beyond it, empty or turned round.",
            "%(num)d codings hold no words of the text: their places are beyond it, empty or turned round.", count,
        ),
        Unplaced.INTERVIEWER: ngettext(
            "%(num)d coding holds only what the interviewer says.",
            "%(num)d codings hold only what the interviewer says.", count,
        ),
        Unplaced.WHOLE_TEXT: ngettext(
            "%(num)d coding is on a whole text and not on words in it.",
            "%(num)d codings are on a whole text and not on words in it.", count,
        ),
        Unplaced.OTHER_TEXT: ngettext(
            "%(num)d coding is in a text that is not here.", "%(num)d codings are in a text that is not here.", count
        ),
        Unplaced.NO_TEXT: ngettext(
            "%(num)d coding is in a picture, a PDF, sound or film.",
            "%(num)d codings are in pictures, PDFs, sound or film.", count,
        ),
        Unplaced.NO_CODE: ngettext(
            "%(num)d coding has a code that is not in the file’s codebook.",
            "%(num)d codings have a code that is not in the file’s codebook.", count,
        ),
    }  # fmt: skip
    return sentences[Unplaced(code)]


def news(one: News) -> str:
    """How many of the marked passages are new here, come back, and are here already: "3 are new, 49 are here"."""
    parts = [
        ngettext("%(num)d is new", "%(num)d are new", one.new) if one.new else "",
        ngettext(
            "%(num)d was taken away or waits here, and would count",
            "%(num)d were taken away or wait here, and would count",
            one.again,
        )
        if one.again
        else "",
        ngettext("%(num)d is here already", "%(num)d are here already", one.same) if one.same else "",
    ]
    return ", ".join(filter(None, parts))


def left(kind: str, count: int) -> str:
    """What else of the file stays in the other program."""
    if kind == "Set":
        return ngettext("%(num)d set stays in the other program.", "%(num)d sets stay in the other program.", count)
    if kind == "Graph":
        return ngettext(
            "%(num)d drawing of codes stays in the other program.",
            "%(num)d drawings of codes stay in the other program.",
            count,
        )
    return ngettext("%(num)d link stays in the other program.", "%(num)d links stay in the other program.", count)


def text_name(name: str, number: str) -> str:
    """Which of our texts a text of the file is; where it is called the same there, its name alone."""
    ours = _("Interview %(number)s", number=number)
    if name.casefold() == ours.casefold():
        return ours
    return _("%(name)s is interview %(number)s", name=name or _("one without a name"), number=number)


def kept(came: Kept) -> str:
    """What came in."""
    if not came.themes and not came.codings:
        return _("Nothing was new: everything in the file was here already.")
    themes = ngettext("%(num)d new theme", "%(num)d new themes", came.themes)
    codings = ngettext("%(num)d newly marked passage", "%(num)d newly marked passages", came.codings)
    return _("%(themes)s and %(codings)s are here.", themes=themes, codings=codings)
