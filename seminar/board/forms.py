"""The shape of a marked passage and of a social workers' voice."""

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from toolkit.fields import NumberField
from toolkit.forms import HouseForm, VersionedForm, stripped
from toolkit.ids import optional_id
from toolkit.language import lazy_gettext as _l

BOUNDS = (Optional(), NumberRange(min=0, max=10_000_000))


def optional_number(text: str | int | None) -> int | None:
    """The number that a select sends, or None for its empty choice."""
    return int(text) if text not in {None, ""} else None


class PassageForm(HouseForm):
    """Without script: a segment. With script: also where in the segments the stretch begins and ends."""

    start_segment = SelectField(
        _l("Which words?"), coerce=optional_number, validators=[InputRequired(_l("Mark words, or choose a line."))],
        validate_choice=False,
    )  # fmt: skip
    """What is marked may begin in the interviewer's line, which the list does not offer: `coding.mark` judges."""
    start_offset = NumberField(widget=HiddenInput(), validators=[*BOUNDS])
    end_segment = NumberField(widget=HiddenInput(), validators=[*BOUNDS])
    end_offset = NumberField(widget=HiddenInput(), validators=[*BOUNDS])
    revision = NumberField(widget=HiddenInput(), validators=[*BOUNDS])
    """Which revision of the text the reader saw: a mark may wait for contact while the text is corrected."""

    @property
    def passage(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """((segment, offset), (segment, offset)) when script sent it."""
        numbers = (self.start_offset.data, self.end_segment.data, self.end_offset.data)
        if any(number is None for number in numbers):
            return None
        return (self.start_segment.data, numbers[0]), (numbers[1], numbers[2])


class MarkForm(PassageForm):
    """A passage, and the theme that it is put under; or a new one."""

    theme_id = SelectField(_l("Theme"), coerce=optional_id)
    new_theme = StringField(_l("Or a new theme"), filters=[stripped], validators=[Optional(), Length(max=80)])
    new_area = RadioField(_l("The new theme belongs to"), validators=[Optional()])


def _note_field() -> TextAreaField:
    return TextAreaField(
        _l("Your note"), filters=[stripped], validators=[DataRequired(_l("Write something first.")), Length(max=500)],
        description=_l("Everybody in the room sees it. It never stands in the report."),
    )  # fmt: skip


class NoteForm(PassageForm):
    """A note to a passage."""

    text = _note_field()


class NoteWordsForm(VersionedForm):
    """Other words in a note."""

    text = _note_field()


class SearchForm(HouseForm):
    """What is searched for."""

    words = StringField(
        _l("What do you want to find?"), filters=[stripped],
        validators=[DataRequired(_l("Write something first.")), Length(max=200)],
        description=_l("The beginning of a word is enough. Words in “quotation marks” are found exactly so."),
    )  # fmt: skip


class SummaryForm(VersionedForm):
    """What the children say about a theme, all of it together."""

    text = TextAreaField(
        _l("What do the children say, all in all?"),
        filters=[stripped],
        validators=[Length(max=4000)],
        description=_l(
            "A few sentences in your own words. Choose quotes instead of copying them here: if a child takes the "
            "interview back, its quotes go with it."
        ),
    )


class VoiceForm(VersionedForm):
    """One thought of the social workers."""

    text = TextAreaField(
        _l("How do you understand what the children say?"),
        filters=[stripped],
        validators=[DataRequired(_l("Write something first.")), Length(max=2000)],
        description=_l("One thought at a time. Write about how you work, not about one child."),
    )
    from_group = StringField(
        _l("From a group"),
        filters=[stripped],
        validators=[Optional(), Length(max=80)],
        description=_l("If you like, such as group 2. The board never says who wrote it."),
    )
