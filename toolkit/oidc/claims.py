"""What the provider says of whoever signed in, once it has been verified. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from toolkit.oidc.errors import Forged
from toolkit.oidc_settings import OidcSettings

LONGEST_SUBJECT = 255  # by the standard
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Claims:
    """Whose account it is, by which words it goes, its groups, and how the sign-in went."""

    account: str  # a hash: see `hash_account`
    session: str  # a hash, or nothing where the provider names none
    username: str = ""
    name: str = ""
    groups: frozenset[str] = frozenset()
    is_trusted: bool = False  # the sign-in needs no second proof of ours
    authenticated_at: datetime | None = None


def hash_account(issuer: str, subject: object) -> str:
    """Under what an account is known here. Raises `Forged` for what cannot be a subject."""
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Forged(claim="sub")
    return _hash("account", issuer, subject)


def hash_session(issuer: str, session: object) -> str:
    """Under what a session of the provider's is known here; nothing where it has no name."""
    if session is None:
        return ""
    if not isinstance(session, str) or not session:
        raise Forged(claim="sid")
    return _hash("session", issuer, session)


def read(said: Mapping[str, Any], settings: OidcSettings) -> Claims:
    """The verified claims as the settings read them. What has another shape than it should counts as not said."""
    acr, amr = said.get("acr"), said.get("amr")
    methods = [one for one in amr if isinstance(one, str)] if isinstance(amr, list) else []
    return Claims(
        account=hash_account(settings.issuer, said.get("sub")),
        session=hash_session(settings.issuer, said.get("sid")),
        username=_word(said.get(settings.username_claim)).lower(),
        name=_word(said.get("name")),
        groups=_groups(said.get(settings.groups_claim)),
        is_trusted=acr in settings.trusted_acr or not set(settings.trusted_amr).isdisjoint(methods),
        authenticated_at=_moment(said.get("auth_time")),
    )


def _hash(kind: str, issuer: str, value: str) -> str:
    return hashlib.sha256(f"{kind}\n{issuer}\n{value}".encode()).hexdigest()


def _word(said: object) -> str:
    word = " ".join(said.split()) if isinstance(said, str) else ""
    return word if word.isprintable() and len(word) <= LONGEST_NAME else ""


def _groups(said: object) -> frozenset[str]:
    """A list; some providers say a single group as one word."""
    found = said if isinstance(said, list) else [said]
    return frozenset(one for one in found if isinstance(one, str))


def _moment(said: object) -> datetime | None:
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    try:
        return datetime.fromtimestamp(said, UTC)
    except (OverflowError, OSError, ValueError):
        return None
