"""Fields whose values have bounds that the database and the calendar can hold, and whose refusals say the way out.

A form of the house takes its days, numbers and ticks from here; a law keeps WTForms' own out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from wtforms import DateField, Field, FieldList, Form, FormField, IntegerField, SelectMultipleField
from wtforms.validators import NumberRange, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from toolkit.ids import as_id
from toolkit.language import gettext as _
from toolkit.numbers import WHOLE, read_number

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""Whatever this program notes happened in between; midnight in Sweden is a moment in UTC for each of these days."""


class _OneProblem(Field):  # type: ignore[misc]  # WTForms has no types
    """What cannot be read at all is said once: how large it may be is another question."""

    def pre_validate(self, form: Any) -> None:
        """Raises StopValidation, which adds nothing to what is said already."""
        if self.process_errors and any(self.raw_data or ()):  # nothing at all is for `Optional` to judge
            raise StopValidation
        super().pre_validate(form)


class DayField(_OneProblem, DateField):  # type: ignore[misc]  # WTForms has no types
    """A day from `FIRST_DAY` to `LAST_DAY`, with the way out in words."""

    data: Any  # a date, once the form is valid

    def __init__(self, label: object = None, validators: object = None, **kwargs: Any) -> None:
        bounds = {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
        super().__init__(label, validators, render_kw=bounds | (kwargs.pop("render_kw", None) or {}), **kwargs)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the day. Raises ValueError with the sentence that is shown beside the field."""
        if not valuelist:
            return
        self.data = None
        if not valuelist[0]:
            return
        try:
            day = date.fromisoformat(valuelist[0])
        except ValueError:
            raise ValueError(_("Write the day as year-month-day, such as 2026-10-01.")) from None
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(_("Write a day between the years 2000 and 2099."))
        self.data = day


class NumberField(_OneProblem, IntegerField):  # type: ignore[misc]  # WTForms has no types
    """A whole number that the database can hold."""

    data: Any  # a number, once the form is valid

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number. Raises ValueError with the sentence that is shown beside the field."""
        if not valuelist:
            return
        self.data = None
        try:
            self.data = read_number(valuelist[0])
        except ValueError:
            said = self._bounds_in_words() if WHOLE.fullmatch(valuelist[0]) else ""
            raise ValueError(said or _("Write a whole number in figures.")) from None

    def _bounds_in_words(self) -> str:
        """What the form says of a number that is too large, also of one that no database could hold."""
        ranges = [each for each in self.validators if isinstance(each, NumberRange)]
        return str(ranges[0].message or "") if ranges else ""


class YearsField(_OneProblem, IntegerField):  # type: ignore[misc]  # WTForms has no types
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


class RowsField(FieldList):  # type: ignore[misc]  # WTForms has no types
    """A few rows of the same fields, a `form` each.

    A row is counted by a plain number: WTForms falls over «²» and over long ones.
    """

    def __init__(self, form: type[Form], label: object = None, **kwargs: Any) -> None:
        super().__init__(FormField(form), label, **kwargs)

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        row = re.compile(rf"{re.escape(prefix)}{re.escape(self._field_separator)}([0-9]{{1,2}})\b", re.ASCII)
        return (int(found[1]) for name in formdata if (found := row.match(name)))
