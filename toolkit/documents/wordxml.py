"""The few pieces of WordprocessingML that python-docx has no words for: fields, links, table descriptions.

Pure. Every function is given an element that python-docx made, and adds to it.
"""

import re
from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# an underline of its own per crayon, as on the screen, so that themes are told apart in black and white
UNDERLINES = ("single", "dash", "dotted", "double", "wave", "thick", "dashLongHeavy", "dotDash")
CRAYONS = ("1F6FB8", "C05A06", "2C7A41", "7A4BAB", "B3283C", "0A7C82", "B23A86", "77582F")


def element_of(part: Any) -> Any:
    """The XML element behind a python-docx paragraph, row, cell or table; the library keeps it to itself."""
    return part._element  # noqa: SLF001 - there is no public way


def put(parent: Any, tag: str, /, **attributes: str) -> Any:
    """Append `<w:tag w:attribute="…">` to `parent` and give the new element back."""
    element = parent.makeelement(W + tag, {W + name: value for name, value in attributes.items()})
    parent.append(element)
    return element


def properties_of(parent: Any, tag: str) -> Any:
    """The element's `<w:tag>` of properties, made as its first child where it is missing."""
    found = parent.find(W + tag)
    if found is None:
        found = parent.makeelement(W + tag, {})
        parent.insert(0, found)
    return found


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field such as PAGE, with the text that stands there until it is worked out."""
    for kind in ("begin", None, "separate", "shown", "end"):
        run = put(paragraph, "r")
        if kind is None:
            put(run, "instrText").text = f" {instruction} "
            run[-1].set(XML_SPACE, "preserve")
        elif kind == "shown":
            put(run, "t").text = shown
        else:
            put(run, "fldChar", fldCharType=kind)


def page_numbers(paragraph: Any, title: str, page_of: str) -> None:
    """A footer in a paragraph of python-docx: the title, and `page_of` with fields for its {page} and {pages}."""
    before, _, rest = page_of.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.add_run(f"{clean(title)} · {before}")
    field(element_of(paragraph), "PAGE", "1")
    paragraph.add_run(between)
    field(element_of(paragraph), "NUMPAGES", "1")
    paragraph.add_run(after)


def contents(paragraphs: list[Any], instruction: str) -> None:
    """Wrap paragraphs, already filled with links, in one table-of-contents field."""
    for kind, text in (("separate", None), (None, instruction), ("begin", None)):
        run = paragraphs[0].makeelement(W + "r", {})
        if text is None:
            put(run, "fldChar", fldCharType=kind or "")
        else:
            put(run, "instrText").text = f" {text} "
            run[-1].set(XML_SPACE, "preserve")
        properties = paragraphs[0].find(W + "pPr")
        paragraphs[0].insert(0 if properties is None else 1, run)
    put(put(paragraphs[-1], "r"), "fldChar", fldCharType="end")


def link(paragraph: Any, anchor: str, text: str) -> None:
    """A link to a bookmark in the same document."""
    run = put(put(paragraph, "hyperlink", anchor=anchor, history="1"), "r")
    put(run, "t").text = text


def bookmark(paragraph: Any, name: str, ids: Iterator[int]) -> None:
    """Put a bookmark round everything in the paragraph."""
    number = str(next(ids))
    start = paragraph.makeelement(W + "bookmarkStart", {W + "id": number, W + "name": name})
    properties = paragraph.find(W + "pPr")
    paragraph.insert(0 if properties is None else 1, start)
    put(paragraph, "bookmarkEnd", id=number)


def describe_table(table: Any, caption: str, description: str) -> None:
    """The caption and the description that a screen reader speaks, and a first column that names its row."""
    properties = table.find(W + "tblPr")
    look = properties.find(W + "tblLook")
    for name, value in {
        "val": "00A0",
        "firstRow": "1",
        "firstColumn": "1",
        "noVBand": "1",
        "noHBand": "1",
    }.items():
        look.set(W + name, value)
    put(properties, "tblCaption", val=caption)
    put(properties, "tblDescription", val=description)


def rule_table(table: Any) -> None:
    """Hairlines between the rows, a line of ink above, a little air in every cell, nothing else."""
    properties = table.find(W + "tblPr")
    borders = properties.makeelement(W + "tblBorders", {})
    for edge, size, colour in (("top", "8", "18222D"), ("bottom", "4", "757C82"), ("insideH", "4", "D8D5CA")):
        put(borders, edge, val="single", sz=size, space="0", color=colour)
    layout = properties.makeelement(W + "tblLayout", {W + "type": "fixed"})
    for tag in ("tblBorders", "tblLayout", "tblCellMar"):
        old = properties.find(W + tag)
        if old is not None:
            properties.remove(old)
    properties.find(W + "tblW").addnext(borders)
    borders.addnext(layout)
    margins = properties.makeelement(W + "tblCellMar", {})
    for edge, width in (("top", "70"), ("left", "100"), ("bottom", "40"), ("right", "100")):
        put(margins, edge, w=width, type="dxa")
    layout.addnext(margins)


def head_row(row: Any) -> None:
    """This row is a header: it is announced as one, and repeated on every page."""
    properties = properties_of(row, "trPr")
    put(properties, "cantSplit")
    put(properties, "tblHeader")


def keep_row_whole(row: Any) -> None:
    """This row is not parted between two pages, unless it is longer than one."""
    put(properties_of(row, "trPr"), "cantSplit")


def keep_with_next_row(row: Any) -> None:
    """This row stands on the page of the next one."""
    for paragraph in row.iter(W + "p"):
        properties = properties_of(paragraph, "pPr")
        if properties.find(W + "keepNext") is None:
            style = properties.find(W + "pStyle")
            properties.insert(0 if style is None else 1, properties.makeelement(W + "keepNext", {}))


def crayon_edge(cell: Any, crayon: int) -> None:
    """A stroke of the theme's crayon along the cell's left edge."""
    borders = put(properties_of(cell, "tcPr"), "tcBorders")
    put(borders, "left", val="single", sz="36", space="0", color=CRAYONS[crayon - 1])


def crayon_underline(run: Any, crayon: int) -> None:
    """A line under the words, of the theme's own kind and colour."""
    properties = properties_of(run, "rPr")
    put(properties, "u", val=UNDERLINES[crayon - 1], color=CRAYONS[crayon - 1])


