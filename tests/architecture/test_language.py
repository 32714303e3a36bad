"""Every word that the program can say is said in Swedish too, and with the same places to fill."""

import ast
import re
from functools import cache
from string import Formatter

import pytest
from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.architecture import source
from tests.architecture.source import expect_none
from toolkit import catalogues, language
from toolkit.audit import wording

pytestmark = pytest.mark.xdist_group("messages")  # found in the source once, by one process
PLACE = re.compile(r"%\((\w+)\)[sd]|%%")
LANGUAGES = [code for code in language.LANGUAGES if code != "en"]  # the msgids are the English


@cache
def messages() -> list[tuple[str, catalogues.Msgid]]:
    return list(catalogues.messages_in_source())


@cache
def read(code: str) -> dict[str, Catalog]:
    found = {}
    for path in language.catalogue_files(code):
        with path.open("rb") as file:
            found[path.name] = read_po(file, locale=code)
    return found


def key(message: str | list[str] | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_has_its_translation(code: str) -> None:
    said = {key(message.id): message for message in language.read_catalogue(code)}
    missing = {(file, key(msgid)) for file, msgid in messages() if key(msgid) not in said}
    expect_none(f"{file}: {words}" for file, words in sorted(missing))


def test_every_fact_on_the_trail_has_its_words() -> None:
    """The log shows them beside the act: a name that is only the code's own would stand there in English."""
    told = {
        (word.arg, f"{module}:{call.lineno}")
        for module in source.modules()
        for _, call in module.calls()
        if ast.unparse(call.func) == "trail.record"
        for word in call.keywords
        if word.arg not in {"within", None}
    }
    expect_none(f"{place}: {name}" for name, place in sorted(told) if name not in wording.FACTS)
    expect_none(sorted(set(wording.FACTS) - {name for name, _ in told}))


def _error_classes() -> set[str]:
    """The names of every error that a person reads, from the one tree on."""
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for module in source.modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"HouseError"}
    while more := {name for name, parents in bases.items() if parents & found} - found:
        found |= more
    return found


def test_what_an_error_says_is_marked_for_translation() -> None:
    """A bare string is an English sentence that Swedish readers get as it stands."""
    errors, unmarked = _error_classes(), []
    for module in source.modules():
        inside = {
            id(call)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ClassDef) and node.name in errors
            for call in ast.walk(node)
        }
        for name, call in module.calls():
            is_error = name in errors or (name == "__init__" and id(call) in inside)
            if is_error and call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value:
                unmarked.append(f"{module}:{call.lineno}: {call.args[0].value!r}")
    expect_none(unmarked)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_counted_message_has_both_its_forms(code: str) -> None:
    said = {key(message.id): message for message in language.read_catalogue(code)}
    for file, msgid in messages():
        if not isinstance(msgid, str):
            known = said.get(key(msgid))  # a missing one is told of above
            assert known is None or known.pluralizable, f"{file}: {key(msgid)} is counted and has one form"


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_translation_is_empty_doubtful_or_left_behind(code: str) -> None:
    used = {key(msgid) for _file, msgid in messages()}
    problems = []
    for name, catalogue in read(code).items():
        problems += [f"{name}: obsolete: {key(one.id)}" for one in catalogue.obsolete.values()]
        for message in (one for one in catalogue if one.id):
            if not all(_strings(message)):
                problems.append(f"{name}: empty: {key(message.id)}")
            if message.fuzzy:
                problems.append(f"{name}: doubtful: {key(message.id)}")
            if key(message.id) not in used:
                problems.append(f"{name}: nobody says: {key(message.id)}")
    expect_none(problems)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_fills_the_same_places(code: str) -> None:
    problems = []
    for message in (one for one in language.read_catalogue(code) if one.id):
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = {place for text in ids for place in PLACE.findall(text)}
        for text in _strings(message):
            # A singular may leave the number out: «en dag» for %(num)s day.
            given = set(PLACE.findall(text))
            if given - wanted or (wanted - given - ({"num"} if len(ids) > 1 else set())):
                problems.append(f"{key(message.id)!r} → {text!r}: {sorted(wanted)} ≠ {sorted(given)}")
    expect_none(problems)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_message_stands_in_one_file_only(code: str) -> None:
    """Two rooms that translate the same words differently would confuse whoever reads them."""
    seen: dict[str, tuple[str, tuple[str, ...]]] = {}
    for name, catalogue in read(code).items():
        for message in (one for one in catalogue if one.id):
            other = seen.setdefault(key(message.id), (name, _strings(message)))
            assert other[1] == _strings(message), f"{key(message.id)!r} differs between {other[0]} and {name}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_nobody_formats_by_braces(code: str) -> None:
    for message in (one for one in language.read_catalogue(code) if one.id):
        fields = [field for _, field, _, _ in Formatter().parse(key(message.id).replace("{{", "")) if field]
        assert not fields, f"{key(message.id)!r}: use %(name)s"


def _strings(message: Message) -> tuple[str, ...]:
    strings = message.string
    return (strings,) if isinstance(strings, str) else tuple(strings or ("",))


def test_a_paper_says_its_year() -> None:
    """It is read in other years than the one in which it was made; a page leaves this year out."""
    made_of = re.compile(r"^from toolkit\.(documents import .*\bpdf\b|disposal\.certificate import)", re.MULTILINE)
    papers = [module for module in source.modules() if made_of.search(module.text)]
    assert papers
    expect_none(
        str(module)
        for module in papers
        if re.search(r"^from toolkit\.language import .*\bday\b", module.text, re.MULTILINE)
    )
