"""A document in a unit's own template: its styles as they are, and those of ours that it lacks, made to fit.

Pure: comes from a template that `word_template` has cleaned; gives an empty Word document to write in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from toolkit.documents import wordstyle, wordxml
from toolkit.documents.wordstyle import About, Style
from toolkit.documents.wordxml import W, clean, put

BULLET = "List Bullet"
HEADING = "Heading 3"
BETWEEN = " (2)"  # behind the name of a style of ours, where the template has one of that name and of another kind
POINTS, OUR_SIZE = 2, 10.5  # half points in a point; the size of the running text that our styles are drawn for
DRAWN_IN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
PICTURES = {DRAWN_IN: "descr", "{urn:schemas-microsoft-com:vml}shape": "alt"}


def open_template(template: bytes, about: About, *, styles: Sequence[Style], runs: Sequence[Style]) -> Any:
    """An empty document in the template, with every style of ours under its name or what `name_styles` calls it."""
    import docx

    word = docx.Document(BytesIO(template))
    share = _size(word) / OUR_SIZE
    for style in styles:
        _add(word, replace(style, size=style.size * share), is_run=False)
    for style in runs:
        _add(word, replace(style, size=style.size * share), is_run=True)
    wordstyle.say_about(word, about)
    _describe_pictures(word, about.author)
    _fill_page(word.sections[-1])
    return word


def name_styles(word: Any) -> Mapping[str, str]:
    """By the name that we know a style by: its id in this document."""
    ids = {style.name: style.style_id for style in word.styles}
    ours = {name.removesuffix(BETWEEN): style_id for name, style_id in ids.items() if name.endswith(BETWEEN)}
    return {**ids, **ours}


def numbers_pages(section: Any) -> bool:
    """Whether the template's own margins say which page it is."""
    margins = (section.header, section.footer, section.even_page_footer, section.even_page_header)
    said = (
        element.text or element.get(f"{W}instr") or ""
        for margin in margins
        if not margin.is_linked_to_previous
        for element in wordxml.element_of(margin).iter(f"{W}instrText", f"{W}fldSimple")
    )
    return any("PAGE" in words.split() for words in said)


def _add(word: Any, style: Style, *, is_run: bool) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    kind = WD_STYLE_TYPE.CHARACTER if is_run else WD_STYLE_TYPE.PARAGRAPH
    there = {each.name: each.type for each in word.styles}
    if there.get(style.name) == kind:
        return
    name = style.name + BETWEEN if style.name in there else style.name
    made = word.styles.add_style(name, kind, builtin=name in wordstyle.BUILT_IN)
    if not is_run:
        made.base_style = word.styles["Heading 2" if style.name == HEADING else "Normal"]
    wordstyle.shape(made, style, is_run=is_run)
    if style.name == HEADING:
        put(wordxml.properties_of(made.element, "pPr"), "outlineLvl", val="2")
    if style.name == BULLET:
        _give_bullets(word, made)


def _give_bullets(word: Any, style: Any) -> None:
    """The style's paragraphs are items of a list, with a list of our own behind them."""
    numbering = _numbering(word)
    known = [int(one.get(f"{W}abstractNumId")) for one in numbering.findall(f"{W}abstractNum")]
    used = [int(one.get(f"{W}numId")) for one in numbering.findall(f"{W}num")]
    number, list_number = max(known, default=0) + 1, max(used, default=0) + 1
    shape = numbering.makeelement(f"{W}abstractNum", {f"{W}abstractNumId": str(number)})
    numbering.insert(len(known) and list(numbering).index(numbering.findall(f"{W}abstractNum")[-1]) + 1, shape)
    put(shape, "multiLevelType", val="hybridMultilevel")
    level = put(shape, "lvl", ilvl="0")
    for tag, value in (("start", "1"), ("numFmt", "bullet"), ("lvlText", "•"), ("lvlJc", "left")):
        put(level, tag, val=value)
    put(put(level, "pPr"), "ind", left="360", hanging="360")
    put(put(numbering, "num", numId=str(list_number)), "abstractNumId", val=str(number))
    properties = wordxml.properties_of(style.element, "pPr")
    belongs = properties.makeelement(f"{W}numPr", {})
    put(belongs, "numId", val=str(list_number))
    spacing = properties.find(f"{W}spacing")
    properties.append(belongs) if spacing is None else spacing.addprevious(belongs)


def _numbering(word: Any) -> Any:
    """The document's lists, begun where the template has none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for relation in word.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
    part = XmlPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, root, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return root


def _size(word: Any) -> float:
    """How large the template's running text is, in points."""
    said = word.styles["Normal"].font.size
    if said is not None:
        return float(said.pt)
    default = word.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    return 10.0 if default is None else int(default.get(f"{W}val")) / POINTS


def _describe_pictures(word: Any, author: str) -> None:
    """A logo that the template says nothing of is read aloud as the name of whose it is."""
    for relation in word.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")):
            for tag, name in PICTURES.items():
                for picture in relation.target_part.element.iter(tag):
                    if not picture.get(name):
                        picture.set(name, clean(author))


def _fill_page(section: Any) -> None:
    """A template that says nothing of its page has ours: A4, with our margins."""
    from docx.shared import Cm

    for name, wide in (("page_width", 21), ("page_height", 29.7)):
        if getattr(section, name) is None:
            setattr(section, name, Cm(wide))
    for name in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        if getattr(section, name) is None:
            setattr(section, name, Cm(2.1))
