"""Style sheets and browser modules: all linked, none too long, nothing inline, and the two dark blocks are the same."""

import re
from pathlib import Path

from toolkit.config import ROOT

TEMPLATES = ROOT / "templates"
ASSETS = TEMPLATES / "assets"


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def outside_of_layers(css: str) -> str:
    """What stands at the top level of a style sheet, apart from comments and layers."""
    depth, rest, css = 0, "", re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    for sign in re.sub(r"@layer \w+ (?={)", "", css):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        rest += sign if depth == 0 else ""
    assert depth == 0
    return rest.replace("}", "").strip()


def test_every_style_sheet_is_taken_in_once_and_stands_in_a_layer() -> None:
    taken = re.findall(r'@import "([\w./-]+)";', text(ASSETS / "css/all.css"))
    there = {path.relative_to(ASSETS / "css").as_posix() for path in (ASSETS / "css").rglob("*.css")} - {"all.css"}
    assert sorted(taken) == sorted(there)
    assert taken[0] == "tokens.css"  # it decides the order of the layers
    for name in there - {"tokens.css", "base.css"}:
        sheet = text(ASSETS / "css" / name)
        assert not outside_of_layers(sheet), name
        assert "url(" not in sheet, f"{name}: an address is read from where all.css stands"


def test_fonts_lie_beside_their_licences() -> None:
    named = set(re.findall(r'url\("\.\./fonts/([\w-]+)\.woff2"\)', text(ASSETS / "css/base.css")))
    assert named == {path.stem for path in (ASSETS / "fonts").glob("*.woff2")}
    for name in named:
        assert "SIL OPEN FONT LICENSE" in text(ASSETS / f"fonts/{name}.OFL.txt")


def test_the_dark_palette_is_the_same_for_the_system_and_for_the_own_choice() -> None:
    tokens = text(ASSETS / "css/tokens.css")
    system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', tokens, re.S)
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', tokens, re.S)
    assert system
    assert chosen
    pairs = [dict(re.findall(r"(--[\w-]+): ([^;]+);", block[1])) for block in (system, chosen)]
    assert pairs[0] == pairs[1]
    assert len(pairs[0]) > 40


def test_numbers_for_colour_live_in_the_tokens_alone() -> None:
    """Paper that is printed (poster, letter, printables, print) has its own white; everything else asks the tokens."""
    for path in (ASSETS / "css/components").glob("*.css"):
        if path.stem not in {"poster", "letter", "printables", "print"}:
            found = [colour for colour in re.findall(r"#[0-9a-f]{3,8}\b", text(path)) if colour != "#fff"]
            assert not found, f"{path.name}: {found}"


ON_THEIR_OWN = {TEMPLATES / "subject_access/overview.html"}
"""Files that somebody takes home: no page of ours, and nothing lies beside them."""


def test_nothing_is_inline() -> None:
    for path in TEMPLATES.rglob("*.html"):
        source = text(path)
        assert not re.search(r"\sstyle=", source), path
        assert not re.search(r"\son[a-z]+=", source), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", source), path
        assert "<style" not in source or path in ON_THEIR_OWN, path


def test_every_module_that_a_page_names_exists_and_is_short() -> None:
    named: set[str] = set()
    for path in TEMPLATES.rglob("*.html"):
        for value in re.findall(r'(?:data-module=|module=)"([a-z0-9 /-]+)"', text(path)):
            named |= set(value.split())
    for name in named:
        assert (ASSETS / f"js/{name}.js").is_file(), name
    for path in (ASSETS / "js").rglob("*.js"):
        assert len(text(path).splitlines()) <= 150, path
        assert "http" not in text(path), path
