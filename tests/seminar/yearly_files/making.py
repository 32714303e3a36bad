"""Yearly files for the tests: contents that keep every rule, and files that are signed with a key of their own."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from seminar.editions import codec
from seminar.yearly_files import signing
from seminar.yearly_files.contents import (
    FORMAT,
    VERSION,
    Answer,
    Change,
    Contents,
    Decided,
    FollowedUp,
    Number,
    Question,
    Share,
    Steps,
    Theme,
)

YEAR = 2026
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
KEY = "11" * 32
OTHER_KEY = "22" * 32


def exactly(count: int) -> Number:
    """A number that is said."""
    return Number(count, count)


def contents(name: str = "Ale", heard: int = 84, **more: Any) -> Contents:
    """What a municipality tells of so many children."""
    said = exactly(heard)
    five = exactly(5) if heard >= 10 else Number(None, 0)  # of seven, two would be left
    made = Contents(
        format=FORMAT, version=VERSION, municipality=name, year=YEAR, language="sv", made_at=NOW,
        released_on=date(2026, 5, 1), is_practice=False, threshold=5, reports=2, units_left_out=1,
        steps=Steps(said, said, said, said),
        themes=(Theme("contact", "Byten", Share(five, said)),),
        questions=(Question("Vet du varför?", said, (Answer("Ja", five), Answer("Nej", Number(None, 0)))),),
        survey=(Question("Hur var det?", Number(None, 5), (Answer("Bra", Number(None, 5)),)),),
        changes=(
            Change("Byten", "Ni får veta i tid.", "Rutin", Decided.PROMISED, date(2026, 9, 1), ""),
            Change("Byten", "Eget rum.", "", Decided.NO, None, "Det finns inget rum."),
        ),
        last_year=(FollowedUp("I bruk", 3),),
    )  # fmt: skip
    return replace(made, **more)


def signed(told: Contents | None = None, *, key: str = KEY) -> bytes:
    """The file, signed."""
    return signing.sign(told or contents(), key)


def signed_plain(plain: Any, *, key: str = KEY) -> bytes:
    """A file of any contents at all, whose signature fits: what somebody with a key of their own can send."""
    value = signing._private(key).sign(signing.canonical(plain)).hex()
    signature = {"algorithm": "Ed25519", "public_key": signing.public_key_of(key), "value": value}
    return json.dumps({"contents": plain, "signature": signature}).encode()


def plain(told: Contents | None = None) -> Any:
    """The contents as plain values."""
    return codec.pack(told or contents())
