"""Slides as a PowerPoint file (.pptx), by python-pptx: titles, lists, quotes, a chart that can be changed. Pure.

What python-pptx has no words for is set in the XML: the language of every run, and what the chart shows in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import Any

from seminar.report.outline import Voice
from seminar.report.sheets import Item, Sheet
from toolkit.documents.wordstyle import INK, SOFT, UI_FONT, VOICE_FONT
from toolkit.documents.wordxml import clean

TAGS = {"sv": "sv-SE", "en": "en-GB"}
MARKS = {"sv": ("”", "”"), "en": ("“", "”")}
WIDE, TALL = 13.333, 7.5  # inches, sixteen to nine
EDGE = 0.8
SEA, SUN = "1C4170", "F4B73B"
BULLET = 342900  # EMU: as far as the template sets what follows a bullet
OPENING, TITLE_ONLY, TITLE_AND_TEXT = 0, 5, 1  # layouts of python-pptx's own template


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each name. `told` says the whole chart in words."""

    names: tuple[str, ...]
    numbers: tuple[int, ...]
    of: int
    title: str
    told: str


@dataclass(frozen=True, slots=True)
class Slide:
    """What one slide shows, and what is said to it."""

    title: str
    text: str = ""
    items: tuple[Item, ...] = ()
    quotes: tuple[Voice, ...] = ()
    bars: Bars | None = None
    notes: str = ""


def draw(slides: Sequence[Slide], *, sheet: Sheet) -> bytes:
    """The file's bytes: the first slide opens, the others follow in order.

    Each but the first says at its foot which one it is, whose, and that it is a draft or an exercise: any of them may
    be shown or printed by itself.
    """
    import pptx

    show: Any = pptx.Presentation()
    _dress(show, sheet)
    for number, slide in enumerate(slides):
        foot = f"{number + 1}. {'. '.join(filter(None, (sheet.sender, sheet.note)))}" if number else ""
        _Drawn(show, slide, sheet.language).draw(is_first=number == 0, foot=foot)
    file = BytesIO()
    show.save(file)
    return file.getvalue()


