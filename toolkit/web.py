"""The web's ground floor: one transaction per request, security headers, friendly errors, a log without content."""

import re
import secrets
import time
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, before_render_template, current_app, g, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from toolkit import access, cookies, hosts, kept_words, transactions, verdicts
from toolkit.config import MEGABYTE, Settings
from toolkit.db import begin_request, db
from toolkit.errors import HouseError, TooMany, WrongState
from toolkit.logs import log
from toolkit.numbers import BoundedConverter
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
        "object-src 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ),
)
# The browser may ask for the microphone here and nowhere else.
MICROPHONE_ENDPOINTS = frozenset({"recordings.room"})

# A form that was refused comes back with what it showed: that was a look, too.
SHOWN_AGAIN = frozenset({HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})


AnswerHook = Callable[[Response], Response]


def install(
    app: Flask,
    settings: Settings,
    *,
    on_write: tuple[Callable[[], None], ...] = (),
    before_commit: tuple[AnswerHook, ...] = (),
    after_commit: tuple[AnswerHook, ...] = (),
    log_facts: Callable[[], Mapping[str, object]] = dict,
) -> None:
    """Put the hooks in place: the request's id and transaction come before the guard.

    `on_write` runs when a request begins to write, `before_commit` and `after_commit` around the end of its own
    transaction; `log_facts` says what the log may say of whoever asks."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=Limits().gathered,
        MAX_FORM_MEMORY_SIZE=4 * MEGABYTE,
        SESSION_COOKIE_NAME=cookies.named("form", secure=settings.secure_cookies),
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a recording outlasts any limit; the token dies with the cookie
        WTF_CSRF_CHECK_DEFAULT=False,  # large_body.protect_forms looks, after the guard
        TRAP_HTTP_EXCEPTIONS=False,
    )
    app.url_map.converters["int"] = BoundedConverter
    app.before_request(partial(_begin, on_write))
    log_line: AnswerHook = partial(_log, log_facts)
    hosts.install(app, addresses=settings.addresses, listening=settings.host)
    before_render_template.connect(_show, app)
    app.teardown_request(lambda _error: begin_request(read_only=False))
    for hook in (log_line, _headers, *after_commit, _finish, *before_commit):  # Flask calls them last to first
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


def _begin(on_write: tuple[Callable[[], None], ...]) -> None:
    def confirm() -> None:
        access.confirm()
        for hook in on_write:
            hook()

    g.request_id = secrets.token_hex(6)
    g.started = time.perf_counter()
    g.transaction = Transaction(may_write=request.method not in SAFE_METHODS, confirm=confirm)
    g.after_read = []


def _show(_app: Flask, **_more: object) -> None:
    transaction = transactions.find_current()
    if transaction is not None:
        transaction.show()


def _finish(response: Response) -> Response:
    """End the transaction. What goes wrong there is told as anywhere else: Flask would call it a 500."""
    try:
        return _finished(response)
    except Exception as error:  # noqa: BLE001 - every kind, as in an error handler
        return current_app.make_response(_explain(error))


def _finished(response: Response) -> Response:
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
    if "retry_after" in g:
        headers["Retry-After"] = str(g.retry_after)
    if request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]:  # HTTPS may end at a proxy
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    return response


def _log(facts: Callable[[], Mapping[str, object]], response: Response) -> Response:
    """One line of JSON per request: the endpoint's name, never the address, a name or a form."""
    if request.endpoint != "static":
        log.info(
            "request",
            extra={
                "facts": {
                    **facts(),
                    "id": g.get("request_id"),
                    "endpoint": request.endpoint,
                    "method": request.method,
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
                },
            },
        )
    return response


def address_of(endpoint: str) -> str:
    """How the address of a view reads, with … where an id stands: «/interviews/…/notes». An unknown one as it is."""
    rule = next((rule for rule in current_app.url_map.iter_rules() if rule.endpoint.lower() == endpoint), None)
    return re.sub(r"<[^>]*>", "…", rule.rule) if rule else endpoint


def wants_json() -> bool:
    """Whether a script asks, and not a person."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def redraws() -> bool:
    """Whether a script asks that sees to its page by itself: what was done is answered with nothing (204)."""
    return "X-Fragment" in request.headers


def _explain(error: Exception) -> ResponseReturnValue:
    """Any error becomes a kind page (or a line of JSON for a script) with the way out, and never a stack trace."""
    transactions.refuse()
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, Exception):
        error = error.original_exception  # it came from a hook
    if isinstance(error, SQLAlchemyError):
        db.session.rollback()  # a session whose flush failed cannot be asked anything, not even by the error page
    status, sentence = verdicts.verdict(error)
    g.refusal = error
    if status == HTTPStatus.INTERNAL_SERVER_ERROR and current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # The type and the place, never the message: a driver's message may quote what was being stored.
        log.error(
            "failed",
            extra={"facts": {"id": g.get("request_id"), "error": type(error).__name__, "where": _place(error)}},
        )
    if wants_json():
        return {"error": sentence, "status": status}, status
    if not request_ctx.url_adapter:  # the host that was asked for is none: no page can be made that leads anywhere
        return Response(sentence, status, mimetype="text/plain")
    if isinstance(error, access.NotSignedIn | TooMany):
        kept_words.read_own(request)
    typed = kept_words.of_form(request)
    page = render_template(
        "errors/error.html",
        status=status,
        sentence=sentence,
        request_id=g.get("request_id"),
        typed=typed,
        refusal=error if isinstance(error, WrongState) else None,
    )
    return page, status


def _place(error: BaseException) -> str:
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_name}:{frame.tb_lineno}" if frame else "?"
