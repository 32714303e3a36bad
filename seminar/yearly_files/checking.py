"""A file from somebody else: bytes in, a yearly file that keeps its own promises out, or a sentence that says why not.

Nothing of a file is shown, kept or believed before it has passed here.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from seminar.editions import codec
from seminar.themes.models import Area
from seminar.yearly_files import signing
from seminar.yearly_files.contents import FORMAT, VERSION, Contents, Number, Question, Share, YearlyFile
from toolkit.errors import N_, InvalidInput

LARGEST = 1_000_000
LONGEST_TEXT, LONGEST_NAME, MOST_ROWS, MOST_CHILDREN = 600, 600, 300, 1_000_000
AREAS = frozenset(Area)
KEY, VALUE = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{128}")  # one way to write each
FIRST_YEAR, LAST_YEAR = 2000, 2200
AHEAD = timedelta(days=2)
"""So much another machine's clock may go before ours."""

EMPTY = N_("The file is empty.")
HUGE = N_("The file is larger than 1 MB. A yearly file is small, so this is something else.")
NOT_JSON = N_("This is no yearly file: it cannot be read as JSON. Ask for the file once more, as it was made.")
SOMETHING_ELSE = N_("This is no yearly file, but something else in JSON.")
OTHER_VERSION = N_(
    "The file is of version %(theirs)s, and this program reads version %(ours)s. One of you has an older program."
)
NOT_AS_DESCRIBED = N_("The file is not as a yearly file should be, at %(place)s. Ask for a new one.")
NOT_SIGNED = N_("The signature does not fit: something in the file was changed after it was signed. Do not use it.")
TOO_SMALL = N_(
    "The file says a number below its own threshold, at %(place)s. It could point at a child: ask for a new file, and"
    " delete this one."
)
IMPOSSIBLE = N_("The file says more children than there are, at %(place)s. Ask for a new one.")
FROM_TOMORROW = N_("The file says that it was made on a day that has not come yet. Ask for a new one.")


def read(data: bytes, *, now: datetime) -> YearlyFile:
    """The file, when everything in it holds. Raises `InvalidInput` on the field `file`."""
    plain = _plain(data)
    _require_kind(plain)
    file = _unpack(plain)
    if not (KEY.fullmatch(file.signature.public_key) and VALUE.fullmatch(file.signature.value)):
        raise _refused(NOT_AS_DESCRIBED, place="signature")
    if file.signature.algorithm != signing.ALGORITHM or not signing.is_signed(plain["contents"], file.signature):
        raise _refused(NOT_SIGNED)
    for place, text, most in _texts(file.contents):
        if not (text.isprintable() and text == text.strip() and len(text) <= most):
            raise _refused(NOT_AS_DESCRIBED, place=place)
    _require_sensible(file.contents, now)
    _require_numbers(file.contents)
    return file


def _plain(data: bytes) -> Any:
    if not data.strip():
        raise _refused(EMPTY)
    if len(data) > LARGEST:
        raise _refused(HUGE)
    try:
        return json.loads(data, object_pairs_hook=_each_once, parse_constant=_no_such_number)
    except (ValueError, RecursionError) as error:
        raise _refused(NOT_JSON) from error


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key twice")  # readers would differ about which counts
    return made


def _no_such_number(name: str) -> None:
    raise ValueError(name)


def _require_kind(plain: Any) -> None:
    contents = plain.get("contents") if isinstance(plain, dict) else None
    if not isinstance(contents, dict) or contents.get("format") != FORMAT:
        raise _refused(SOMETHING_ELSE)
    version = contents.get("version")
    if type(version) is not int or not 0 < version < MOST_ROWS:
        raise _refused(NOT_AS_DESCRIBED, place="contents.version")
    if version != VERSION:
        raise _refused(OTHER_VERSION, theirs=version, ours=VERSION)


def _unpack(plain: Any) -> YearlyFile:
    try:
        file: YearlyFile = codec.unpack(YearlyFile, plain, "file")
    except codec.UnreadableFacts as error:
        raise _refused(NOT_AS_DESCRIBED, place=str(error).partition(":")[0].removeprefix("file.")) from error
    if codec.pack(file) != plain:  # another way to write the same day
        raise _refused(NOT_AS_DESCRIBED, place="contents")
    return file


