"""Codes that an app makes of a shared secret and the time (TOTP, RFC 6238), by pyotp. Pure."""

import hmac
from datetime import datetime

import pyotp

ISSUER = "Barnens röster"
STEP_S = 30
SLACK = (0, -1, 1)  # steps: a clock may be half a minute off, and typing takes time
DIGITS = 6


def new_secret() -> str:
    """A secret of 160 bits, in base32."""
    return pyotp.random_base32(32)


def address(secret: str, *, username: str) -> str:
    """What the QR code says to the app (otpauth://)."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def in_groups(secret: str) -> str:
    """The secret as it is typed by hand, in groups of four."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def find_step(secret: str, typed: str, *, now: datetime) -> int | None:
    """The half minute (counted from 1970) whose code was typed, if it is this one or a neighbour."""
    this = int(now.timestamp()) // STEP_S
    codes = pyotp.TOTP(secret)
    matching = (this + off for off in SLACK if hmac.compare_digest(codes.generate_otp(this + off), typed))
    return next(matching, None)
