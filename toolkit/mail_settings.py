"""How mail leaves the house: by a server of the municipality's own, named before the start, or not at all. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from toolkit.addresses import is_loopback
from toolkit.errors import N_, Misconfigured


class Encryption(StrEnum):
    """How the way to the mail server is closed. A way that is open is for this machine alone."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS = {Encryption.STARTTLS: 587, Encryption.TLS: 465, Encryption.NONE: 25}
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The mail server, who we are there, and where mail says to sign in. The password is shown nowhere."""

    host: str
    port: int
    sender: str
    sign_in_at: str
    encryption: Encryption = Encryption.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    authorities: Path | None = None  # certificates that are believed beside the machine's own


def is_address(text: str) -> bool:
    """Whether a mail address can be written to: one name, one @, a domain, and nothing beyond ASCII."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None


def read_mail(environment: Mapping[str, str], *, addresses: tuple[str, ...]) -> MailSettings | None:
    """The mail server that BR_MAIL_… name, or None. Raises `Misconfigured` with what to do about it."""
    host = environment.get("BR_MAIL_HOST", "").strip()
    if not host:
        if said := sorted(name for name in environment if name.startswith("BR_MAIL_") and environment[name]):
            raise Misconfigured(
                N_("%(name)s says something of a mail server, and BR_MAIL_HOST names none."), name=said[0]
            )
        return None
    encryption = _encryption(environment.get("BR_MAIL_TLS", ""), host)
    sender = environment.get("BR_MAIL_FROM", "").strip()
    if not is_address(sender):
        raise Misconfigured(
            N_("BR_MAIL_FROM must be the address that mail comes from, such as roster@norrvik.example.")
        )
    if not addresses:
        raise Misconfigured(
            N_("BR_MAIL_HOST needs BR_ADDRESS too: mail says where to sign in, such as https://roster.example.")
        )
    user = environment.get("BR_MAIL_USER", "").strip()
    return MailSettings(
        host=host,
        port=_port(environment.get("BR_MAIL_PORT", ""), encryption),
        sender=sender,
        sign_in_at=addresses[0],
        encryption=encryption,
        user=user,
        password=_password(environment.get("BR_MAIL_PASSWORD_FILE", ""), user),
        authorities=_authorities(environment.get("BR_MAIL_CA_FILE", "")),
    )


def _encryption(said: str, host: str) -> Encryption:
    try:
        encryption = Encryption(said.strip().lower() or Encryption.STARTTLS)
    except ValueError:
        raise Misconfigured(N_("BR_MAIL_TLS must be starttls, tls or none.")) from None
    if encryption is Encryption.NONE and not is_loopback(host):
        raise Misconfigured(
            N_("BR_MAIL_TLS=none is for a mail server on this machine. Another one is reached by starttls or tls.")
        )
    return encryption


def _port(said: str, encryption: Encryption) -> int:
    if not said:
        return PORTS[encryption]
    if not (said.isascii() and said.isdigit() and 0 < int(said) < 65_536):
        raise Misconfigured(N_("BR_MAIL_PORT must be a number between 1 and 65535."))
    return int(said)


def _password(file: str, user: str) -> str:
    if bool(file) != bool(user):
        raise Misconfigured(N_("BR_MAIL_USER and BR_MAIL_PASSWORD_FILE belong together: say both or neither."))
    if not file:
        return ""
    try:
        password = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        password = ""
    if not password:
        raise Misconfigured(N_("The file that BR_MAIL_PASSWORD_FILE names cannot be read, or is empty."))
    if not password.isascii():
        raise Misconfigured(
            N_("The password for the mail server has letters such as å, which servers read differently. Change it.")
        )
    return password


def _authorities(file: str) -> Path | None:
    if file and not Path(file).is_file():
        raise Misconfigured(N_("The file that BR_MAIL_CA_FILE names is not there."))
    return Path(file) if file else None
