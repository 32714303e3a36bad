"""What the environment says of a mail server: nobody named is no mail, and what would be unsafe stops the start."""

from pathlib import Path

import pytest

from toolkit.errors import Misconfigured
from toolkit.mail_settings import Encryption, MailSettings, is_address, read_mail

NAMED = {"BR_MAIL_HOST": "post.norrvik.example", "BR_MAIL_FROM": "roster@norrvik.example"}
ADDRESSES = ("https://roster.example", "http://localhost:8400")


def read(**environment: str) -> MailSettings:
    settings = read_mail({**NAMED, **environment}, addresses=ADDRESSES)
    assert settings
    return settings


def refusal(environment: dict[str, str], *, addresses: tuple[str, ...] = ADDRESSES) -> str:
    with pytest.raises(Misconfigured) as refused:
        read_mail({**NAMED, **environment}, addresses=addresses)
    return refused.value.message % refused.value.values


def test_nothing_said_is_no_mail() -> None:
    assert read_mail({}, addresses=()) is None


def test_the_way_is_closed_unless_it_stays_on_this_machine() -> None:
    assert (read().encryption, read().port, read().sign_in_at) == (Encryption.STARTTLS, 587, "https://roster.example")
    assert read(BR_MAIL_TLS="tls").port == 465
    assert read(BR_MAIL_TLS="none", BR_MAIL_HOST="127.0.0.1", BR_MAIL_PORT="2525").port == 2525


def test_a_password_comes_from_a_file_and_is_shown_nowhere(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("grankottar\n", encoding="utf-8")
    settings = read(BR_MAIL_USER="roster", BR_MAIL_PASSWORD_FILE=str(tmp_path / "password"))
    assert (settings.user, settings.password) == ("roster", "grankottar")
    assert "grankottar" not in repr(settings)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"BR_MAIL_HOST": ""}, "BR_MAIL_FROM says something of a mail server"),
        ({"BR_MAIL_FROM": "Barnens röster"}, "BR_MAIL_FROM must be the address"),
        ({"BR_MAIL_FROM": "a@b.example\nBcc: c@d.example"}, "BR_MAIL_FROM must be the address"),
        ({"BR_MAIL_TLS": "ssl"}, "BR_MAIL_TLS must be starttls, tls or none."),
        ({"BR_MAIL_TLS": "none"}, "for a mail server on this machine"),
        ({"BR_MAIL_PORT": "70000"}, "between 1 and 65535"),
        ({"BR_MAIL_PORT": "smtp"}, "between 1 and 65535"),
        ({"BR_MAIL_USER": "roster"}, "say both or neither"),
        ({"BR_MAIL_PASSWORD_FILE": "/nowhere"}, "say both or neither"),
        ({"BR_MAIL_USER": "roster", "BR_MAIL_PASSWORD_FILE": "/nowhere"}, "cannot be read, or is empty"),
        ({"BR_MAIL_CA_FILE": "/nowhere"}, "is not there"),
    ],
)
def test_what_is_unsafe_or_unreadable_stops_the_start(environment: dict[str, str], said: str) -> None:
    assert said in refusal(environment)


def test_a_password_of_letters_that_servers_read_differently_is_refused(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("smörgås", encoding="utf-8")
    assert "letters such as å" in refusal(
        {"BR_MAIL_USER": "roster", "BR_MAIL_PASSWORD_FILE": str(tmp_path / "password")}
    )


def test_mail_has_to_say_where_to_sign_in() -> None:
    assert "BR_MAIL_HOST needs BR_ADDRESS" in refusal({}, addresses=())


@pytest.mark.parametrize("text", ["chefen@norrvik.example", "a.b+c@x-y.norrvik.example"])
def test_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "chefen", "chefen@norrvik", "åsa@norrvik.example", "a b@norrvik.example", "a@b.example\n", "<a@b.example>"],
)
def test_no_address(text: str) -> None:
    assert not is_address(text)
