"""How the program is reached: a name that nobody gave it is refused, also where a link on paper would repeat it."""

import socket
from dataclasses import replace

import pytest

from app import create_app
from toolkit import addresses, hosts
from toolkit.config import Settings
from toolkit.errors import Misconfigured

OUTSIDE = ("https://roster.example",)


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "localhost:8400", "LOCALHOST.", "127.0.0.1:8400", "[::1]:8400", "192.168.1.20:8400",
        "[fd00::5]", socket.gethostname(), f"{socket.gethostname().partition('.')[0]}.local:8400",
    ],
)  # fmt: skip
def test_with_nothing_named_it_answers_to_this_machine_and_to_figures(host: str) -> None:
    assert addresses.answers_to(host, addresses=(), listening="127.0.0.1")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[", "a b", "evil.example@localhost.x"],
)
def test_a_name_that_anybody_can_make_lead_here_is_refused(host: str) -> None:
    assert not addresses.answers_to(host, addresses=(), listening="127.0.0.1")


def test_what_is_named_counts_and_nothing_else_but_this_machine() -> None:
    def answers(host: str) -> bool:
        return addresses.answers_to(host, addresses=OUTSIDE, listening="10.0.0.4")

    assert answers("roster.example")
    assert answers("Roster.Example:443")
    assert answers("127.0.0.1:8400"), "the start asks whether the program answers"
    assert answers("10.0.0.4:8400")
    assert not answers("192.168.1.20")
    assert not answers("x.roster.example")


@pytest.mark.parametrize(
    "text", ["roster.example", "ftp://roster.example", "https://", "https://a/b", "https://a?b", "https://a:x"]
)
def test_an_address_that_is_none_stops_the_start(text: str) -> None:
    with pytest.raises(Misconfigured, match="must look like"):
        addresses.read_addresses(text)


def test_several_addresses_are_read_and_http_is_for_this_machine_only() -> None:
    assert addresses.read_addresses(" https://A.example/ , http://localhost:8400") == (
        "https://a.example",
        "http://localhost:8400",
    )
    with pytest.raises(Misconfigured, match="must begin with https"):
        addresses.read_addresses("http://a.example")


def test_proxies_are_addresses_or_networks_and_never_everybody() -> None:
    assert addresses.read_proxies("127.0.0.1, 10.0.0.0/24,::1") == ("127.0.0.1", "10.0.0.0/24", "::1")
    for text in ("*", "proxy.example", "10.0.0.1/24"):
        with pytest.raises(Misconfigured, match="own address"):
            addresses.read_proxies(text)
    for text in ("0.0.0.0/0", "::/0"):
        with pytest.raises(Misconfigured, match="every address"):
            addresses.read_proxies(text)


@pytest.mark.one_database
def test_a_page_under_a_foreign_name_is_refused_in_words_and_keeps_its_looks(settings: Settings) -> None:
    client = create_app(replace(settings, addresses=OUTSIDE)).test_client()
    for page in ("/health", "/sign-in", "/no/such/page"):
        refused = client.get(page, headers={"Host": "evil.example", "Referer": "http://evil.example/x"})
        assert refused.status_code == 400
        assert "evil.example" not in refused.text
    assert "BR_ADDRESS" in refused.text
    assert client.get("/health/web", base_url="https://roster.example").status_code == 200
    styled = client.get("/assets/x/css/tokens.css", headers={"Host": "evil.example"}, buffered=True)
    assert styled.status_code == 200


@pytest.mark.one_database
def test_a_whole_address_is_the_named_one_whoever_asks(settings: Settings) -> None:
    app = create_app(replace(settings, addresses=OUTSIDE, secure_cookies=True))
    with app.test_request_context("/", base_url="http://127.0.0.1:8400"):
        assert hosts.absolute("/s") == "https://roster.example/s"
    with create_app(settings).test_request_context("/", base_url="http://127.0.0.1:8400"):
        assert hosts.absolute("/s") == "http://127.0.0.1:8400/s"
