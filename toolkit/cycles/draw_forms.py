"""The shape of a draw, of a choice by hand, and of why somebody gets another child."""

import uuid
from collections.abc import Mapping
from typing import Any

from wtforms import Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from toolkit import finding
from toolkit.cycles.models import EndReason
from toolkit.cycles.rotation import Spread
from toolkit.forms import HouseForm, options, stripped
from toolkit.ids import optional_id
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l

SPREAD_NAMES = {
    Spread.EVEN: _l("Even over ages, girls and boys, and teams"),
    Spread.RANDOM: _l("By lot alone"),
}
SHOWN = 5
"""Codes that are named where what was written stands in many."""
ENDINGS = {
    EndReason.DECLINED: _l("The child or a guardian said no"),
    EndReason.UNREACHABLE: _l("The family could not be reached"),
    EndReason.CHANGED_BY_HAND: _l("The two do not fit, or know each other"),
    "release": _l("The worker does not interview this year"),
}


class DrawForm(HouseForm):
    """How the lots are drawn."""

    spread = RadioField(
        _l("How the children are chosen"),
        coerce=Spread,
        choices=options((spread.value, label) for spread, label in SPREAD_NAMES.items()),
        default=Spread.EVEN,
        validators=[InputRequired(_l("Choose how the children are chosen."))],
    )


class ChoiceForm(HouseForm):
    """Who meets whom, by hand. `is_possible`: there is a worker with room, and a child to choose."""

    is_possible = True
    interviewer_id = SelectField(_l("Worker"), coerce=optional_id, validators=[InputRequired(_l("Choose a worker."))])
    child_id = SelectField(_l("Child"), coerce=optional_id, validators=[InputRequired(_l("Choose a child."))])
    reason = TextAreaField(
        _l("Why you choose by hand"),
        filters=[stripped],
        validators=[DataRequired(_l("Write why you choose by hand, in a few words.")), Length(max=1000)],
        description=_l("About the choice, never about the child. It is kept with the choice."),
    )


class ChoiceByCodeForm(ChoiceForm):
    """The same where there are more children than one would look through: the code is written instead."""

    child_id = StringField(
        _l("The child’s code"),
        filters=[stripped],
        validators=[DataRequired(_l("Write the child’s code.")), Length(max=100)],
        description=_l(
            "As it stands on the list of children. The end of it is enough where no other child’s holds it."
        ),
    )

    def __init__(self, free: Mapping[uuid.UUID, str]) -> None:
        super().__init__()
        self._free = free

    def values(self) -> dict[str, Any]:
        """What was sent, with the child that the code names."""
        return super().values() | {"child_id": self._meant(str(self.child_id.data))[0]}

    def validate_child_id(self, field: Field) -> None:
        """One child who can still be drawn has this code, or holds what was written in it."""
        meant = self._meant(str(field.data))
        if not meant:
            raise ValidationError(_("No child who can still be drawn has this code."))
        if len(meant) > 1:
            codes = ", ".join(self._free[one] for one in meant[:SHOWN])
            raise ValidationError(
                _("Several children’s codes hold this: %(codes)s. Write the whole code.", codes=codes)
            )

    def _meant(self, words: str) -> list[uuid.UUID]:
        whole = [key for key, code in self._free.items() if code.casefold() == words.casefold()]
        return whole or finding.keys_of(self._free.items(), words=words)


class EndingForm(HouseForm):
    """Why a worker gets another child."""

    ending = RadioField(
        _l("What has happened?"),
        choices=options(ENDINGS.items()),
        validators=[InputRequired(_l("Choose what has happened."))],
    )
