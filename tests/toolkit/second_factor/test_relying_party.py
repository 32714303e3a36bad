"""Passkeys belong to a name that the administrator gave, or to localhost; no other is believed."""

import pytest

from toolkit.second_factor.relying_party import RelyingParty, find

NAMED = ("https://roster.norrvik.example", "https://roster.example:8443")


@pytest.mark.parametrize(
    ("host", "party"),
    [
        ("roster.norrvik.example", RelyingParty("roster.norrvik.example", NAMED[0])),
        ("Roster.Norrvik.example:443", RelyingParty("roster.norrvik.example", NAMED[0])),
        ("roster.example:8443", RelyingParty("roster.example", NAMED[1])),
        ("localhost:8400", RelyingParty("localhost", "http://localhost:8400")),
        ("localhost", RelyingParty("localhost", "http://localhost")),
    ],
)
def test_a_name_that_was_given_and_localhost(host: str, party: RelyingParty) -> None:
    assert find(host, addresses=NAMED) == party


@pytest.mark.parametrize(
    "host",
    ["roster.example", "elsewhere.example", "127.0.0.1:8400", "[::1]:8400", "192.0.2.7", "localhost.org", ""],
)
def test_nothing_else(host: str) -> None:
    assert find(host, addresses=NAMED) is None


def test_an_address_in_figures_is_no_name_also_behind_https() -> None:
    assert find("192.0.2.7", addresses=("https://192.0.2.7",)) is None
