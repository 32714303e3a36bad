"""The codebook of a cycle: which themes there are, what they are called and in which order they stand.

Begins with the starting codebook of interview_guides, or empty. The facilitator changes it; whoever takes part in a
seminar adds to it; the unit reads it.
Whoever changes it is alone with the cycle until the commit, so that two who add at once get two numbers.
"""

import unicodedata
import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from seminar.changes import following, log
from seminar.changes.models import ChangeKind
from seminar.themes import numbering
from seminar.themes.models import Area, Theme
from toolkit import clock, content, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound

AREAS = tuple(Area)


def get_cycle(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """A cycle of the own unit. Raises `NotFound`."""
    cycle = db.session.scalar(select(Cycle).where(Cycle.id == cycle_id, Cycle.unit_id == actor.unit_id))
    if cycle is None:
        raise NotFound
    return cycle


def list_themes(
    actor: Actor, cycle_id: uuid.UUID, *, area: str | None = None, with_merged: bool = False, with_waiting: bool = False
) -> Sequence[Theme]:
    """The themes of a cycle of the own unit in their order, retired ones too; with `area`, those of one area."""
    query = select(Theme).join(Theme.cycle).where(Theme.cycle_id == cycle_id, Cycle.unit_id == actor.unit_id)
    if area is not None:
        query = query.where(Theme.area == area)
    if not with_merged:
        query = query.where(Theme.merged_into_id.is_(None))
    if not with_waiting:
        query = query.where(Theme.is_waiting.is_(False))
    return db.session.scalars(query.order_by(Theme.position, Theme.slot)).all()


def get_theme(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> Theme:
    """A theme of a cycle of the own unit. Raises `NotFound`, also for one that was merged into another, or waits."""
    theme = get_any_theme(actor, cycle_id, theme_id)
    if theme.is_merged or theme.is_waiting:
        raise NotFound
    return theme


def get_any_theme(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> Theme:
    """A theme of a cycle of the own unit, also one that was merged into another. Raises `NotFound`."""
    theme = db.session.scalar(_one(actor, cycle_id, theme_id))
    if theme is None:
        raise NotFound
    return theme


def _one(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> Select[Theme]:
    query = select(Theme).join(Theme.cycle).where(Theme.id == theme_id, Theme.cycle_id == cycle_id)
    return query.where(Cycle.unit_id == actor.unit_id).options(contains_eager(Theme.cycle))


def get_to_fill(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, with_waiting: bool = False) -> Theme:
    """The theme under which something new is put: where it was merged into another, that other one.

    Nobody merges or removes it until the commit. Raises `NotFound`, and `WrongState` once the report stands.
    """
    theme = get_current(actor, cycle_id, theme_id)
    states.require_open(theme.cycle_id)
    if theme.is_waiting and not with_waiting:
        raise NotFound
    return theme


def get_current(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> Theme:
    """A theme of a cycle of the own unit as it is now, or the one that it was merged into. Raises `NotFound`."""
    as_it_lies = _one(actor, cycle_id, theme_id).execution_options(populate_existing=True)
    theme = db.session.scalar(as_it_lies)
    if theme is None:
        raise NotFound
    return theme if theme.merged_into_id is None else get_current(actor, cycle_id, theme.merged_into_id)


def start_from(actor: Actor, cycle_id: uuid.UUID, *, codebook_ids: Collection[str]) -> int:
    """Take over themes of the starting codebook that are not here yet; returns how many that was.

    A theme that the group has written under the same name is the one of the codebook, and keeps its own words.
    """
    lead_alone(actor, cycle_id)
    here = list_taken(actor, cycle_id)
    chosen = [theme for theme in content.current().codebook.themes if theme.id in codebook_ids]
    new = [theme for theme in chosen if theme.id not in here]
    for theme in new:
        area = Area.WORKS_WELL if theme.works_well else Area(theme.area)
        own = find_named(actor, cycle_id, theme.name, area=area)
        if own is None:
            put(actor, cycle_id, name=theme.name, area=area, definition=theme.definition, codebook_id=theme.id)
        elif own.codebook_id is None:
            own.codebook_id = theme.id
            db.session.flush()
            trail.record(actor, Event.THEME_CHANGED, own.id, area=own.area)
            set_retired(actor, own, is_retired=False)
    return len(new)


def list_taken(actor: Actor, cycle_id: uuid.UUID) -> set[str | None]:
    """The ids in the starting codebook of the themes that are here, also of those that were merged into another."""
    return {theme.codebook_id for theme in list_themes(actor, cycle_id, with_merged=True)}


def create(actor: Actor, cycle_id: uuid.UUID, *, name: str, area: str, definition: str = "") -> Theme:
    """A theme of the group's own, by whoever leads or takes part. The same name in the same area gives the theme that
    is there already, also one that was retired: it is in use again. Where what somebody adds waits, so does the theme,
    until words under it are accepted."""
    states.lock_open(following.get_followed(actor, cycle_id))
    waits = following.waits(actor, cycle_id)
    found = find_named(actor, cycle_id, name, area=area_of(area), with_waiting=True)
    if found is None:
        return put(actor, cycle_id, name=name, area=area, definition=definition, waits=waits)
    if waits:
        return found
    if found.is_waiting:
        numbering.number(found, waits=False)
        append(actor, found, kind=ChangeKind.THEME_CREATED, after=words_of(found))
    set_retired(actor, found, is_retired=False)
    return found


def change(
    actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, name: str, area: str, definition: str, version: int
) -> Theme:
    """Rename a theme, or move it to another area. Raises `WrongState` when somebody else was first, and
    `InvalidInput` when another theme there has the name."""
    theme = get_alone(actor, cycle_id, theme_id)
    versions.require(theme, version, refusal=versions.THEIRS_BESIDE_YOURS)
    if find_named(actor, cycle_id, name, area=area_of(area)) not in {None, theme}:
        raise InvalidInput(N_("There is a theme with that name already."), field="name")
    before = words_of(theme)
    theme.name, theme.area, theme.definition = name, area_of(area), definition
    db.session.flush()
    trail.record(actor, Event.THEME_CHANGED, theme.id, area=area)
    if before != words_of(theme):
        append(actor, theme, kind=ChangeKind.THEME_CHANGED, before=before, after=words_of(theme))
    return theme


def move(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, steps: int) -> None:
    """Move a theme up (negative) or down among the themes of its area; at the end it stays."""
    theme = get_alone(actor, cycle_id, theme_id)
    row = list(list_themes(actor, theme.cycle_id, area=theme.area))
    before = row.index(theme)
    row.insert(max(0, before + steps), row.pop(before))
    for position, place in zip(sorted(each.position for each in row), row, strict=True):
        place.position = position
    db.session.flush()
    trail.record(actor, Event.THEME_CHANGED, theme.id, area=theme.area)
    if row.index(theme) != before:
        places = {"before": {"place": before}, "after": {"place": row.index(theme)}}
        append(actor, theme, kind=ChangeKind.THEME_MOVED, **places)


def set_retired(actor: Actor, theme: Theme, *, is_retired: bool) -> None:
    """Say of a theme that the caller holds alone whether it is offered no longer. Twice is once."""
    if theme.is_retired is is_retired:
        return
    theme.retired_at = clock.now() if is_retired else None
    db.session.flush()
    trail.record(actor, Event.THEME_CHANGED, theme.id, area=theme.area)
    append(actor, theme, kind=ChangeKind.THEME_RETIRED if is_retired else ChangeKind.THEME_BROUGHT_BACK)


def words_of(theme: Theme) -> dict[str, str]:
    """What the group has written about a theme that the caller holds."""
    return {"name": theme.name, "area": str(theme.area), "definition": theme.definition}


def append(
    actor: Actor, theme: Theme, *, kind: ChangeKind, before: log.Words | None = None, after: log.Words | None = None
) -> None:
    """Put a change of a theme on the log."""
    log.append(actor, theme.cycle_id, kind, of=theme.id, theme=theme.id, before=before, after=after)


def lead_alone(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Be alone with the codebook of a cycle of the own unit until the commit: nobody else puts anything under a theme.

    Raises `NotFound`, and `WrongState` once the report stands.
    """
    actor.require(Role.FACILITATOR)
    states.lock_open(get_cycle(actor, cycle_id))


def get_alone(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> Theme:
    """A theme as it is now, which nobody else changes until the commit."""
    lead_alone(actor, cycle_id)
    theme = get_any_theme(actor, cycle_id, theme_id)
    db.session.refresh(theme)
    if theme.is_merged:
        raise NotFound
    return theme


def area_of(area: str) -> Area:
    """The area of that word. Raises `InvalidInput`."""
    if area not in AREAS:
        raise InvalidInput(N_("Choose where the theme belongs."), field="area")
    return Area(area)


def find_named(actor: Actor, cycle_id: uuid.UUID, name: str, *, area: Area, with_waiting: bool = False) -> Theme | None:
    """The theme of that name in that area: a name is the same in capitals, and however its accents are typed."""
    folded = _folded(name)
    themes = list_themes(actor, cycle_id, area=area, with_waiting=with_waiting)
    return next((theme for theme in themes if _folded(theme.name) == folded), None)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def put(
    actor: Actor, cycle_id: uuid.UUID, *, name: str, area: str, definition: str, codebook_id: str | None = None,
    theme_id: uuid.UUID | None = None, slot: int | None = None, lineage_id: uuid.UUID | None = None,
    waits: bool = False,
) -> Theme:  # fmt: skip
    """A new theme, with the next number unless one is given, for whoever is alone with the codebook. Raises
    `InvalidInput` when there are too many."""
    slot = numbering.next_slot(cycle_id, waits=waits) if slot is None else slot
    theme = Theme(
        id=theme_id or uuid.uuid4(), cycle_id=cycle_id, name=name, area=area, definition=definition,
        codebook_id=codebook_id, slot=slot, position=slot, lineage_id=lineage_id or uuid.uuid4(), is_waiting=waits,
    )  # fmt: skip
    db.session.add(theme)
    db.session.flush()
    trail.record(actor, Event.THEME_CREATED, theme.id, area=area)
    if not waits:  # else the words that are suggested under it are the change that is told
        append(actor, theme, kind=ChangeKind.THEME_CREATED, after=words_of(theme))
    return theme
