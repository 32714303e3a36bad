"""The forms of de-identification: one word, a token, the interview's names, the second reader."""

from collections.abc import Sequence
from typing import Self

from wtforms import HiddenField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from toolkit.forms import HouseForm, VersionedForm, options
from toolkit.language import lazy_gettext as _l
from toolkit.people.models import Person
from transcription.deidentification import deciding, second_reading

LONGEST_FIELD = 600
MOST_SEEN = 200_000
"""Letters of the words of one list."""


class WordForm(HouseForm):
    """What to do with one word."""

    word = HiddenField(validators=[InputRequired(), Length(max=deciding.LONGEST_WORD)])
    token = StringField(_l("Stands there instead"), [Length(max=deciding.LONGEST_TOKEN)])
    action = HiddenField()


class PlaceForm(HouseForm):
    """What to do at one place of a word. The button says what and where: «keep 12 40» is line 12, letter 40."""

    word = HiddenField(validators=[InputRequired(), Length(max=deciding.LONGEST_WORD)])
    token = StringField(_l("Stands there instead"), [Length(max=deciding.LONGEST_TOKEN + 2)])
    revision = HiddenField(validators=[Regexp(r"\d{1,9}")])
    place = HiddenField(validators=[Regexp(r"[a-z]{4,8} \d{1,9} \d{1,9}")])

    def chosen(self) -> tuple[str, str]:
        """What is to be done, and where."""
        action, at = str(self.place.data).split(" ", 1)
        return action, at


class SeenForm(HouseForm):
    """The sure suggestions that somebody has seen, one a line."""

    words = HiddenField(validators=[InputRequired(), Length(max=MOST_SEEN)])


class TokenForm(HouseForm):
    """Another token for everything that has this one."""

    token = HiddenField(validators=[InputRequired(), Length(max=deciding.LONGEST_TOKEN + 2)])
    new = StringField(
        _l("Stands there instead"),
        [InputRequired(_l("Write what shall stand there instead.")), Length(max=deciding.LONGEST_TOKEN)],
    )


class OwnWordForm(HouseForm):
    """A word that the computer did not suggest."""

    word = StringField(
        _l("Word or words in the text"),
        [InputRequired(_l("Write the word as it stands in the text.")), Length(max=deciding.LONGEST_WORD)],
    )
    token = StringField(
        _l("Stands there instead"),
        [InputRequired(_l("Write what shall stand there instead.")), Length(max=deciding.LONGEST_TOKEN)],
        description=_l("For example: the school, a friend, the town."),
    )
    mark = SubmitField(_l("Replace it everywhere"))


class NamesForm(VersionedForm):
    """The names that will be spoken, a field per role."""

    of_one_person = True
    child = StringField(
        _l("The child"), [Optional(), Length(max=LONGEST_FIELD)], description=_l("Also what others call the child.")
    )
    siblings = StringField(_l("Brothers and sisters"), [Optional(), Length(max=LONGEST_FIELD)])
    mother = StringField(_l("Mother"), [Optional(), Length(max=LONGEST_FIELD)])
    father = StringField(_l("Father"), [Optional(), Length(max=LONGEST_FIELD)])
    relatives = StringField(_l("Other relatives"), [Optional(), Length(max=LONGEST_FIELD)])
    foster_home = StringField(_l("Foster home"), [Optional(), Length(max=LONGEST_FIELD)])
    handlers = StringField(_l("Social workers"), [Optional(), Length(max=LONGEST_FIELD)])
    staff = StringField(_l("Adults at school"), [Optional(), Length(max=LONGEST_FIELD)])
    friends = StringField(_l("Friends"), [Optional(), Length(max=LONGEST_FIELD)])
    schools = StringField(_l("School or preschool"), [Optional(), Length(max=LONGEST_FIELD)])
    places = StringField(_l("Places"), [Optional(), Length(max=LONGEST_FIELD)])
    others = StringField(_l("Other names"), [Optional(), Length(max=LONGEST_FIELD)])


class ReaderForm(HouseForm):
    """Which colleague shall read."""

    reader = SelectField(_l("Who shall read?"), choices=[])

    @classmethod
    def for_readers(cls, readers: Sequence[Person]) -> Self:
        """The form with the colleagues that can be asked."""
        form = cls()
        form.reader.choices = options((str(one.id), one.name) for one in readers)
        return form


class ReadingForm(HouseForm):
    """What the colleague answers."""

    comment = TextAreaField(
        _l("What can still be recognised?"),
        [Optional(), Length(max=second_reading.LONGEST_COMMENT)],
        description=_l("Say where it stands. Only your colleague sees this."),
    )
    state = HiddenField()
