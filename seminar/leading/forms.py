"""The shape of what is to be shown to everybody."""

import uuid
from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired, NumberRange, Optional

from seminar.leading.models import Place as Where
from seminar.leading.spotlight import Target
from seminar.texts.passages import Place
from seminar.themes.models import Area
from toolkit.errors import InvalidInput
from toolkit.fields import NumberField
from toolkit.forms import HouseForm
from toolkit.ids import UNREADABLE, read_id

BOUNDS = (Optional(), NumberRange(min=0, max=10_000_000))


class ShowForm(HouseForm):
    """A text and perhaps a passage or a line in it, a theme, an area or the voting; nothing of this is the agenda."""

    shown_text = HiddenField()
    shown_theme = HiddenField()
    shown_area = HiddenField()
    shown_voting = HiddenField()
    start_segment = NumberField(validators=[*BOUNDS])
    start_offset = NumberField(validators=[*BOUNDS])
    end_segment = NumberField(validators=[*BOUNDS])
    end_offset = NumberField(validators=[*BOUNDS])
    exact = BooleanField()
    is_sure = BooleanField()

    def target(self) -> Target:
        """What was sent. Raises `InvalidInput` for what no page sends."""
        if self.shown_area.data and self.shown_area.data not in set(Area):
            raise InvalidInput(UNREADABLE)
        return Target(
            transcript_id=_id(self.shown_text.data),
            passage=self._passage(),
            exact=self.exact.data,
            line=self.start_segment.data,
            theme_id=_id(self.shown_theme.data),
            area=Area(self.shown_area.data) if self.shown_area.data else None,
            voting=bool(self.shown_voting.data),
        )

    def _passage(self) -> tuple[Place, Place] | None:
        numbers = [field.data for field in (self.start_segment, self.start_offset, self.end_segment, self.end_offset)]
        if None in numbers:
            return None
        return (numbers[0], numbers[1]), (numbers[2], numbers[3])


class PointForm(HouseForm):
    """A point of the agenda."""

    position = NumberField(validators=[InputRequired(), NumberRange(min=0, max=1000)])


class HereForm(HouseForm):
    """Where a window is."""

    place = HiddenField()
    text = HiddenField()
    leaves = BooleanField()

    def where(self) -> dict[str, Any]:
        """What was sent. Raises `InvalidInput` for what no page sends."""
        if self.place.data not in set(Where):
            raise InvalidInput(UNREADABLE)
        return {"place": Where(self.place.data), "transcript_id": _id(self.text.data)}


def _id(value: str | None) -> uuid.UUID | None:
    return read_id(value) if value else None
