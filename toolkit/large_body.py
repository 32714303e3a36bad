"""How the body of a request comes in: while nothing is held, and after the guard has looked who asks.

Forms are read whole and checked before their view is called; a large body (a recording, a text from elsewhere) is
sealed while it arrives, or read by the activity in its pause.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from toolkit import transactions
from toolkit.errors import N_, TooLarge

View = TypeVar("View", bound=Callable[..., Any])

csrf = CSRFProtect()


def large_body(view: View) -> View:
    """Mark a view whose body may be large and take minutes. It prepares, too: see `transactions.prepares`."""
    view.large_body = True  # type: ignore[attr-defined]  # read by is_large_body, on the same function object
    return transactions.prepares(view)


def is_large_body() -> bool:
    """Whether this request is for such a view."""
    return bool(getattr(current_app.view_functions.get(request.endpoint or ""), "large_body", False))


def read_raw(most: int) -> bytes:
    """The body as it was sent, for an activity in its pause. Raises `TooLarge` over `most` bytes, and holds no more."""
    parts, left = [], most + 1
    while left and (part := request.stream.read(left)):
        parts.append(part)
        left -= len(part)
    if not left:
        raise TooLarge(N_("That was more than the page can take."))
    return b"".join(parts)


def protect_forms(app: Flask, *, before_view: Callable[[], ResponseReturnValue | None]) -> None:
    """Read the body and refuse a form that did not come from our own page; then the view may write.

    Call it after the guard: a stranger's body is never read. `before_view` may answer in the view's place; it only
    reads, and has the whole form, but for a large body's.
    """
    csrf.init_app(app)

    @app.before_request
    def receive_body() -> ResponseReturnValue | None:
        transaction = transactions.find_current()
        if transaction is None or request.endpoint is None:
            return None
        if not transaction.may_write:
            return before_view()
        transaction.pause()
        if app.config["WTF_CSRF_ENABLED"]:
            csrf.protect(apply_exemptions=True)
        if is_large_body():
            request.form  # noqa: B018 - a form's files are sealed while they are read
        else:
            request.get_data(parse_form_data=True)
        transaction.read()
        answer = before_view()
        if answer is None and not transactions.is_preparing():
            transaction.write()
        return answer
