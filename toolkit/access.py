"""Who may what. The first lock: every view carries its policy, and the guard refuses an endpoint without one.

The second lock is in the activities: every getter takes the actor first and scopes in its query.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from toolkit.app_context import installation_of
from toolkit.errors import N_, NotAllowed, NotFound
from toolkit.installation import Held

WHO: Held[Callable[[], "Actor | None"]] = Held("who asks")
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


class Role(StrEnum):
    """What a person does in the model. A person may have several; a child has none and no account."""

    SOCIAL_WORKER = "social_worker"
    FACILITATOR = "facilitator"
    UNIT_LEADER = "unit_leader"
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"  # of several units: sees what they have released, and no child's material


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who asks. Passed first to every activity; never stored."""

    id: uuid.UUID
    unit_id: uuid.UUID
    name: str
    roles: frozenset[Role]

    def is_any(self, *roles: Role) -> bool:
        """Whether the person has at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    def require(self, *roles: Role) -> None:
        """Raise `NotFound` unless the person has one of the roles: forbidden looks like missing."""
        if not self.is_any(*roles):
            raise NotFound


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may call an endpoint. No roles and signed_in=False means anyone at all."""

    roles: frozenset[Role]
    signed_in: bool


def allow(*roles: Role) -> Callable[[Endpoint], Endpoint]:
    """The view is for people with one of these roles."""
    if not roles:
        msg = "name the roles, or use allow_signed_in"
        raise ValueError(msg)
    return _carry(Policy(frozenset(roles), signed_in=True))


def allow_signed_in(view: Endpoint) -> Endpoint:
    """The view is for everybody who has signed in."""
    return _carry(Policy(frozenset(), signed_in=True))(view)


def allow_anyone(view: Endpoint) -> Endpoint:
    """The view is for anyone, also without an account: sign-in, a child's code, the health check."""
    return _carry(Policy(frozenset(), signed_in=False))(view)


def step_up(view: Endpoint) -> Endpoint:
    """The view is for who has proved lately who they are: `toolkit.second_factor.step_up` asks anew. Beside `allow`."""
    view.needs_step_up = True  # type: ignore[attr-defined]  # read by needs_step_up, on the same function object
    return view


def needs_step_up(app: Flask, endpoint: str) -> bool:
    """Whether a view is for who has proved lately who they are."""
    return bool(getattr(app.view_functions.get(endpoint), "needs_step_up", False))


def _carry(policy: Policy) -> Callable[[Endpoint], Endpoint]:
    def mark(view: Endpoint) -> Endpoint:
        view.policy = policy  # type: ignore[attr-defined]  # read by policy_of, on the same function object
        return view

    return mark


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    """The policy that a view carries, or None when somebody forgot it."""
    if endpoint == "static":
        return Policy(frozenset(), signed_in=False)
    policy = getattr(app.view_functions.get(endpoint), "policy", None)
    return policy if isinstance(policy, Policy) else None


def find_actor() -> Actor | None:
    """The person who has signed in, if any."""
    actor: Actor | None = g.get("actor")
    return actor


def current_actor() -> Actor:
    """The person who asks. Raises `NotFound` without one; the guard sends such a request to the door before that."""
    actor = find_actor()
    if actor is None:
        raise NotFound
    return actor


def guard(app: Flask, who: Callable[[], Actor | None]) -> None:
    """Put the first lock on every door of the app. `who` finds the person behind the request."""

    @app.before_request
    def check_policy() -> ResponseReturnValue | None:
        g.actor = None
        if request.endpoint is None:
            return None  # no such address: Flask answers 404 or 405
        policy = policy_of(app, request.endpoint)
        if policy is None:
            app.logger.error("endpoint %s has no policy", request.endpoint)
            raise NotFound
        if request.endpoint != "static":
            g.actor = who()
        if policy.signed_in and g.actor is None:
            return _to_sign_in()
        _check_role(g.actor, policy)
        return None

    WHO.put(who, installation_of(app))


def recognise() -> Actor | None:
    """Find the person behind the request, for what is not asked through the guard; pages know them from then on."""
    g.actor = WHO.get()()
    return find_actor()


def confirm() -> None:
    """Look once more who asks, when writing begins: a body may have taken minutes, and the account be closed by now.

    Raises `NotSignedIn`, and `NotFound` for whoever has lost the role.
    """
    policy = policy_of(current_app, request.endpoint or "")
    if policy is None or not policy.signed_in:
        return
    if recognise() is None:
        raise NotSignedIn
    _check_role(g.actor, policy)


def _check_role(actor: Actor | None, policy: Policy) -> None:
    if policy.roles and not (actor and actor.is_any(*policy.roles)):
        raise NotFound


def _to_sign_in() -> ResponseReturnValue:
    if request.method in {"GET", "HEAD"} and not request.headers.get("X-Fragment"):
        return redirect(url_for("people.sign_in", next=request.path), 303)
    raise NotSignedIn


class NotSignedIn(NotAllowed):
    """The session has ended. The page says so, and keeps what was typed."""

    def __init__(self) -> None:
        super().__init__(N_("You are signed out. Sign in again in a new tab, go back, and send it once more."))
