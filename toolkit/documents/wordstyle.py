"""How our documents look and what they say about themselves: ink on paper, fonts that every machine has,
the language set for every word, and no person's name in the properties. Pure; used by whoever writes a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from toolkit.documents.wordxml import W, clean, properties_of, put

UI_FONT, VOICE_FONT = "Arial", "Georgia"  # the interface's voice, and the child's
INK, SOFT = "18222D", "47525D"


@dataclass(frozen=True, slots=True)
class About:
    """What a document says about itself. `author` is an organisation, no person; `language` a tag such as sv-SE."""

    title: str
    subtitle: str
    author: str
    language: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes and spaces in points."""

    name: str
    size: float
    before: float = 0
    after: float = 6
    font: str = UI_FONT
    bold: bool = False
    colour: str = INK
    keep_with_next: bool = False
    line: float = 1.2  # the height of a line, in that of the font


STYLES = (
    Style("Normal", 11),
    Style("Title", 28, after=6, bold=True),
    Style("Subtitle", 14, after=24, colour=SOFT),
    Style("Heading 1", 18, before=26, after=8, bold=True, keep_with_next=True),
    Style("Heading 2", 13, before=16, after=6, bold=True, keep_with_next=True),
    Style("Contents Heading", 13, before=24, after=6, bold=True, keep_with_next=True),
    Style("toc 1", 11, after=4),
    Style("List Bullet", 11, after=3),
    Style("Caption", 11, before=12, after=6, bold=True, keep_with_next=True),
    Style("Quote", 11, after=0, font=VOICE_FONT, keep_with_next=True),
    Style("Signed", 9, after=8, colour=SOFT),
    Style("Note", 10, colour=SOFT),
    Style("Strong Point", 11, bold=True),
    Style("Table Head", 10, before=3, after=3, bold=True),
    Style("Footer", 9, after=0, colour=SOFT),
)


BUILT_IN = frozenset(
    {"Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption", "Quote", "toc 1", "Footer"}
)
"""Styles that Word has by itself, also where a file does not say how they look."""


def dress(word: Any, about: About, *, styles: Sequence[Style] = STYLES, runs: Sequence[Style] = ()) -> None:
    """Set styles, language and properties on a new, empty Word document. `runs` are styles of words within a line."""
    known = {each.name: each for each in word.styles}  # the library looks through all of them for each name
    for style in styles:
        _apply(word, style, known)
    for style in runs:
        _apply_to_runs(word, style)
    say_about(word, about)
    _drop_thumbnail(word)


def say_about(word: Any, about: About) -> None:
    """Set language and properties."""
    _set_language(word, about.language)
    _set_properties(word, about)


def shape(made: Any, style: Style, *, is_run: bool) -> None:
    """A new style in somebody else's document: our sizes and spaces, and their font and colour where ours is plain."""
    from docx.shared import Pt, RGBColor

    made.font.size = Pt(round(style.size * 2) / 2)
    if style.bold:
        made.font.bold = True
    if style.colour != INK:
        made.font.color.rgb = RGBColor.from_string(style.colour)
    if not is_run:
        spacing = made.paragraph_format
        spacing.space_before, spacing.space_after = Pt(style.before), Pt(style.after)
        spacing.line_spacing, spacing.keep_with_next = style.line, style.keep_with_next or None


def _apply(word: Any, style: Style, known: dict[str, Any]) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    if style.name not in known:
        known[style.name] = word.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
        known[style.name].base_style = known["Normal"]
    target = known[style.name]
    for inherited in ("rPr", "pPr"):
        for tag in ("rFonts", "i", "iCs", "caps", "spacing", "kern", "color", "pBdr", "contextualSpacing"):
            element = target.element.find(f"{W}{inherited}/{W}{tag}")
            if element is not None:
                element.getparent().remove(element)
    target.font.name, target.font.size, target.font.bold = style.font, Pt(style.size), style.bold
    _set_colour(target.element.find(W + "rPr"), style.colour)
    spacing = target.paragraph_format
    spacing.space_before, spacing.space_after = Pt(style.before), Pt(style.after)
    spacing.line_spacing, spacing.keep_with_next = style.line, style.keep_with_next


def _apply_to_runs(word: Any, style: Style) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    made = word.styles.add_style(style.name, WD_STYLE_TYPE.CHARACTER)
    made.font.name, made.font.size, made.font.bold = style.font, Pt(style.size), style.bold
    _set_colour(made.element.find(W + "rPr"), style.colour)


def _set_colour(properties: Any, colour: str) -> None:
    sizes = properties.find(W + "sz")
    sizes.addprevious(properties.makeelement(W + "color", {W + "val": colour}))
    fonts = properties.find(W + "rFonts")
    fonts.set(W + "cs", fonts.get(W + "ascii"))


def _set_language(word: Any, language: str) -> None:
    styles, settings = word.styles.element, word.settings.element
    _defaults(styles)
    for told in styles.iter(W + "lang"):
        for script in ("val", "eastAsia"):
            told.set(W + script, language)
    is_swedish = language.startswith("sv")
    signs = {
        "themeFontLang": language,
        "decimalSymbol": "," if is_swedish else ".",
        "listSeparator": ";,"[not is_swedish],
    }
    for name, sign in signs.items():
        if (found := settings.find(W + name)) is not None:
            found.set(W + "val", sign)
    for setting in settings.iter(W + "compatSetting"):
        if setting.get(W + "name") == "compatibilityMode":
            setting.set(W + "val", "15")


def _defaults(styles: Any) -> None:
    """A document says in which language it is, also in a template that does not."""
    place = styles
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        place = properties_of(place, tag)
    if place.find(W + "lang") is None:
        put(place, "lang")


def _set_properties(word: Any, about: About) -> None:
    properties = word.core_properties
    properties.title, properties.subject = clean(about.title), clean(about.subtitle)
    properties.author = properties.last_modified_by = clean(about.author)
    properties.language = about.language
    properties.created = properties.modified = about.written_at.astimezone(UTC).replace(tzinfo=None)
    properties.comments = properties.keywords = properties.category = ""
    properties.revision = 1


def _drop_thumbnail(word: Any) -> None:
    """The library's template carries a picture of somebody else's page."""
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
