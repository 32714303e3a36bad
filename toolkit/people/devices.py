"""Browsers that somebody has signed in on before, and what kind of device a browser runs on.

A stranger who guesses makes others wait; a browser that is known has a count of its own, and its owner gets in
meanwhile (OWASP, "device cookies"). The cookie opens nothing by itself: it only says whom the throttle need not doubt.
"""

import re
import secrets
import uuid
from datetime import timedelta

from flask import request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from toolkit import config, cookies
from toolkit.people import throttle
from toolkit.people.models import DeviceKind

COOKIE = "known"
LIFETIME = timedelta(days=365)
MOST = 8  # people who share a computer; whoever has not been there for longest is forgotten


# The first that fits: an Android names Linux too, an iPhone names Mac OS, and only Android telephones say Mobile.
SIGNS: tuple[tuple[str, DeviceKind], ...] = (
    (r"iPhone|iPod", DeviceKind.IPHONE),
    (r"iPad", DeviceKind.IPAD),
    (r"Android.*Mobile", DeviceKind.ANDROID_PHONE),
    (r"Android", DeviceKind.ANDROID_TABLET),
    (r"CrOS", DeviceKind.CHROMEBOOK),
    (r"Windows", DeviceKind.WINDOWS),
    (r"Macintosh|Mac OS", DeviceKind.MAC),
    (r"Linux|X11", DeviceKind.LINUX),
)


def kind_of_request() -> DeviceKind:
    """What the browser that asks runs on, by its own word."""
    said = request.headers.get("User-Agent", "")[:400]
    return next((kind for sign, kind in SIGNS if re.search(sign, said)), DeviceKind.OTHER)


def marks() -> dict[str, str]:
    """What this browser is known by, for each person (an id in hex) who has signed in on it within a year."""
    secure = config.current().secure_cookies
    try:
        found = _signer().loads(request.cookies.get(_name(secure=secure), ""), max_age=int(LIFETIME.total_seconds()))
    except BadData:
        return {}
    return dict(found)


def source_of_request() -> str:
    """Whom a try without a name counts against: the browser, when anybody of the staff is known on it, or its place."""
    known = marks()
    return next(reversed(known.values())) if known else throttle.place_of(request.remote_addr)


def remember(response: Response, person_id: uuid.UUID, *, secure: bool) -> None:
    """Know this browser from now on: the person has signed in."""
    known = marks()
    mark = known.pop(person_id.hex, None) or secrets.token_hex(12)
    kept = dict([*known.items(), (person_id.hex, mark)][-MOST:])
    response.set_cookie(
        _name(secure=secure),
        str(_signer().dumps(kept)),
        max_age=LIFETIME,
        httponly=True,
        samesite="Lax",
        secure=secure,
        path="/",
    )


def _name(*, secure: bool) -> str:
    return cookies.named(COOKIE, secure=secure)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(config.current().secret_key, salt="known browser")
