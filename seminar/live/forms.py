"""The shape of an undo."""

from wtforms import HiddenField
from wtforms.validators import InputRequired, NumberRange

from toolkit.fields import NumberField
from toolkit.forms import HouseForm
from toolkit.ids import optional_id


class UndoForm(HouseForm):
    """The number of the change to take back, and the text whose page the person came from."""

    seq = NumberField(validators=[InputRequired(), NumberRange(min=1)])
    transcript = HiddenField()

    def came_from(self) -> object:
        """The id of that text, or None for anything else."""
        try:
            return optional_id(self.transcript.data)
        except ValueError:
            return None
