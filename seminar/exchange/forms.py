"""The shape of what goes out and what comes in: kinds of file, promises, and where a new theme belongs."""

import re
from collections.abc import Iterable, Mapping

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import InputRequired, ValidationError

from seminar.exchange.exporting import Kind, Order
from toolkit.forms import HouseForm, options
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l

KINDS = (
    (Kind.DOCX, _l("Quotes in a Word document (.docx)")),
    (Kind.XLSX, _l("Quotes in a workbook (.xlsx)")),
    (Kind.CSV, _l("Quotes as a plain list (.csv)")),
    (Kind.PROJECT, _l("The whole seminar for another analysis program (.qdpx)")),
    (Kind.CODEBOOK, _l("The themes alone (.qdc)")),
)
AREA = re.compile(r"area-([0-9]{1,5})", re.ASCII)
CHOSEN = (InputRequired(_l("Choose one of them.")),)
ORDERS = ((Order.THEME, _l("Theme by theme")), (Order.CHILD, _l("Child by child")))


class ExportForm(HouseForm):
    """Which kind of file. Themes alone hold no child's words, and need no promise."""

    kind = RadioField(_l("Kind of file"), choices=options(KINDS), default=Kind.DOCX, validators=[*CHOSEN])
    order = RadioField(_l("Order of the quotes"), choices=options(ORDERS), default=Order.THEME, validators=[*CHOSEN])
    has_understood = BooleanField(_l("I know what the file holds, and I answer for where it lies and who reads it."))

    def validate_has_understood(self, field: BooleanField) -> None:
        """Words of children do not leave without somebody who answers for them."""
        if not field.data and self.kind.data != Kind.CODEBOOK:
            raise ValidationError(_("Read what the file holds, then tick this."))


class FileForm(HouseForm):
    """A file of another analysis program."""

    file = FileField(
        _l("The file"),
        [InputRequired(_l("Choose the file first."))],
        description=_l("A project (.qdpx) or a codebook (.qdc) of the standard REFI-QDA. At most 12 MB."),
    )


class KeepForm(HouseForm):
    """What the page carries, by which way of counting the words are marked, and where each new theme belongs.

    The view gives `reading` its choices; `areas` has a field of its own for each new theme, `area-<number>`.
    """

    sealed = HiddenField(validators=[InputRequired()])
    reading = RadioField(_l("Which words are marked?"), default="0")
    areas = HiddenField(_l("New themes"))


def read_areas(sent: Iterable[tuple[str, str]]) -> Mapping[int, str]:
    """Where each new theme belongs, by its number in the list, among the fields of a form."""
    found = ((AREA.fullmatch(name), value) for name, value in sent)
    return {int(match[1]): value for match, value in found if match}
