"""The documents in docs/ keep up with the program and with each other."""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from babel.messages.pofile import read_po

from toolkit.language import catalogue_files

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
PAIRS = [
    ("logga-in", "signing-in"),
    ("socialsekreterare", "social-workers"),
    ("seminarieledare", "facilitators"),
    ("enhetschef", "unit-leaders"),
    ("samordnare", "coordinators"),
    ("systemansvarig", "administrators"),
    ("kommunens-inloggning", "municipal-sign-in"),
    ("dataskyddsombud", "data-protection-officers"),
    ("utskrift-json", "transcript-json"),
    ("oppna-data", "open-data"),
    ("arsfil", "yearly-file"),
]
SVG = "{http://www.w3.org/2000/svg}"


def name(path: Path) -> str:
    return path.relative_to(DOCS).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        assert "://" in target or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_has_one_title_and_can_be_found(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    if page.name != "README.md":
        indexes = [page.parent / "README.md", DOCS / "README.md"]
        linked = [index for index in indexes if index.exists() and page.name in index.read_text("utf-8")]
        assert linked, "no README links to this page"


def code_in(text: str) -> set[str]:
    """What stands as code within a line; the blocks between fences are examples with words of their own."""
    return set(re.findall(r"`([^`\n]+)`", re.sub("```.*?```", "", text, flags=re.DOTALL)))


@pytest.mark.parametrize(("swedish", "english"), PAIRS)
def test_both_languages_have_the_same_parts(swedish: str, english: str) -> None:
    def parts(text: str) -> list[int]:
        marks = (r"^#+ ", r"^\| ", r"^- ", r"^\d+\. ")
        return [len(re.findall(mark, text, re.MULTILINE)) for mark in marks]

    ours = (DOCS / "sv" / f"{swedish}.md").read_text("utf-8")
    theirs = (DOCS / "en" / f"{english}.md").read_text("utf-8")
    assert parts(ours) == parts(theirs)
    assert code_in(ours) == code_in(theirs)
    assert {path.stem for path in (DOCS / "sv").iterdir()} == {one for one, _ in PAIRS}
    assert {path.stem for path in (DOCS / "en").iterdir()} == {other for _, other in PAIRS}


@cache
def said_by_the_program(language: str) -> str:
    """Every text of the pages in a language, one a line, with plain quotation marks."""
    found = [""]
    for file in catalogue_files("sv"):
        with file.open("rb") as source:
            for message in read_po(source):
                text = (message.string if language == "sv" else message.id) or ""
                found += [text] if isinstance(text, str) else text
    return "\n".join(found).replace("’", "'")


@pytest.mark.parametrize("page", [path for path in PAGES if path.parent.name in {"sv", "en"}], ids=name)
def test_a_way_through_menus_and_a_sentence_to_look_up_say_the_words_of_the_pages(page: Path) -> None:
    """`**Disposal → To the archive**`, and the first column of a table that begins with what stands on the page."""
    text, known = page.read_text("utf-8"), said_by_the_program(page.parent.name)
    ways = re.findall(r"\*\*?([^*|]*→[^*]*)\*", text)
    steps = {" ".join(step.split()).rstrip(".,:") for way in ways for step in way.split("→")}
    sentences = {one.strip("… ") for one in re.findall(r"^\| \*([^*]+)\* \|", text, re.MULTILINE)}
    assert sorted(step for step in steps if f"\n{step}" not in known) == []
    assert sorted(one for one in sentences if one not in known) == []


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    readers = ("config.py", *(path.name for path in (ROOT / "toolkit").glob("*_settings.py")))
    known = {name for file in readers for name in re.findall(r'"(BR_[A-Z_]+[A-Z])"', _source(file))}
    page = (DOCS / "en" / "administrators.md").read_text("utf-8")
    assert known
    assert set(re.findall(r"`(BR_[A-Z_]+)`", page)) == known


def _source(file: str) -> str:
    return (ROOT / "toolkit" / file).read_text("utf-8")


def test_the_picture_can_be_heard_and_runs_nothing() -> None:
    picture = ElementTree.parse(DOCS / "data-flow.svg").getroot()  # noqa: S314  # our own file
    assert picture.get("role") == "img"
    for part in picture.get("aria-labelledby", "").split():
        found = picture.find(f".//*[@id='{part}']")
        assert found is not None
        assert found.text
    assert {each.tag.removeprefix(SVG) for each in picture.iter()} <= {
        "svg", "title", "desc", "style", "defs", "marker", "path", "rect", "text", "tspan", "g",
    }  # fmt: skip
    assert "url(http" not in ElementTree.tostring(picture, encoding="unicode")
    assert not [key for each in picture.iter() for key in each.attrib if key.startswith("on") or key == "style"]
    sizes = re.findall(r"(\d+)px", picture.findtext(f"{SVG}style") or "")
    assert min(map(int, sizes)) >= 14


def test_decisions_are_numbered_and_listed_once_and_say_why() -> None:
    decisions = sorted((DOCS / "decisions").glob("0*.md"))
    listed = re.findall(r"^(\d+)\. \[.*\]\((.+)\)$", (DOCS / "decisions/README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(f"{int(number):04}" for number, _ in listed) == [path.name[:4] for path in decisions]
    assert {file for _, file in listed} == {path.name for path in decisions}
    for path in decisions:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. ")
        for part in ("Context", "Decision", "Considered", "Consequences"):
            assert f"**{part}" in text, f"{path.name} lacks {part}"
