"""The shape of a decision on disposal, and of a reason for setting something aside."""

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from toolkit.disposal.decisions import LONGEST, NO_MONTHS, NO_REFERENCE
from toolkit.disposal.holds import LONGEST_REASON, NO_REASON
from toolkit.disposal.materials import OF_AN_INTERVIEW, RULES
from toolkit.disposal.models import CountedFrom, Material
from toolkit.disposal.naming import STARTS
from toolkit.fields import DayField, NumberField
from toolkit.forms import HouseForm, options, stripped
from toolkit.language import lazy_gettext as _l

DISPOSE, KEEP = "dispose", "keep"


class DecisionForm(HouseForm):
    """What the board has decided about one kind of material."""

    reference = StringField(
        _l("The decision's number or name"),
        filters=[stripped],
        description=_l("As the board's records have it. It stands in the letters and on every certificate."),
        validators=[DataRequired(_l(NO_REFERENCE)), Length(max=120)],
    )
    on = DayField(_l("Day of the decision"), validators=[InputRequired(_l("Choose a day."))])
    verdict = RadioField(
        _l("What was decided?"),
        choices=options([(DISPOSE, _l("It is disposed of after a time")), (KEEP, _l("It is kept for good"))]),
        validators=[InputRequired(_l("Choose what was decided."))],
    )
    months = NumberField(
        _l("Months until it is gone, at the latest"),
        validators=[Optional(), NumberRange(1, LONGEST, _l(NO_MONTHS))],
    )
    counted_from = SelectField(_l("Counted from"), coerce=CountedFrom, validators=[Optional()])

    def offer(self, material: Material) -> None:
        """Only what a decision may say of this material; a new form begins with what we suggest."""
        rule = RULES[material]
        if material not in OF_AN_INTERVIEW:
            self.reference.description = _l("As the board's records have it. It stands on every certificate.")
        self.counted_from.choices = options([(start, _l(STARTS[start])) for start in rule.starts])
        if not self.is_submitted() and self.verdict.data is None:
            self.verdict.data = DISPOSE
            if self.months.data is None:
                self.months.data = rule.suggested_months


class HoldForm(HouseForm):
    """Why an interview is set aside."""

    reason = TextAreaField(
        _l("Why is it set aside?"),
        filters=[stripped],
        description=_l("For example a complaint that is being looked into. Write no names."),
        validators=[DataRequired(_l(NO_REASON)), Length(max=LONGEST_REASON)],
    )
