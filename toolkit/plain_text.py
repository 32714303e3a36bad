"""Text as it comes in, from forms and addresses: without the characters that no text holds."""

import re

from werkzeug.datastructures import ImmutableMultiDict, MultiDict

LINE_BREAKS = re.compile("[\v\f\x85\u2028\u2029]")
"""What Word and others put where a line ends; a page, a database and a document know one kind."""
NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""NUL, other control characters and halves of characters: PostgreSQL, Word and UTF-8 refuse them, each in its way.
The rest is XML 1.0's Char."""


def cleaned(text: str) -> str:
    """The text with plain line breaks and without what is no character."""
    return NO_CHARACTER.sub("", LINE_BREAKS.sub("\n", text))


def cleaned_values(values: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    """The same for every value of a form or of a query. A part of a body without a name is no field."""
    named = [(name, cleaned(value)) for name, value in values.items(multi=True) if name is not None]
    return ImmutableMultiDict(named)
