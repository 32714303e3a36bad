"""Fields that WTForms lacks, or whose refusals it does not say kindly: a day, an age, boxes to tick."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import DateField, IntegerField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from toolkit.ids import as_id
from toolkit.language import gettext as _


class DayField(DateField):  # type: ignore[misc]  # WTForms has no types
    """A day, with the way out in words."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the day. Raises ValueError with the sentence that is shown beside the field."""
        try:
            self.data = date.fromisoformat(valuelist[0]) if valuelist and valuelist[0] else None
        except ValueError:
            self.data = None
            raise ValueError(_("Write the day as year-month-day, such as 2026-10-01.")) from None


class YearsField(IntegerField):  # type: ignore[misc]  # WTForms has no types
    """A whole number of years, with the way out in words."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number. Raises ValueError with the sentence that is shown beside the field."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
        if text and self.data is None:
            raise ValueError(_("Write the age in whole years, such as 11."))


class TickField(SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Some of a list of people or teams, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: object, **kwargs: Any) -> None:
        super().__init__(label, coerce=as_id, **kwargs)
