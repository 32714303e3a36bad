"""The parts of a text's page that are the same for everybody who may do the same: rendered once, and kept until the
seminar changes (`shared_parts`). Web glue between the page's facts and its templates."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Self

from flask import render_template
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from seminar.changes import following
from seminar.changes.shared_parts import SHARED
from seminar.coding import changed_lines, marked_texts, picking, stripes, text_page
from seminar.coding.forms import MarkForm
from seminar.coding.marked_texts import Page
from seminar.themes.naming import area_names
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.forms import options
from toolkit.language import get_locale
from toolkit.language import gettext as _
from transcription.transcripts.models import DeidentifiedTranscript

TOKEN = "the token of whoever reads"  # noqa: S105 - stands in the shared parts where each reader's own belongs


@dataclass(frozen=True, slots=True)
class TextParts:
    """The lines with what is marked in them, and the parts of the side; `fields` is the way without script."""

    lines: Markup
    pending: Markup
    picks: Markup
    reading: Markup
    quotes: Markup
    fields: Markup
    counted: Markup

    @property
    def has_themes(self) -> bool:
        """Whether there is a theme to choose."""
        return "data-theme=" in self.picks

    def exchange(self, token: str, *, to: str) -> Self:
        """The same with another token in its forms."""
        parts = {part.name: getattr(self, part.name) for part in fields(self)}
        return type(self)(**{name: part.replace(token, to) for name, part in parts.items()})


def render(actor: Actor, cycle: Cycle, *, page: Page, form: MarkForm) -> TextParts:
    """All of them, for whoever reads now; `form` gets its choices."""
    raised = picking.list_choices(actor, cycle.id)
    choose(form, page, themes=[(row.theme.id, row.theme.name) for row in raised])
    context = {
        **text_page.shared_facts(actor, page),
        "raised": raised,
        "cycle": cycle,
        "page": page,
        "transcript": page.transcript,
        "form": form,
    }
    rendered = {part.name: render_template(f"coding/{part.name}.html", **context) for part in fields(TextParts)}
    return TextParts(**{name: Markup(part) for name, part in rendered.items()})  # noqa: S704 - templates escape


def get_parts(actor: Actor, cycle: Cycle, *, transcript_id: uuid.UUID, at: int | None) -> TextParts:
    """The parts as they are at a position of the log, for somebody whose look at the text is on the trail."""

    def make() -> TextParts:
        page = marked_texts.open_page(actor, cycle.id, transcript_id, seen=True)
        return render(actor, cycle, page=page, form=MarkForm(formdata=None)).exchange(generate_csrf(), to=TOKEN)

    key = ("page", transcript_id, at, cycle.is_open, str(get_locale()), following.leads(actor))
    return SHARED.get().get(key, make).exchange(TOKEN, to=generate_csrf())


def render_own(actor: Actor, cycle: Cycle, *, transcript: DeidentifiedTranscript) -> str:
    """What is another for everybody: made for each whom a change concerns, and small."""
    facts = text_page.own_facts(actor, cycle.id, transcript)
    parts = ("coding/own_parts.html", "coding/notes.html", "coding/recent.html", "coding/lost.html")
    return "".join(render_template(part, cycle=cycle, transcript=transcript, **facts) for part in parts)


def get_changed(
    actor: Actor, cycle: Cycle, *, transcript_id: uuid.UUID, at: int | None, objects: frozenset[str] | None
) -> str:
    """What may have changed on the page at a position of the log, by the ids of what did; everything for None."""
    shared = get_shared(actor, cycle, transcript_id=transcript_id, at=at, objects=objects)
    return shared.replace(TOKEN, generate_csrf())


def get_shared(
    actor: Actor, cycle: Cycle, *, transcript_id: uuid.UUID, at: int | None, objects: frozenset[str] | None
) -> str:
    """The same for everybody who leads, or for everybody who takes part: with `TOKEN` in its forms."""

    def make() -> str:
        opened = changed_lines.open_changed(actor, cycle.id, transcript_id, coding_ids=objects)
        rendered = render_template(
            "coding/now.html",
            cycle=cycle,
            page=opened.page,
            transcript=opened.page.transcript,
            changed=opened.lines,
            touched=stripes.list_touched(opened.page, opened.lines),
            objects=objects,
            picks=get_picks(actor, cycle, at=at),
            **text_page.shared_facts(actor, opened.page),
        )
        return rendered.replace(generate_csrf(), TOKEN)

    key = (transcript_id, at, cycle.is_open, objects, str(get_locale()), following.leads(actor))
    return SHARED.get().get(key, make)


def get_picks(actor: Actor, cycle: Cycle, *, at: int | None) -> Markup:
    """The themes to choose from, as they are at a position of the log: the same beside every text."""

    def make() -> Markup:
        raised = picking.list_choices(actor, cycle.id)
        return Markup(render_template("coding/picks.html", cycle=cycle, raised=raised))  # noqa: S704 - it escapes

    return SHARED.get().get(("picks", cycle.id, at, cycle.is_open, str(get_locale())), make)


def choose(form: MarkForm, page: Page, *, themes: Iterable[tuple[uuid.UUID, str]]) -> None:
    """The choices of a page's form: the lines that can be marked, the themes, the areas of a new one."""
    lines = [(line.segment.position, _beginning(line.segment.text)) for line in page.told]
    form.start_segment.choices = options([("", _("Choose a line")), *lines])
    form.theme_id.choices = options([("", _("Choose a theme")), *themes])
    form.new_area.choices = options(area_names().items())


def _beginning(text: str) -> str:
    return text if len(text) <= 70 else text[:69].rstrip() + "…"
