"""The one small tree of errors. A message is an English gettext msgid; the web layer translates it once."""

import errno
import uuid
from collections.abc import Sequence
from typing import Any


def N_(message: str) -> str:  # noqa: N802 - the gettext convention for "mark, do not translate yet"
    """Mark a message for the catalogues without translating it."""
    return message


class HouseError(Exception):
    """What we meant to refuse. `message` is a msgid, `values` fill its %(name)s places.

    Values are ids, numbers and words from our own lists: never a name, never a word of a child.
    """

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class NotFound(HouseError):
    """Missing, or not yours: the two look alike."""

    def __init__(self, message: str = N_("We cannot find the page."), **values: Any) -> None:
        super().__init__(message, **values)


class NotAllowed(HouseError):
    """The person is known, and may not do this even though they may see it."""


class InvalidInput(HouseError):
    """What was typed or sent cannot be used. `field` names the form field that caused it, `also` what else there is."""

    def __init__(self, message: str, *, field: str | None = None, **values: Any) -> None:
        super().__init__(message, **values)
        self.field = field
        self.also: Sequence[InvalidInput] = ()


def refuse_all(problems: Sequence[InvalidInput]) -> None:
    """Raise what is wrong, all of it at once, so that nobody corrects one thing to be told of the next."""
    if problems:
        first, *first.also = problems
        raise first


class TooLarge(InvalidInput):
    """More was sent than the page takes."""


class WrongState(HouseError):
    """Right in itself, but not now: somebody else changed it, or a step before it is missing.

    `page` is a word for the page where the way out is, and `of` the id that it is about, for a sentence that names one:
    `templates/components/way_out.html` knows the words and makes the link.
    """

    def __init__(self, message: str, *, page: str = "", of: uuid.UUID | None = None, **values: Any) -> None:
        super().__init__(message, **values)
        self.page, self.of = page, of


class Overtaken(WrongState):
    """Somebody else has saved the same thing since the page was opened: both texts are there to be put together."""


class TooMany(HouseError):
    """More was asked for in a short time than a person does. `seconds` from now there is room again."""

    def __init__(self, *, seconds: int) -> None:
        super().__init__(
            N_(
                "That was more pages in a short time than a person opens. In %(seconds)s seconds it goes on. What was"
                " saved is saved."
            ),
            seconds=seconds,
        )


class StorageFull(HouseError):
    """There is no room left on the disk. What was stored before is whole; the new thing is not there."""


class StoreUnavailable(HouseError):
    """The store of sealed files on another machine cannot be used just now. `code`: what it said, a word of S3's."""

    def __init__(self, code: str = "") -> None:
        super().__init__(
            N_(
                "The place where recordings are kept does not answer just now. What was saved before is safe. Wait a"
                " moment and try again."
            )
        )
        self.code = code


class Tampered(HouseError):
    """Sealed bytes or the trail are not what we wrote."""


class Misconfigured(HouseError):
    """The program must not start like this. The message says what to do."""


def cannot_write(error: OSError) -> str:
    """What to say when a file or folder (`path`) cannot be used: the disk is full, locked or somebody else's."""
    if error.errno == errno.ENOSPC:
        return N_("%(path)s cannot be written: the disk is full. Make room and start again.")
    if error.errno == errno.EROFS:
        return N_("%(path)s cannot be written: the disk may only be read. Put the data elsewhere with BR_INSTANCE.")
    return N_(
        "%(path)s cannot be used by this account. Check who owns it, or choose another place. BR_INSTANCE says where"
        " the program's own data lie."
    )
