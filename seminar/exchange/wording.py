"""What the pages of exchange say in words: what each kind of file is good for, and what it is called."""

from collections.abc import Mapping

from seminar.exchange.exporting import Kind, Order
from toolkit.language import gettext as _


def hints() -> Mapping[str, str]:
    """What each kind of file is for."""
    return {
        Kind.DOCX: _("To read, and to quote from."),
        Kind.XLSX: _("To sort and to filter. Opens in Excel and LibreOffice."),
        Kind.CSV: _("For programs that cannot open a workbook."),
        Kind.PROJECT: _(
            "Every text in full, with themes and what is marked. NVivo, ATLAS.ti, MAXQDA and QualCoder open it."
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
