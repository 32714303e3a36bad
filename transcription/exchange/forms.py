"""The forms of import and export."""

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired

from toolkit.forms import HouseForm, options
from toolkit.language import lazy_gettext as _l
from toolkit.numbers import read_number
from transcription.exchange.wording import KINDS

NO_RECORDING = "none"


class FileForm(HouseForm):
    """A text that was written elsewhere."""

    file = FileField(
        _l("The text"),
        [InputRequired(_l("Choose the file first."))],
        description=_l(
            "Word (.docx), text (.txt), subtitles (.srt, .vtt) or JSON from a Whisper program. At most 12 MB."
        ),
    )


class KeepForm(HouseForm):
    """Who is who, what is put back, and which recording the text belongs to.

    `who` is read as a list, one for each voice; `put_back` holds numbers of what was left out.
    """

    sealed = HiddenField(validators=[InputRequired()])
    who = HiddenField()
    put_back = SelectMultipleField(_l("What was left out"), coerce=read_number, validate_choice=False)
    ticks = RadioField(_l("What do the times count?"), default="0")
    recording = RadioField(_l("Which recording is it?"), validators=[InputRequired(_l("Choose a recording, or none."))])


class ExportForm(HouseForm):
    """Which kind of file, and that the person knows what it holds."""

    kind = RadioField(
        _l("Kind of file"),
        choices=options(KINDS),
        default="docx",
        validators=[InputRequired(_l("Choose a kind of file."))],
    )


class OwnExportForm(ExportForm):
    """The same for a text in which people can be recognised."""

    has_understood = BooleanField(
        _l("I know that the file shows who the child is, and I keep it where only I can open it."),
        [InputRequired(_l("Read what the file holds, then tick this."))],
    )
