"""The municipality's own provider of accounts (OpenID Connect), where there is one: named before the start. Pure."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from toolkit.addresses import is_loopback
from toolkit.errors import N_, Misconfigured

SCOPE = "openid profile"
PARTS = frozenset({"roles", "units"})
CLAIM = re.compile(r"[!-~]{1,120}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """The provider, who we are there, and what its claims mean here. The secret is never shown."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    scope: str = SCOPE
    username_claim: str = "preferred_username"
    groups_claim: str = "groups"
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by the name of a group
    units: Mapping[str, str] = field(default_factory=dict)  # the name of a unit by that of a group
    creates: bool = False  # whoever is in a group gets an account at the first sign-in
    trusted_acr: tuple[str, ...] = ()  # what the provider says of a sign-in that needs no second proof of ours
    trusted_amr: tuple[str, ...] = ()
    logout_untyped: bool = False  # its word that somebody has signed out names no type of its own
    authorities: Path | None = None  # certificates that are believed in place of those that come with the program


def read_oidc(environment: Mapping[str, str], *, addresses: tuple[str, ...]) -> OidcSettings | None:
    """The provider that BR_OIDC_… name, or None. Raises `Misconfigured` with what to do about it."""
    issuer = environment.get("BR_OIDC_ISSUER", "").strip()
    if not issuer:
        if said := sorted(name for name in environment if name.startswith("BR_OIDC_") and environment[name].strip()):
            raise Misconfigured(
                N_("%(name)s says something of a provider, and BR_OIDC_ISSUER names none."), name=said[0]
            )
        return None
    if not addresses:
        raise Misconfigured(
            N_("BR_OIDC_ISSUER needs BR_ADDRESS too: the provider sends people back there, as https://roster.example.")
        )
    roles, units = _groups(environment.get("BR_OIDC_GROUPS_FILE", ""))
    creates = _is_on(environment, "BR_OIDC_CREATE")
    if creates and not roles:
        raise Misconfigured(N_("BR_OIDC_CREATE needs BR_OIDC_GROUPS_FILE: nobody gets an account without a role."))
    return OidcSettings(
        issuer=_issuer(issuer),
        client_id=_said(environment, "BR_OIDC_CLIENT_ID"),
        secret=_secret(environment),
        scope=_scope(environment.get("BR_OIDC_SCOPE", "")),
        username_claim=_claim(environment, "BR_OIDC_USERNAME_CLAIM", "preferred_username"),
        groups_claim=_claim(environment, "BR_OIDC_GROUPS_CLAIM", "groups"),
        roles=roles,
        units=units,
        creates=creates,
        trusted_acr=_list(environment.get("BR_OIDC_TRUSTED_ACR", "")),
        trusted_amr=_list(environment.get("BR_OIDC_TRUSTED_AMR", "")),
        logout_untyped=_is_on(environment, "BR_OIDC_LOGOUT_UNTYPED"),
        authorities=_authorities(environment.get("BR_OIDC_CA_FILE", "")),
    )


def _is_on(environment: Mapping[str, str], name: str) -> bool:
    return environment.get(name, "").strip().lower() in {"1", "yes", "true"}


def is_safe(address: str) -> bool:
    """Whether a provider may be asked there: by HTTPS, or on this machine; never with a password in the address."""
    try:
        url = urlsplit(address)
        host, _port = url.hostname or "", url.port
    except ValueError:
        return False
    is_closed = url.scheme == "https" or (url.scheme == "http" and is_loopback(host))
    return bool(host) and is_closed and "@" not in url.netloc and not url.fragment


def _issuer(said: str) -> str:
    if not is_safe(said) or urlsplit(said).query:
        raise Misconfigured(N_("BR_OIDC_ISSUER must look like https://login.norrvik.example/realms/staff."))
    return said


def _said(environment: Mapping[str, str], name: str) -> str:
    if not (said := environment.get(name, "").strip()):
        raise Misconfigured(N_("BR_OIDC_ISSUER needs %(name)s too: the provider gives it to you."), name=name)
    return said


def _secret(environment: Mapping[str, str]) -> str:
    said, file = environment.get("BR_OIDC_CLIENT_SECRET", "").strip(), environment.get("BR_OIDC_CLIENT_SECRET_FILE", "")
    if bool(said) == bool(file):
        raise Misconfigured(
            N_("BR_OIDC_ISSUER needs the secret that the provider gave you, in a file: BR_OIDC_CLIENT_SECRET_FILE.")
            if not file
            else N_("BR_OIDC_CLIENT_SECRET holds a secret and BR_OIDC_CLIENT_SECRET_FILE another: say one of them.")
        )
    if not file:
        return said
    try:
        secret = Path(file).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise Misconfigured(N_("The file that BR_OIDC_CLIENT_SECRET_FILE names cannot be read, or is empty."))
    return secret


def _scope(said: str) -> str:
    words = said.split() or SCOPE.split()
    return " ".join(words if "openid" in words else ["openid", *words])


def _claim(environment: Mapping[str, str], name: str, default: str) -> str:
    said = environment.get(name, "").strip() or default
    if not CLAIM.fullmatch(said):
        raise Misconfigured(N_("%(name)s must be the name of one claim, such as groups."), name=name)
    return said


def _list(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(",") if part.strip())


def _groups(file: str) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Which roles a group gives, and which unit. What is wrong in the file is said with the line or the group."""
    if not file:
        return {}, {}
    try:
        held = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise Misconfigured(N_("The file that BR_OIDC_GROUPS_FILE names cannot be read.")) from None
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(
            N_("The file that BR_OIDC_GROUPS_FILE names is not TOML: %(problem)s"), problem=str(error)
        ) from None
    return _checked_groups(held)


def _checked_groups(held: dict[str, Any]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    roles, units = held.get("roles", {}), held.get("units", {})
    if held.keys() - PARTS or not isinstance(roles, dict) or not isinstance(units, dict) or not roles:
        raise Misconfigured(N_("The file that BR_OIDC_GROUPS_FILE names must hold [roles], and [units] if you like."))
    for group, names in roles.items():
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            raise _wrong_group(group)
    for group, unit in units.items():
        if not isinstance(unit, str) or not unit.strip():
            raise _wrong_group(group)
    return {group: tuple(names) for group, names in roles.items()}, {key: unit.strip() for key, unit in units.items()}


def _wrong_group(group: str) -> Misconfigured:
    return Misconfigured(
        N_(
            "In the file that BR_OIDC_GROUPS_FILE names, “%(group)s” must be a list of roles under [roles], such as"
            ' ["social_worker"], or the name of a unit under [units].'
        ),
        group=group,
    )


def _authorities(file: str) -> Path | None:
    if file and not Path(file).is_file():
        raise Misconfigured(N_("The file that BR_OIDC_CA_FILE names is not there."))
    return Path(file) if file else None