def _dress(show: Any, sheet: Sheet) -> None:
    """Wide slides, fonts that every machine has, and what the file says about itself."""
    from pptx.util import Inches

    widen = Inches(WIDE) / show.slide_width
    show.slide_width, show.slide_height = Inches(WIDE), Inches(TALL)
    for layout in (show.slide_master, *show.slide_master.slide_layouts):
        for shape in layout.placeholders:
            shape.left, shape.width = int(shape.left * widen), int(shape.width * widen)
    theme = next(rel.target_part for rel in show.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme._blob = theme.blob.replace(b'typeface="Calibri"', f'typeface="{UI_FONT}"'.encode())  # noqa: SLF001 - there is no public way
    about, made_at = show.core_properties, sheet.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    about.title, about.author, about.language = clean(sheet.title), clean(sheet.author), TAGS[sheet.language]
    about.last_modified_by, about.created, about.modified = clean(sheet.author), made_at, made_at


class _Drawn:
    """One slide on its way into the file."""

    def __init__(self, show: Any, slide: Slide, language: str) -> None:
        self._show, self._slide, self._language = show, slide, language

    def draw(self, *, is_first: bool, foot: str) -> None:
        slide = self._slide
        kind = OPENING if is_first else TITLE_ONLY if slide.bars else TITLE_AND_TEXT
        made = self._show.slides.add_slide(self._show.slide_layouts[kind])
        self._title(made, is_first=is_first)
        if slide.bars:
            self._chart(made, slide.bars)
        else:
            self._body(made.placeholders[1], is_first=is_first)
        if foot:
            self._foot(made, foot)
        made.notes_slide.notes_text_frame.text = clean(slide.notes)
        for run in _runs(made.notes_slide.notes_text_frame):
            self._speak(run)

    def _title(self, made: Any, *, is_first: bool) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Inches

        shape = made.shapes.title
        shape.left, shape.width = Inches(EDGE), Inches(WIDE - 2 * EDGE)
        shape.top, shape.height = Inches(2 if is_first else 0.5), Inches(1.6 if is_first else 1.1)
        frame = shape.text_frame
        frame.vertical_anchor = MSO_ANCHOR.BOTTOM if is_first else MSO_ANCHOR.MIDDLE
        self._say(frame.paragraphs[0], self._slide.title, size=44 if is_first else 34, bold=True)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT

    def _body(self, shape: Any, *, is_first: bool) -> None:
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Inches, Pt

        shape.left, shape.width = Inches(EDGE), Inches(WIDE - 2 * EDGE)
        shape.top, shape.height = Inches(3.8 if is_first else 1.8), Inches(2 if is_first else 5)
        lines = list(self._lines())
        for number, (text, size, colour, font) in enumerate(lines):
            paragraph = shape.text_frame.paragraphs[0] if number == 0 else shape.text_frame.add_paragraph()
            paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(4 if colour == INK else 14)
            self._say(paragraph, text, size=size, colour=colour, font=font)
            if not self._slide.items or is_first:
                _without_bullet(paragraph, indent=0)
            elif colour == SOFT:
                _without_bullet(paragraph, indent=BULLET)

    def _foot(self, made: Any, text: str) -> None:
        from pptx.util import Inches

        shape = made.shapes.add_textbox(Inches(EDGE), Inches(TALL - 0.6), Inches(WIDE - 2 * EDGE), Inches(0.4))
        self._say(shape.text_frame.paragraphs[0], text, size=12, colour=SOFT)

    def _lines(self) -> list[tuple[str, float, str, str]]:
        """Text, size, colour and font of each paragraph."""
        slide, (opening, closing) = self._slide, MARKS[self._language]
        lines: list[tuple[str, float, str, str]] = [(slide.text, 28, INK, UI_FONT)] if slide.text else []
        for item in slide.items:
            lines += [(item.text, 28, INK, UI_FONT), *([(item.more, 20, SOFT, UI_FONT)] if item.more else [])]
        for voice in slide.quotes:
            lines.append((f"{opening}{voice.text}{closing}", 26, INK, VOICE_FONT))
            lines += [(voice.signature, 20, SOFT, UI_FONT)] if voice.signature else []
        return lines

    def _chart(self, made: Any, bars: Bars) -> None:
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE
        from pptx.util import Inches

        data = CategoryChartData()
        data.categories = [clean(name) for name in reversed(bars.names)]  # the first stands on top
        data.add_series(bars.title, list(reversed(bars.numbers)))
        frame = made.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED, Inches(EDGE), Inches(1.7), Inches(WIDE - 2 * EDGE), Inches(5.2), data
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(bars.told))  # noqa: SLF001 - there is no public way
        _style(frame.chart, bars)

    def _say(
        self, paragraph: Any, text: str, *, size: float, bold: bool = False, colour: str = INK, font: str = UI_FONT
    ) -> None:
        from pptx.dml.color import RGBColor
        from pptx.util import Pt

        run = paragraph.add_run()
        run.text = clean(text)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, font
        run.font.color.rgb = RGBColor.from_string(colour)
        self._speak(run)

    def _speak(self, run: Any) -> None:
        run._r.get_or_add_rPr().set("lang", TAGS[self._language])  # noqa: SLF001 - its own way knows no Swedish


def _style(chart: Any, bars: Bars) -> None:
    """Bars of one colour with their numbers, on an axis that ends with all children."""
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    chart.has_legend, chart.has_title = False, True
    chart.chart_title.text_frame.text = bars.title
    chart.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(18)
    chart.font.size, chart.font.name = Pt(18), UI_FONT
    plot, values = chart.plots[0], chart.value_axis
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.show_value, plot.data_labels.font.size = True, Pt(18)
    fill = plot.series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(SEA)
    values.minimum_scale, values.maximum_scale, values.visible = 0, max(bars.of, 1), False
    values.has_major_gridlines = False


def _without_bullet(paragraph: Any, *, indent: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - there is no public way
    properties.set("marL", str(indent))
    properties.set("indent", "0")
    properties.append(properties.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}buNone", {}))


def _runs(frame: Any) -> list[Any]:
    return [run for paragraph in frame.paragraphs for run in paragraph.runs]
