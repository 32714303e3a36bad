"""The web's ground floor: one transaction per request, security headers, friendly errors, a log without content."""

import errno
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, before_render_template, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from toolkit import access, hosts, language, transactions
from toolkit.access import NotSignedIn
from toolkit.config import MEGABYTE, Settings
from toolkit.db import begin_request, db
from toolkit.errors import (
    N_,
    HouseError,
    InvalidInput,
    Misconfigured,
    NotAllowed,
    NotFound,
    StorageFull,
    Tampered,
    TooLarge,
    WrongState,
)
from toolkit.hosts import UnknownHost
from toolkit.logs import log
from toolkit.serving.limits import Limits
from toolkit.transactions import Phase, Transaction

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ),
)
# The browser may ask for the microphone here and nowhere else.
MICROPHONE_ENDPOINTS = frozenset({"recordings.room"})

# A form that was refused comes back with what it showed: that was a look, too.
SHOWN_AGAIN = frozenset({HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})

STATUS_OF: dict[type[HouseError], int] = {
    UnknownHost: 400,
    NotFound: 404,
    NotSignedIn: 401,
    NotAllowed: 404,
    TooLarge: 413,
    InvalidInput: 422,
    WrongState: 409,
    StorageFull: 507,
    Tampered: 500,
    Misconfigured: 503,
}


def install(app: Flask, settings: Settings, *, after_commit: tuple[Callable[[Response], Response], ...] = ()) -> None:
    """Put the hooks in place. Order matters: the request's id and transaction come before the guard.

    `after_commit` hooks run when the request's own transaction has ended.
    """
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=Limits().gathered,
        MAX_FORM_MEMORY_SIZE=4 * MEGABYTE,
        SESSION_COOKIE_NAME="__Host-form" if settings.secure_cookies else "form",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a recording outlasts any limit; the token dies with the cookie
        WTF_CSRF_CHECK_DEFAULT=False,  # large_body.protect_forms looks, after the guard
        TRAP_HTTP_EXCEPTIONS=False,
    )
    app.before_request(_begin)
    hosts.install(app, addresses=settings.addresses, listening=settings.host)
    before_render_template.connect(_show, app)
    app.teardown_request(lambda _error: begin_request(read_only=False))
    for hook in (_log, _headers, *after_commit, _finish):  # Flask calls them last to first
        app.after_request(hook)
    for kind in (HouseError, HTTPException, CSRFError, SQLAlchemyError, OSError, Exception):
        app.register_error_handler(kind, _explain)


def at_end_of_read(write: Callable[[list[Any]], None], line: Any) -> None:
    """Call `write`, with all its lines, after the reading transaction of this GET, before the answer is sent.

    It writes in a transaction of its own. When it fails, the person gets an error page and not the content:
    nothing is read without its line on the trail. The same line twice is one line.
    """
    if (write, line) not in g.after_read:
        g.after_read.append((write, line))


def is_answering() -> bool:
    """Whether a request is being answered, from its first hook on."""
    return "after_read" in g


def is_reading() -> bool:
    """Whether this request only reads, so far as it has come."""
    transaction = transactions.find_current()
    return transaction is not None and transaction.phase is not Phase.WRITING


def keep_despite_error() -> None:
    """Commit this request although its status says that something was refused."""
    g.keep = True


def _begin() -> None:
    g.request_id = secrets.token_hex(6)
    g.started = time.perf_counter()
    g.transaction = Transaction(may_write=request.method not in SAFE_METHODS, confirm=access.confirm)
    g.after_read = []


def _show(_app: Flask, **_more: object) -> None:
    transaction = transactions.find_current()
    if transaction is not None:
        transaction.show()


def _finish(response: Response) -> Response:
    accepted = response.status_code < HTTPStatus.BAD_REQUEST
    transaction = transactions.find_current()
    if transaction is not None:
        transaction.finish(keep=accepted or g.get("keep", False))
    if accepted or response.status_code in SHOWN_AGAIN:
        after = g.get("after_read", ())
        for write in dict.fromkeys(write for write, _line in after):
            write([line for one, line in after if one is write])
    return response


def _headers(response: Response) -> Response:
    microphone = "(self)" if request.endpoint in MICROPHONE_ENDPOINTS else "()"
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", f"camera=(), geolocation=(), microphone={microphone}")
    headers.setdefault("Cache-Control", "no-store")
    if request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]:  # HTTPS may end at a proxy
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response


def _log(response: Response) -> Response:
    """One line of JSON per request: the endpoint's name, never the address, a name or a form."""
    if request.endpoint != "static":
        log.info(
            "request",
            extra={
                "facts": {
                    "id": g.get("request_id"),
                    "endpoint": request.endpoint,
                    "method": request.method,
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
                },
            },
        )
    return response


def wants_json() -> bool:
    """Whether a script asks, and not a person."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def _explain(error: Exception) -> ResponseReturnValue:
    """Any error becomes a kind page (or a line of JSON for a script) with the way out, and never a stack trace."""
    transactions.refuse()
    if isinstance(error, SQLAlchemyError):
        db.session.rollback()  # a session whose flush failed cannot be asked anything, not even by the error page
    status, sentence = _verdict(error)
    g.refusal = error
    if status == HTTPStatus.INTERNAL_SERVER_ERROR and current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # The type and the place, never the message: a driver's message may quote what was being stored.
        log.error(
            "failed",
            extra={"facts": {"id": g.get("request_id"), "error": type(error).__name__, "where": _place(error)}},
        )
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return {"error": sentence, "status": status}, status
    return render_template(
        "errors/error.html", status=status, sentence=sentence, request_id=g.get("request_id")
    ), status


def _verdict(error: Exception) -> tuple[int, str]:
    if isinstance(error, HouseError):
        status = next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)
        return status, language.say(error)
    if isinstance(error, CSRFError):
        return 400, str(language.gettext("The page had been open too long. Go back, reload it and try again."))
    if isinstance(error, HTTPException):
        return error.code or 500, str(_http_sentence(error.code or 500))
    if isinstance(error, StaleDataError | IntegrityError):
        return 409, str(language.gettext("Somebody else changed the same thing just before you. Go back to see it."))
    if _is_full(error):
        return 507, str(language.gettext("The disk is full, so nothing more can be saved. Tell the administrator."))
    return 500, str(language.gettext("Something went wrong on our side. What you had saved is still there."))


def _is_full(error: Exception) -> bool:
    """Whether the disk had no room: ours, or the database's as SQLite and PostgreSQL (53100) say it."""
    if isinstance(error, OperationalError):
        return getattr(error.orig, "sqlstate", None) == "53100" or "is full" in str(error.orig)
    return isinstance(error, OSError) and error.errno == errno.ENOSPC


def _http_sentence(status: int) -> str:
    sentences = {
        400: N_("The page could not read what was sent. Go back and try again."),
        404: N_("We cannot find the page."),
        405: N_("We cannot find the page."),
        413: N_("That was more than the page can take."),
        429: N_("That was many tries in a short time. Wait a while and try again."),
    }
    return str(language.gettext(sentences.get(status, N_("The page could not be shown."))))


def _place(error: BaseException) -> str:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_name}:{frame.tb_lineno}" if frame else "?"
