"""What we write is what the standard's own schema wants, whatever stands in it, and names nobody."""

import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seminar.exchange import project_writing
from seminar.exchange.project import Case, Code, CodeUse, Note, Project, Selection, Source, Variable, walk
from tests.seminar.exchange import schemas

pytestmark = pytest.mark.one_database
ANY = st.text(max_size=20)
NOW = datetime(2027, 1, 15, 9, 30, tzinfo=UTC)


def name() -> str:
    return str(uuid.uuid4())


@st.composite
def projects(draw: st.DrawFn) -> Project:
    leaves = [Code(name(), draw(ANY), draw(ANY), "#1f6fb8") for _ in range(draw(st.integers(0, 3)))]
    codes = (Code(name(), draw(ANY), is_codable=False, codes=tuple(leaves)),) if leaves else ()
    notes = tuple(Note(name(), draw(ANY), draw(ANY)) for _ in range(draw(st.integers(0, 2))))
    uses = tuple(CodeUse(name(), code.guid) for code in leaves)
    selection = Selection(name(), 0, 5, uses, tuple(note.guid for note in notes))
    sources = tuple(Source(name(), draw(ANY), draw(ANY), (selection,)) for _ in range(draw(st.integers(0, 2))))
    age = Variable(name(), draw(ANY))
    cases = tuple(Case(name(), draw(ANY), ((age.guid, draw(ANY)),), (source.guid,)) for source in sources)
    return Project(draw(ANY), "Barnens röster", codes, (age,) if cases else (), cases, sources, notes)


@given(project=projects())
@settings(max_examples=60)
def test_every_project_is_valid(project: Project) -> None:
    files = schemas.unpacked(project_writing.write_project(project, user=name(), written_at=NOW))
    assert schemas.faults(files["project.qde"], schemas.PROJECT) == []
    assert files.keys() == {"project.qde", *(f"sources/{source.guid}.txt" for source in project.sources)}


@given(project=projects())
@settings(max_examples=30)
def test_every_codebook_is_valid(project: Project) -> None:
    if project.codes:
        assert schemas.faults(project_writing.write_codebook(project), schemas.CODEBOOK) == []


def test_nothing_in_it_is_empty_and_nobody_is_named() -> None:
    root = schemas.parsed(
        schemas.unpacked(project_writing.write_project(Project("p", "o"), user=name(), written_at=NOW))["project.qde"]
    )
    assert [child.tag for child in root] == [f"{schemas.P}Users"]
    assert root.get("basePath") == ""
    assert [user.get("name") for user in root[0]] == [""]


def test_a_text_is_plain_utf_8_without_a_mark() -> None:
    source = Source(name(), "Text 1", "Å\n🙂")
    made = project_writing.write_project(Project("p", "o", sources=(source,)), user=name(), written_at=NOW)
    assert schemas.unpacked(made)[f"sources/{source.guid}.txt"] == "Å\n🙂".encode()


def test_the_same_project_is_the_same_file() -> None:
    user = name()
    one, other = (project_writing.write_project(Project("p", "o"), user=user, written_at=NOW) for _ in range(2))
    assert one == other


def test_codes_are_walked_from_the_outermost() -> None:
    leaf = Code("c", "leaf")
    tree = (Code("a", "top", codes=(Code("b", "middle", codes=(leaf,)),)),)
    assert [(code.guid, [one.guid for one in above]) for code, above in walk(tree)] == [
        ("a", []), ("b", ["a"]), ("c", ["a", "b"]),
    ]  # fmt: skip
