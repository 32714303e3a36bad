"""The table of OWASP ASVS is whole, and what it names is there; with what no other test held yet."""

import ast
import re

import pytest
from werkzeug.test import TestResponse

from tests import asvs
from tests.architecture.access_rules import is_welcome
from tests.architecture.source import expect_none, modules
from tests.asvs import LEVELS, ROOT, Requirement, requirements
from tests.sweep import Town, list_addresses


def test_every_requirement_of_the_two_levels_stands_there_once() -> None:
    """Seventy of level 1 and 183 of level 2."""
    assert [each.number for each in requirements()] == list(LEVELS)
    assert (len(LEVELS), sum(level == 1 for level in LEVELS.values())) == (253, 70)


def test_every_line_says_how_it_is_and_why() -> None:
    expect_none(f"{each.number}: {problem}" for each in requirements() for problem in _odd(each))


def _odd(each: Requirement) -> list[str]:
    problems = []
    if each.apart and (each.tests or each.docs or each.short):
        problems.append("is apart and not apart")
    if not (each.apart or each.short or each.tests or each.docs):
        problems.append("nothing shows it")
    if not all(text and "|" not in text for text in (each.about, each.apart or "-", each.short or "-")):
        problems.append("says nothing, or breaks the table")
    return problems


def test_every_test_that_is_named_exists() -> None:
    expect_none(
        f"{each.number}: {name}"
        for each in requirements()
        for name in each.tests
        if name.partition("::")[2] not in asvs.tests_in(name.partition("::")[0])
    )


def test_every_test_of_the_threat_model_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", (ROOT / "docs" / "threat-model.md").read_text("utf-8"))
    assert len(named) > 8
    expect_none(f"{file}::{name}" for file, name in named if name not in asvs.tests_in(file))


def test_every_document_that_is_named_exists() -> None:
    expect_none(f"{each.number}: {name}" for each in requirements() for name in each.docs if not (ROOT / name).exists())


def test_the_page_is_of_today() -> None:
    assert asvs.PAGE.read_text("utf-8") == asvs.page(), "run: python -m tests.asvs"


def test_a_number_that_stands_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        asvs.read("a: {x: 1}\na: {x: 2}")


PAPERS = {
    "actions.staff_meeting", "help.seminar", "help.taking_part", "meetings.print_all", "outputs.paper",
    "printables.show", "promises.print_all", "promises.wall", "visits.print_card",
}  # fmt: skip
"""Laid out for printing, with nothing around it."""
CHILDS = {"child_survey", "own_code"}
AT_THE_DOOR = {"people.sign_in", "people.unlock"}


@pytest.mark.one_database
def test_every_page_of_somebody_who_is_signed_in_has_the_way_out(town: Town) -> None:
    """7.4.4. Papers have nothing around them, and a child's pages have a way of their own."""
    without = {
        address.endpoint
        for address in list_addresses(town.app, "GET")
        if address.endpoint.split(".")[0] not in CHILDS
        and is_welcome(address, "leader")
        and _lacks_the_way_out(town.visit(address, "leader"))
    }
    expect_none(sorted(without - PAPERS - AT_THE_DOOR))
    expect_none(f"{paper} has it" for paper in sorted(PAPERS - without))


def _lacks_the_way_out(answer: TestResponse) -> bool:
    page = answer.get_data() if answer.status_code == 200 else b""
    return page.lstrip().startswith(b"<!doctype html>") and b"/sign-out" not in page


CRYPTOGRAPHY = {
    "seminar.yearly_files.signing": {"ed25519"},
    "toolkit.vault.keyring": {"aead"},
    "toolkit.vault.sealing": {"aead"},
}


def test_cryptography_comes_from_few_places() -> None:
    """11.2.1, 11.2.3, 11.3.1, 11.3.2: AES-GCM of 256 bits and Ed25519, from one library, in few rooms."""
    found: dict[str, set[str]] = {}
    for module in modules():
        for each in module.imports:
            if each.name.startswith("cryptography.") and "exceptions" not in each.name:
                found.setdefault(module.name, set()).add(each.name.rsplit(".", 1)[-1])
        assert not re.search(r"modes\.(ECB|CBC|CTR)|PKCS1v15|ARC4|TripleDES|Blowfish", module.text), module
        assert "Crypto." not in {name.name for name in ast.walk(module.tree) if isinstance(name, ast.alias)}
    assert found == CRYPTOGRAPHY
