"""The forms around a recording: a file, a worry, notes."""

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from toolkit.fields import DayField, NumberField
from toolkit.forms import HouseForm, VersionedForm
from toolkit.language import lazy_gettext as _l


class EmptyForm(HouseForm):
    """A button and nothing else."""


class FileForm(HouseForm):
    """A recording made elsewhere. `client_key` makes a second press harmless."""

    client_key = HiddenField(validators=[InputRequired(), Length(16, 64)])
    file = FileField(
        _l("The recording"),
        [InputRequired(_l("Choose the recording first."))],
        description=_l(
            "A sound file from a phone, a recorder or a computer, for example m4a, mp3, wav or wma. No film."
        ),
    )


class WorryForm(HouseForm):
    """A worry: when and to whom. There is no field for what it was."""

    on = DayField(_l("Day"), [InputRequired(_l("Choose the day."))])
    handed_to = StringField(
        _l("Handed over to"),
        [InputRequired(_l("Write who you handed over to.")), Length(max=120)],
        description=_l("A colleague or a function, for example the intake team."),
    )


class NotesForm(VersionedForm):
    """The interview in notes."""

    of_one_person = True
    text = TextAreaField(
        _l("What was said"),
        [Length(max=200_000)],
        description=_l("As close to the child’s own words as you can. Begin your questions with a dash."),
    )
    finish = SubmitField(_l("Finish the notes"))
    save = SubmitField(_l("Save and go on later"))


class MarkForm(HouseForm):
    """A silent sign, or a question already answered."""

    mark_id = HiddenField(validators=[InputRequired()])
    kind = StringField(validators=[InputRequired(), Length(max=30)])
    at_ms = NumberField(default=0)
    recording_id = HiddenField()
    question_id = HiddenField(validators=[Length(max=60)])
    undone = BooleanField()
