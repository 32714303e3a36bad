"""The small markup of a section: a tree of headings, lists and quotes, no word lost, and the way back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.report.document import Bullets, Paragraph, Quote, Subheading
from seminar.report.markup import Node, parse, render

LINE = st.text(alphabet="ab 🙂å#->\\–—*•<&", max_size=12)
WORDS = LINE.map(lambda line: " ".join(line.split())).filter(lambda line: bool(line.strip("\\ #")))
NODES = st.one_of(
    WORDS.map(Subheading),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda items: Bullets(tuple(items))),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda lines: Paragraph("\n".join(lines))),
    st.builds(Quote, st.lists(WORDS, min_size=1, max_size=3).map("\n".join), st.one_of(st.just(""), WORDS)),
)
TEXT = (
    "# Byten\n\nTio barn har bytt.\nFyra vet inte varför.\n\n- Ett sms\n- Ett brev\n\n"
    "> Man orkar inte // säga allt.\n> – Flicka, 13–14 år"
)


def test_a_text_is_headings_paragraphs_lists_and_quotes() -> None:
    assert parse(TEXT) == (
        Subheading("Byten"),
        Paragraph("Tio barn har bytt.\nFyra vet inte varför."),
        Bullets(("Ett sms", "Ett brev")),
        Quote("Man orkar inte // säga allt.", "Flicka, 13–14 år"),
    )
    assert render(parse(TEXT)) == TEXT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" \n\n \r\n", ()),
        ("#", ()),
        ("###  Rubrik", (Subheading("Rubrik"),)),
        ("-", ()),
        ("-5 grader", (Paragraph("-5 grader"),)),
        ("*a", (Paragraph("*a"),)),
        ("• ett\n* två\r\n- tre", (Bullets(("ett", "två", "tre")),)),
        ("> bara", (Quote("bara", ""),)),
        ("> – inte en signatur", (Quote("– inte en signatur", ""),)),
        (">", ()),
        (">ett\n\n>två", (Quote("ett", ""), Quote("två", ""))),
        (r"\# ingen rubrik", (Paragraph("# ingen rubrik"),)),
        (r"\- inget i en lista", (Paragraph("- inget i en lista"),)),
        ("<b>fet</b> & [länk](x)", (Paragraph("<b>fet</b> & [länk](x)"),)),
        ("text\n- ett\ntext", (Paragraph("text"), Bullets(("ett",)), Paragraph("text"))),
    ],
)
def test_each_sign_means_one_thing(text: str, expected: tuple[Node, ...]) -> None:
    assert parse(text) == expected


@given(st.one_of(st.text(max_size=200), st.lists(LINE, max_size=8).map("\n".join)))
def test_whatever_is_written_is_read_and_comes_back_as_the_same_tree(text: str) -> None:
    nodes = parse(text)
    assert parse(render(nodes)) == nodes


@given(st.lists(NODES, max_size=6))
def test_a_tree_comes_back_as_it_was(nodes: list[Node]) -> None:
    assert parse(render(nodes)) == tuple(nodes)


@given(st.lists(LINE, max_size=8).map("\n".join))
def test_no_word_is_lost_and_none_comes_to_it(text: str) -> None:
    def letters(said: str) -> list[str]:
        return re.findall(r"[ab🙂å<&]", said)

    said = [part for node in parse(text) for part in _said(node)]
    assert [one for part in said for one in letters(part)] == letters(text)


def _said(node: Node) -> tuple[str, ...]:
    if isinstance(node, Bullets):
        return node.items
    return (node.text, node.signature) if isinstance(node, Quote) else (node.text,)
