"""A timecode in a recording, as it is written by hand: «12.04», «1.02.04», «12.04,3»; tenths come after the comma."""

import re
from typing import Any

from wtforms import StringField

from toolkit.language import gettext as _

TIMECODE = re.compile(r"\s*(?:(?:(\d{1,2})[.:])?(\d{1,3})[.:])?(\d{1,5})(?:,(\d{1,3}))?\s*")


def write(ms: int) -> str:
    """A timecode with tenths, in the form that `find_ms` reads."""
    minutes, rest = divmod(ms // 100, 600)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // 10:02},{rest % 10}"
    return f"{hours}.{minutes:02}.{seconds}" if hours else f"{minutes}.{seconds}"


def find_ms(text: str) -> int | None:
    """The milliseconds of a written timecode; None for what is none."""
    found = TIMECODE.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds, part = found.groups()
    return (int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)) * 1000 + int((part or "0").ljust(3, "0"))


class TimecodeField(StringField):  # type: ignore[misc]  # WTForms has no types
    """A timecode in a form; `data` is milliseconds."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return write(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was written. Raises `ValueError` for what is no timecode."""
        if not valuelist:
            return
        self.data = find_ms(valuelist[0]) if valuelist[0].strip() else None
        if valuelist[0].strip() and self.data is None:
            raise ValueError(_("Write a time as minutes and seconds, like 12.04."))