def clean(text: str) -> str:
    """The text without what XML cannot hold (control characters, lone surrogates, non-characters)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    return re.sub(r"[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def speak(run: Any, language: str) -> None:
    """The run is in this language (a tag such as «ar»), for spelling and for a screen reader."""
    put(properties_of(run, "rPr"), "lang", val=language, bidi=language)


def turn(paragraph: Any) -> None:
    """The paragraph goes from right to left; so does no run in it that is not turned too."""
    properties = properties_of(paragraph, "pPr")
    spacing, bidi = properties.find(W + "spacing"), properties.makeelement(W + "bidi", {})
    properties.append(bidi) if spacing is None else spacing.addprevious(bidi)


def turn_run(run: Any, *, size: float) -> None:
    """The run goes from right to left. `size` in points: such scripts have a size of their own."""
    of_run = properties_of(run, "rPr")
    language = of_run.find(W + "lang")
    for tag, attributes in (("szCs", {W + "val": str(round(size * 2))}), ("rtl", {})):
        element = of_run.makeelement(W + tag, attributes)
        of_run.append(element) if language is None else language.addprevious(element)


def turn_table(table: Any) -> None:
    """The first column of the table stands to the right."""
    properties = table.find(W + "tblPr")
    style = properties.find(W + "tblStyle")
    element = properties.makeelement(W + "bidiVisual", {})
    properties.insert(0, element) if style is None else style.addnext(element)


def font_of_all_scripts(run: Any, font: str) -> None:
    """The font also of scripts that Word sets apart."""
    fonts = properties_of(run, "rPr").find(W + "rFonts")
    fonts.set(W + "cs", font)


def line_under(paragraph: Any) -> None:
    """A line of ink under the paragraph, to write on."""
    properties = properties_of(paragraph, "pPr")
    borders = properties.makeelement(W + "pBdr", {})
    put(borders, "bottom", val="single", sz="6", space="1", color="18222D")
    style = properties.find(W + "pStyle")
    properties.insert(0, borders) if style is None else style.addnext(borders)


def count_from_one(section: Any) -> None:
    """The pages of a python-docx section are numbered anew."""
    count_on(section)
    properties = section._sectPr  # noqa: SLF001 - there is no public way
    properties.find(W + "cols").addprevious(properties.makeelement(W + "pgNumType", {W + "start": "1"}))


def count_on(section: Any) -> None:
    """The pages of a python-docx section are numbered on from the one before."""
    properties = section._sectPr  # noqa: SLF001 - there is no public way
    for found in properties.findall(W + "pgNumType"):
        properties.remove(found)


def describe_picture(run: Any, description: str) -> None:
    """What the picture of a run shows, as a screen reader speaks it."""
    for properties in run.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
        properties.set("descr", description)
