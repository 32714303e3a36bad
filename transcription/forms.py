"""The forms of the transcript's pages."""

from wtforms import BooleanField, HiddenField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from toolkit.forms import HouseForm
from toolkit.language import lazy_gettext as _l
from transcription import deidentify


class WordForm(HouseForm):
    """What to do with one word."""

    word = HiddenField(validators=[InputRequired(), Length(max=deidentify.LONGEST_WORD)])
    token = StringField(_l("Stands there instead"), [Length(max=deidentify.LONGEST_TOKEN)])
    action = HiddenField()


class OwnWordForm(HouseForm):
    """A word that the computer did not suggest."""

    word = StringField(
        _l("Word or words in the text"),
        [InputRequired(_l("Write the word as it stands in the text.")), Length(max=deidentify.LONGEST_WORD)],
    )
    token = StringField(
        _l("Stands there instead"),
        [InputRequired(_l("Write what shall stand there instead.")), Length(max=deidentify.LONGEST_TOKEN)],
        description=_l("For example: the school, a friend, the town."),
    )
    mark = SubmitField(_l("Replace it everywhere"))


class HandOverForm(HouseForm):
    """The last look."""

    has_read = BooleanField(
        _l("I have read everything, and nothing in the text shows who the child is."),
        [
            InputRequired(_l("Read the text once more, then tick this.")),
        ],
    )