def _texts(contents: Contents) -> Iterator[tuple[str, str, int]]:
    """Every text that somebody has written, where it stands, and how long it may be."""
    yield "municipality", contents.municipality, LONGEST_NAME
    for n, theme in enumerate(contents.themes):
        yield f"themes[{n}].name", theme.name, LONGEST_NAME
    for place, one in _questions(contents):
        yield f"{place}.text", one.text, LONGEST_TEXT
        for answer in one.answers:
            yield f"{place}.answers", answer.text, LONGEST_TEXT
    for n, change in enumerate(contents.changes):
        for name, text in (("theme", change.theme), ("text", change.text), ("kind", change.kind)):
            yield f"changes[{n}].{name}", text, LONGEST_TEXT
        yield f"changes[{n}].reason", change.reason, LONGEST_TEXT
    for n, followed in enumerate(contents.last_year):
        yield f"last_year[{n}].state", followed.state, LONGEST_NAME


def _questions(contents: Contents) -> Iterator[tuple[str, Question]]:
    for name, questions in (("questions", contents.questions), ("survey", contents.survey)):
        yield from ((f"{name}[{n}]", one) for n, one in enumerate(questions))


def _require_sensible(contents: Contents, now: datetime) -> None:
    rows = (contents.themes, contents.questions, contents.survey, contents.changes, contents.last_year)
    wrong = {
        "municipality": not contents.municipality,
        "year": not FIRST_YEAR <= contents.year <= LAST_YEAR,
        "language": contents.language not in {"sv", "en"},
        "threshold": not 1 <= contents.threshold <= MOST_ROWS,
        "reports": not 1 <= contents.reports <= MOST_ROWS,
        "units_left_out": not 0 <= contents.units_left_out <= MOST_ROWS,
        "themes": any(theme.area not in AREAS or not theme.name for theme in contents.themes),
        "last_year": any(not 0 <= one.promises <= MOST_CHILDREN for one in contents.last_year),
        "contents": any(len(one) > MOST_ROWS for one in rows),
        "answers": any(len(one.answers) > MOST_ROWS for _place, one in _questions(contents)),
    }
    for place in (name for name, is_wrong in wrong.items() if is_wrong):
        raise _refused(NOT_AS_DESCRIBED, place=place)
    if contents.made_at > now + AHEAD:
        raise _refused(FROM_TOMORROW)


def _require_numbers(contents: Contents) -> None:
    for place, number in _numbers(contents):
        said = number.at_least if number.count is None else number.count
        if (number.count is not None and number.count != number.at_least) or not 0 <= said <= MOST_CHILDREN:
            raise _refused(NOT_AS_DESCRIBED, place=place)
        if 0 < said < contents.threshold:
            raise _refused(TOO_SMALL, place=place)
    for place, part, whole in _parts(contents):
        if whole.count is not None and part.at_least > whole.count:
            raise _refused(IMPOSSIBLE, place=place)
    for place, left in _left_over(contents):
        if 0 < left < contents.threshold:
            raise _refused(TOO_SMALL, place=place)


def _left_over(contents: Contents) -> Iterator[tuple[str, int]]:
    """What can be worked out of those who did not, and of the one answer that is not said."""
    for n, theme in enumerate(contents.themes):
        count, of = theme.children.count.count, theme.children.of.count
        if count and of is not None:
            yield f"themes[{n}].children", of - count
    for place, one in _questions(contents):
        unsaid = [answer for answer in one.answers if answer.number.count is None]
        if one.answered.count is not None and len(unsaid) <= 1:
            yield f"{place}.answers", one.answered.count - sum(answer.number.at_least for answer in one.answers)


def _numbers(contents: Contents) -> Iterator[tuple[str, Number]]:
    steps = contents.steps
    for name in ("chosen", "consented", "interviewed", "read"):
        yield f"steps.{name}", getattr(steps, name)
    for n, theme in enumerate(contents.themes):
        yield from ((f"themes[{n}].children", one) for one in _sides(theme.children))
    for place, one in _questions(contents):
        yield f"{place}.answered", one.answered
        yield from ((f"{place}.answers", answer.number) for answer in one.answers)


def _sides(share: Share) -> tuple[Number, Number]:
    return share.count, share.of


def _parts(contents: Contents) -> Iterator[tuple[str, Number, Number]]:
    """What is a part of what."""
    for n, theme in enumerate(contents.themes):
        yield f"themes[{n}].children", theme.children.count, theme.children.of
    for place, one in _questions(contents):
        for answer in one.answers:
            yield f"{place}.answers", answer.number, one.answered


def _refused(message: str, **values: object) -> InvalidInput:
    return InvalidInput(message, field="file", **values)
