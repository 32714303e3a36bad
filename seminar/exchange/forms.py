"""The shape of an export: which kind of file, in which order, and that the person knows what leaves the house."""

from wtforms import BooleanField, RadioField
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
