"""The shape of what the administrator enters about units and teams: local decisions, and what the letters say."""

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from toolkit.fields import NumberField
from toolkit.forms import HouseForm, VersionedForm, options, stripped
from toolkit.language import lazy_gettext as _l


class UnitForm(VersionedForm):
    """A unit's local decisions."""

    name = StringField(
        _l("Name"),
        filters=[stripped],
        validators=[DataRequired(_l("Write the unit's name.")), Length(max=120)],
    )
    municipality = StringField(_l("Municipality"), filters=[stripped], validators=[Optional(), Length(max=120)])
    phone = StringField(_l("Telephone in letters"), filters=[stripped], validators=[Optional(), Length(max=40)])
    email = StringField(_l("E-mail in letters"), filters=[stripped], validators=[Optional(), Length(max=120)])
    controller = StringField(
        _l("Controller of the personal data"),
        filters=[stripped],
        description=_l("The board's name, as it stands in the letters."),
        validators=[Optional(), Length(max=120)],
    )
    data_protection_officer = StringField(
        _l("Data protection officer"),
        filters=[stripped],
        validators=[Optional(), Length(max=200)],
    )
    youngest = NumberField(_l("Youngest age"), validators=[NumberRange(0, 21, _l("Write an age between 0 and 21."))])
    oldest = NumberField(_l("Oldest age"), validators=[NumberRange(0, 21, _l("Write an age between 0 and 21."))])
    consent_alone_from_age = NumberField(
        _l("Age from which the child decides alone"),
        validators=[NumberRange(0, 21, _l("Write an age between 0 and 21."))],
    )
    guardians_required = SelectField(
        _l("Guardians who must say yes below that age"),
        coerce=int,
        choices=options([(1, _l("One")), (2, _l("Two"))]),
    )
    small_group = NumberField(
        _l("Smallest group shown in tables"),
        description=_l(
            "A smaller number of children is not said, nor a number that would give it away. A lower one opens nothing"
            " that a released report has hidden."
        ),
        validators=[NumberRange(3, 20, _l("Write a number between 3 and 20."))],
    )
    five_faces = BooleanField(_l("Five faces instead of three in the child survey"))
    second_reader = BooleanField(
        _l("A colleague reads the de-identified text before it is handed over"),
        description=_l("Somebody in the unit who has not handled the child reads it with fresh eyes."),
    )
    worry_routine = TextAreaField(
        _l("What to do when a serious worry comes up"),
        filters=[stripped],
        validators=[Optional(), Length(max=4000)],
    )
    complaints_contact = TextAreaField(
        _l("Where staff pass a complaint on"),
        filters=[stripped],
        description=_l("A person, a function or a form. It stands on the help page about worries and complaints."),
        validators=[Optional(), Length(max=400)],
    )
    lex_sarah_contact = TextAreaField(
        _l("Where staff report under lex Sarah"),
        filters=[stripped],
        description=_l("To whom, and how, according to the municipality's own routine."),
        validators=[Optional(), Length(max=400)],
    )


class NewUnitForm(HouseForm):
    """A unit to begin with."""

    name = StringField(
        _l("Name"),
        filters=[stripped],
        validators=[DataRequired(_l("Write the unit's name.")), Length(max=120)],
    )
    municipality = StringField(_l("Municipality"), filters=[stripped], validators=[Optional(), Length(max=120)])


class TeamForm(HouseForm):
    """A team's name."""

    name = StringField(
        _l("Name"),
        filters=[stripped],
        validators=[DataRequired(_l("Write the team's name.")), Length(max=120)],
    )
