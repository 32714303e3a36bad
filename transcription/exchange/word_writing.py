"""Writes a talk as Word (.docx): real headings, its language set, speaker and time in the margin, the child's words in
the child's letters. Pure: gives bytes and touches no disk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from toolkit.documents import wordxml
from toolkit.documents.wordstyle import SOFT, UI_FONT, VOICE_FONT, About, dress
from toolkit.documents.wordxml import clean
from transcription.exchange import times
from transcription.exchange.transcript_file import FileSegment
from transcription.transcripts.speaker_turns import Speaker

SECTION_MS = 10 * 60 * 1000
"""A heading every ten minutes, so that a long talk can be walked through."""
MARGIN_CM = 3.6


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around the talk, in the reader's language. `page_of` holds {page} and {pages}; `from_minute`
    holds {minute}; `names` maps a speaker to the name in the margin."""

    about: About
    notes: tuple[str, ...]
    talk: str
    from_minute: str
    page_of: str
    names: dict[Speaker, str]


def write(segments: Sequence[FileSegment], words: Words) -> bytes:
    """The bytes of a .docx file. A segment's label is a value of `Speaker`."""
    import docx

    word = docx.Document()
    dress(word, words.about)
    _add_styles(word)
    _set_page(word.sections[0], words)
    word.add_paragraph(clean(words.about.title), style="Title")
    word.add_paragraph(clean(words.about.subtitle), style="Subtitle")
    for note in words.notes:
        word.add_paragraph(clean(note), style="Note")
    _talk(word, segments, words)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _set_page(section: Any, words: Words) -> None:
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    wordxml.page_numbers(section.footer.paragraphs[0], words.about.title, words.page_of)


def _add_styles(word: Any) -> None:
    """A paragraph style per voice, with the margin as a hanging indent."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    for name, font in (("Said", None), ("Said by the child", VOICE_FONT)):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        style.font.name, style.font.size = font, Pt(11.5 if font else 11)
        spacing = style.paragraph_format
        spacing.left_indent, spacing.first_line_indent = Cm(MARGIN_CM), Cm(-MARGIN_CM)
        spacing.tab_stops.add_tab_stop(Cm(MARGIN_CM))
        spacing.space_after = Pt(7)


def _talk(word: Any, segments: Sequence[FileSegment], words: Words) -> None:
    has_times = any(segment.end_ms for segment in segments)
    is_long = any((segment.start_ms or 0) >= SECTION_MS for segment in segments)
    word.add_heading(clean(words.talk), level=1)
    section = -1
    for segment in segments:
        now = (segment.start_ms or 0) // SECTION_MS
        if is_long and now > section:
            word.add_heading(clean(words.from_minute.replace("{minute}", str(now * 10))), level=2)
            section = now
        _said(word, segment, words, has_time=has_times)


def _said(word: Any, segment: FileSegment, words: Words, *, has_time: bool) -> None:
    """«Barn [00:01:02]:⇥ …», which people read at a glance and our import reads back."""
    from docx.shared import Pt, RGBColor

    speaker = Speaker(segment.label)
    is_child = speaker is Speaker.CHILD
    paragraph = word.add_paragraph(style="Said by the child" if is_child else "Said")
    name = paragraph.add_run(clean(words.names[speaker]))
    name.bold = is_child
    time = f"[{times.short_clock(segment.start_ms or 0)}]" if has_time else ""
    around = paragraph.add_run(f"{' ' if name.text and time else ''}{time}{':' if name.text else ''}\t")
    for run in (name, around):
        run.font.name, run.font.size = UI_FONT, Pt(9)
        if run is around:
            run.font.color.rgb = RGBColor.from_string(SOFT)
    paragraph.add_run(clean(segment.text))
