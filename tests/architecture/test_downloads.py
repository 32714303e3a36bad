"""A file that is handed out is named in one place, in the words of the page that it was fetched from."""

import re

import pytest

from tests.architecture.access_rules import is_welcome
from tests.architecture.source import expect_none, modules
from tests.sweep import Town, list_addresses
from toolkit.downloads import file_name
from toolkit.language import LANGUAGES

pytestmark = pytest.mark.one_database

ITS_OWN = {
    "editions.file",
    "coordination.file",
}  # a frozen file has the name that it was released under, whoever fetches it
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+")


def names_of(town: Town, language: str) -> dict[str, str]:
    """What each address hands out is called, by endpoint."""
    found: dict[str, str] = {}
    town.language = language
    try:
        for address in list_addresses(town.app, "GET"):
            who = next((who for who in town.world.people if is_welcome(address, who)), None)
            answer = town.visit(address, who) if who else None
            named = answer and re.search(r'filename="?([^";]+)', answer.headers.get("Content-Disposition", ""))
            if named:
                found[address.endpoint] = named[1]
    finally:
        town.language = "sv"
    return found


def test_nobody_else_names_a_file() -> None:
    expect_none(
        f"{module} names a file by itself: see toolkit/downloads.py"
        for module in modules()
        if module.name != "toolkit.downloads"
        if re.search(r"send_file|as_attachment|Content-Disposition", module.text)
    )


def test_every_file_is_named_in_the_language_of_its_page(town: Town) -> None:
    swedish, english = (names_of(town, language) for language in LANGUAGES)
    assert len(swedish) > 10
    assert swedish.keys() == english.keys()
    assert swedish.keys() >= ITS_OWN
    expect_none(
        f"{endpoint} hands out {swedish[endpoint]} from a Swedish page and {english[endpoint]} from an English one"
        for endpoint in swedish.keys() - ITS_OWN
        if swedish[endpoint] == english[endpoint]
        or not NAME.fullmatch(swedish[endpoint])
        or not NAME.fullmatch(english[endpoint])
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("Brev till barnet, 9–12 år", "a4"), "brev-till-barnet-9-12-ar-a4.pdf"),
        (("Årsrapport", 2027), "arsrapport-2027.pdf"),
        (("Meet the foster home",), "meet-the-foster-home.pdf"),
        (("../../x",), "x.pdf"),
    ],
)
def test_a_name_is_one_that_every_system_keeps(words: tuple[object, ...], name: str) -> None:
    assert file_name(*words, ending="pdf") == name
