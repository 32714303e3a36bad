"""The shape of a proposal for change."""

from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from toolkit.fields import DayField, NumberField
from toolkit.forms import HouseForm, VersionedForm, stripped
from toolkit.ids import optional_id
from toolkit.language import lazy_gettext as _l


class RewordForm(VersionedForm):
    """The words of a proposal alone, as they are written on the board."""

    text = TextAreaField(
        _l("What do you want to change?"),
        filters=[stripped],
        validators=[DataRequired(_l("Write the proposal.")), Length(max=2000)],
        description=_l("One change per proposal. Say what will be done, so that everybody can see when it is."),
    )


class TaskForm(VersionedForm):
    """Who is responsible, and by which day."""

    responsible = StringField(
        _l("Responsible"),
        filters=[stripped],
        validators=[Optional(), Length(max=200)],
        description=_l("A person or a group."),
    )
    due = DayField(_l("Followed up"), validators=[Optional()])


class ResponsibleForm(TaskForm):
    """The same for one of a theme's proposals, or for all of them."""

    of = SelectField(_l("It is about"), coerce=optional_id)


class DotsForm(HouseForm):
    """How many dots each person has."""

    dots = NumberField(
        _l("Dots for each person"), default=3, validators=[InputRequired(), NumberRange(min=1, max=9)],
        description=_l("At most one on each proposal."),
    )  # fmt: skip


class DotForm(HouseForm):
    """A dot that is placed, or taken back."""

    placed = NumberField(validators=[InputRequired(), NumberRange(min=0, max=1)])


class MoveForm(HouseForm):
    """So many steps up (negative) or down."""

    steps = NumberField(validators=[InputRequired(), NumberRange(min=-1, max=1)])


class ProposalForm(RewordForm, TaskForm):
    """A proposal; responsible and day may wait until it is decided."""

    indicator = StringField(
        _l("How we see it"),
        filters=[stripped],
        validators=[Optional(), Length(max=300)],
        description=_l("For example: how many children knew about the change beforehand."),
    )

    def keep_text(self, text: str) -> None:
        """The proposal's words stand in a finished report: they are not asked for, and stay `text`."""
        self._kept = {"text": text}
        del self.text

    def values(self) -> dict[str, Any]:
        """What was sent, and the words that stand."""
        return {**super().values(), **getattr(self, "_kept", {})}
