"""The shape of a marked passage, and of what is searched for."""

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from toolkit.fields import NumberField
from toolkit.forms import HouseForm, stripped
from toolkit.language import lazy_gettext as _l
from toolkit.numbers import read_number

BOUNDS = (Optional(), NumberRange(min=0, max=10_000_000))


def optional_number(text: str | int | None) -> int | None:
    """The number that a select sends, or None for its empty choice. Raises ValueError for one that no row can have."""
    return read_number(str(text)) if text not in {None, ""} else None


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
    exact = BooleanField()
    """What was marked is meant as it is, also where it ends inside a word."""
    revision = NumberField(widget=HiddenInput(), validators=[*BOUNDS])
    """Which revision of the text the reader saw: a mark may wait for contact while the text is corrected."""

    @property
    def passage(self) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """((segment, offset), (segment, offset)) when script sent it."""
        numbers = (self.start_offset.data, self.end_segment.data, self.end_offset.data)
        if any(number is None for number in numbers):
            return None
        return (self.start_segment.data, numbers[0]), (numbers[1], numbers[2])


class SearchForm(HouseForm):
    """What is searched for."""

    words = StringField(
        _l("What do you want to find?"), filters=[stripped],
        validators=[DataRequired(_l("Write something first.")), Length(max=200)],
        description=_l("The beginning of a word is enough. Words in “quotation marks” are found exactly so."),
    )  # fmt: skip
