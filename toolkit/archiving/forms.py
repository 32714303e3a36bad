"""The archive's receipt."""

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from toolkit.archiving.handing_over import NO_RECEIPT
from toolkit.forms import HouseForm, stripped
from toolkit.language import lazy_gettext as _l


class ReceiptForm(HouseForm):
    """By which number the archive knows the delivery."""

    receipt = StringField(
        _l("The archive’s number for the delivery"),
        filters=[stripped],
        validators=[DataRequired(_l(NO_RECEIPT)), Length(max=120)],
    )
