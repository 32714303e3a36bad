"""The box in which somebody writes a name or a code. It is sent in the body: it stands in no address and no log."""

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from toolkit.forms import HouseForm, stripped
from toolkit.language import lazy_gettext as _l


class FindForm(HouseForm):
    """What is looked for in a long list. `label` says what the list is known by."""

    words = StringField(
        filters=[stripped], validators=[DataRequired(_l("Write something first.")), Length(max=100)],
    )  # fmt: skip

    def __init__(self, label: str) -> None:
        super().__init__()
        self.words.label.text = label

    @property
    def asked(self) -> str:
        """What somebody looks for now; nothing when all is shown."""
        return str(self.words.data) if self.validate_on_submit() else ""
