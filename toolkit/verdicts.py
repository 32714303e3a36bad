"""What an error means to whoever asked: a status and a sentence. `web` shows them."""

import errno

from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from toolkit import language
from toolkit.access import NotSignedIn
from toolkit.db import db
from toolkit.errors import (
    N_,
    HouseError,
    InvalidInput,
    Misconfigured,
    NotAllowed,
    NotFound,
    StorageFull,
    StoreUnavailable,
    Tampered,
    TooLarge,
    TooMany,
    WrongState,
)
from toolkit.hosts import UnknownHost

STATUS_OF: dict[type[HouseError], int] = {
    UnknownHost: 400,
    NotFound: 404,
    NotSignedIn: 401,
    NotAllowed: 404,
    TooLarge: 413,
    InvalidInput: 422,
    TooMany: 429,
    WrongState: 409,
    StorageFull: 507,
    StoreUnavailable: 503,
    Tampered: 500,
    Misconfigured: 503,
}


def verdict(error: Exception) -> tuple[int, str]:
    """The status of the answer, and what is said, in the language of the request."""
    if isinstance(error, HouseError):
        status = next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)
        return status, language.say(error)
    if isinstance(error, CSRFError):
        return 400, str(language.gettext("The page had been open too long. Go back, reload it and try again."))
    if isinstance(error, HTTPException):
        return error.code or 500, str(_http_sentence(error.code or 500))
    for status, holds, sentence in OF_DATABASE:
        if holds(error):
            return status, str(language.gettext(sentence))
    return 500, str(language.gettext("Something went wrong on our side. What you had saved is still there."))


def _is_overtaken(error: Exception) -> bool:
    """Whether somebody else was first: at the same row, or at the same name."""
    return isinstance(error, StaleDataError | IntegrityError)


def _is_full(error: Exception) -> bool:
    """Whether the disk had no room: ours, or the database's as SQLite and PostgreSQL (53100) say it."""
    if isinstance(error, OperationalError):
        return getattr(error.orig, "sqlstate", None) == "53100" or "is full" in str(error.orig)
    return isinstance(error, OSError) and error.errno == errno.ENOSPC


def _is_busy(error: Exception) -> bool:
    """Whether the database was not there, or others held what this request needed: the same request may work later.

    PostgreSQL's classes: 08 no connection, 40 a deadlock, 53 no room, 55 a lock, 57 shut down.
    """
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None) or ""
    is_locked = isinstance(error, OperationalError) and "is locked" in str(error.orig)
    return error.connection_invalidated or is_locked or state[:2] in {"08", "40", "53", "55", "57"} or _is_away(error)


def _is_away(error: DBAPIError) -> bool:
    """Whether PostgreSQL could not be reached at all: then it could not say a state either."""
    return isinstance(error, OperationalError) and db.engine.dialect.name == "postgresql" and not error.statement


OF_DATABASE = (
    (409, _is_overtaken, N_("Somebody else changed the same thing just before you. Go back to see it.")),
    (507, _is_full, N_("The disk is full, so nothing more can be saved. Tell the administrator.")),
    (503, _is_busy, N_("The database does not answer just now. Wait a moment and try again.")),
)


def _http_sentence(status: int) -> str:
    sentences = {
        400: N_("The page could not read what was sent. Go back and try again."),
        404: N_("We cannot find the page."),
        405: N_("We cannot find the page."),
        413: N_("That was more than the page can take."),
        429: N_("That was many tries in a short time. Wait a while and try again."),
    }
    return str(language.gettext(sentences.get(status, N_("The page could not be shown."))))
