"""The shape of the contact log, of the answers, and of the contact details."""

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from toolkit import clock, content
from toolkit.cycles.models import Assignment
from toolkit.fields import DayField
from toolkit.forms import HouseForm, VersionedForm, options, stripped
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l
from toolkit.participation import consent, contacts
from toolkit.participation.chronicle import name_of


class ContactForm(HouseForm):
    """One try to reach somebody."""

    with_whom = RadioField(_l("Who did you try to reach?"), validators=[InputRequired(_l("Choose who you tried."))])
    channel = SelectField(_l("How?"), validators=[InputRequired(_l("Choose how you tried."))])
    outcome = SelectField(_l("How did it go?"), validators=[InputRequired(_l("Choose how it went."))])
    contact_day = DayField(_l("Day"), default=clock.today, validators=[InputRequired(_l("Choose the day."))])
    note = StringField(
        _l("Something to remember"), filters=[stripped], description=_l("Only you see it."),
        validators=[Optional(), Length(max=500, message=_l("Use at most 500 characters."))],
    )  # fmt: skip

    def offer(self) -> None:
        """Put the words of the content in the lists."""
        words = content.current()
        self.with_whom.choices = options((who, name_of(who)) for who in contacts.WITH_WHOM)
        self.channel.choices = options((known.code, known.name) for known in words.contact_channels)
        self.outcome.choices = options((known.code, known.name) for known in words.contact_outcomes)


class AnswerForm(HouseForm):
    """One answer by one person."""

    who = RadioField(_l("Who answered?"), validators=[InputRequired(_l("Choose who answered."))])
    answer = RadioField(
        _l("What was the answer?"), validators=[InputRequired(_l("Choose the answer."))],
        choices=options([
            ("yes", _l("Yes, also to recording")),
            ("notes", _l("Yes, but no recording")),
            ("no", _l("No")),
        ]),
    )  # fmt: skip
    how = SelectField(
        _l("How was it given?"),
        choices=options([("spoken", _l("Spoken")), ("signed", _l("Signed")), ("phone", _l("By telephone"))]),
    )
    given_on = DayField(_l("Day"), default=clock.today, validators=[InputRequired(_l("Choose the day."))])
    reason = SelectField(_l("Why not?"), description=_l("Only for a no. Nobody has to say why."))
    note = StringField(
        _l("In a few words"), filters=[stripped], description=_l("Needed for some of the reasons. No names."),
        validators=[Optional(), Length(max=500, message=_l("Use at most 500 characters."))],
    )  # fmt: skip

    def offer(self, assignment: Assignment) -> None:
        """Put in those who must answer, and the reasons of the content."""
        self.who.choices = options((who, name_of(who)) for who in consent.needed_from(assignment))
        reasons = [(known.code, known.name) for known in content.current().decline_reasons]
        self.reason.choices = options(
            [("ej_angett", _("No reason was given"))] + [r for r in reasons if r[0] != "ej_angett"]
        )


class DetailsForm(VersionedForm):
    """How to reach the family."""

    of_one_person = True
    child_name = StringField(_l("The child's name"), filters=[stripped], validators=[Optional(), Length(max=120)])
    guardian_names = StringField(
        _l("The guardians' names"), filters=[stripped], validators=[Optional(), Length(max=200)]
    )
    phone = StringField(_l("Telephone"), filters=[stripped], validators=[Optional(), Length(max=80)])
    other = TextAreaField(
        _l("Other ways to reach them"), filters=[stripped], validators=[Optional(), Length(max=1000)],
        render_kw={"autocomplete": "off"},
    )  # fmt: skip
