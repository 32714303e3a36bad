"""The shape of a draw, of a choice by hand, and of why somebody gets another child."""

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from toolkit.cycles.models import EndReason
from toolkit.cycles.rotation import Spread
from toolkit.forms import HouseForm, options, stripped
from toolkit.ids import optional_id
from toolkit.language import lazy_gettext as _l

SPREAD_NAMES = {
    Spread.EVEN: _l("Even over ages, girls and boys, and teams"),
    Spread.RANDOM: _l("By lot alone"),
}
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
    """Who meets whom, by hand."""

    interviewer_id = SelectField(_l("Worker"), coerce=optional_id, validators=[InputRequired(_l("Choose a worker."))])
    child_id = SelectField(_l("Child"), coerce=optional_id, validators=[InputRequired(_l("Choose a child."))])
    reason = TextAreaField(
        _l("Why you choose by hand"),
        filters=[stripped],
        validators=[DataRequired(_l("Write why you choose by hand, in a few words.")), Length(max=1000)],
        description=_l("About the choice, never about the child. It is kept with the choice."),
    )


class EndingForm(HouseForm):
    """Why a worker gets another child."""

    ending = RadioField(
        _l("What has happened?"),
        choices=options(ENDINGS.items()),
        validators=[InputRequired(_l("Choose what has happened."))],
    )
