"""How the report looks: the house's styles, a little closer, so that a year of a unit fits into a few pages. Pure."""

from toolkit.documents.wordstyle import SOFT, VOICE_FONT, Style

LINE = 1.0
STYLES = (
    Style("Normal", 10.5, after=3, line=LINE),
    Style("Title", 26, after=2, bold=True),
    Style("Subtitle", 13, after=12, colour=SOFT),
    Style("Heading 1", 16, before=13, after=4, bold=True, keep_with_next=True),
    Style("Heading 2", 13, before=9, after=3, bold=True, keep_with_next=True),
    Style("Heading 3", 11, before=7, after=2, bold=True, keep_with_next=True),
    Style("Contents Heading", 12, before=10, after=3, bold=True, keep_with_next=True),
    Style("toc 1", 10.5, after=0, line=LINE),
    Style("List Bullet", 10.5, after=2, line=LINE),
    Style("Caption", 10.5, before=6, after=3, bold=True, keep_with_next=True),
    Style("Quote", 10, after=1, font=VOICE_FONT, line=LINE),
    Style("Note", 9.5, after=3, colour=SOFT, line=LINE),
    Style("Lead", 10.5, after=1, keep_with_next=True, line=LINE),
    Style("Strong Point", 10, after=1, bold=True, line=LINE),
    Style("Table Text", 9.5, after=1, line=LINE),
    Style("Table Head", 9.5, before=2, after=2, bold=True, line=LINE),
    Style("After Table", 3, after=0, line=1),
    Style("Footer", 9, after=0, colour=SOFT),
)
"""Styles of paragraphs."""

RUNS = (Style("Signature", 8.5, colour=SOFT), Style("Heading Note", 9.5, colour=SOFT))
"""Styles of words within a line: who said a quote, and how many children raised a theme."""
