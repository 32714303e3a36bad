"""The themes of the report as facts: how many children, which quotes, how many of the girls and of the boys."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from interview_guides.age_bands import AgeBand
from seminar.actions import given_up
from seminar.actions.models import Action, ActionKind
from seminar.actions.naming import KIND_NAMES
from seminar.coding import readings
from seminar.coding.quotes import Quote
from seminar.proposals import columns
from seminar.proposals.columns import Row
from seminar.proposals.models import Proposal
from seminar.quotable import quoting
from seminar.report import facts, quote_choice
from seminar.report.facts import Told
from seminar.report.outline import Promise, ThemeRow, Voice
from seminar.report.quote_choice import Picked
from seminar.report.taking_part import key_of
from seminar.themes.naming import for_children
from toolkit.access import Actor
from toolkit.cycles.models import Child, Cycle, Sex
from toolkit.db import db
from toolkit.disclosure.counts import Nameable
from toolkit.disclosure.memory import Memory
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import NOT_SAID, Shown
from toolkit.disclosure.tables import cross_table

YOUNG = frozenset({AgeBand.THIRTEEN_TO_FOURTEEN, AgeBand.FIFTEEN_TO_EIGHTEEN})
RAISED, NOT_RAISED = "raised", "not raised"
THEME = "theme."


def list_by_area(actor: Actor, cycle: Cycle, *, part: Told, memory: Memory) -> Mapping[str, Sequence[ThemeRow]]:
    """The themes with something under them, by area, in their order, for a cycle that the caller holds.

    One that an earlier edition told of stands there still when its only child has taken the words back: that it is gone
    would tell whose it was.
    """
    rows: dict[str, list[ThemeRow]] = {}
    read = readings.children_read(actor, [cycle.id])[cycle.id]
    here = db.session.execute(select(Child.id, Child.sex).where(Child.cycle_id == cycle.id))
    members = {child_id: sex for child_id, sex in here if child_id in read}
    kinds, gone, choices = _kinds(cycle), given_up.list_reasons(cycle), quote_choice.list_choices(cycle.id)
    told = {uuid.UUID(key.removeprefix(THEME)) for key in memory.list_keys(THEME)}
    themes = columns.list_themes(actor, cycle.id, told=told)
    under = columns.list_rows_under(actor, cycle.id, themes, is_opened=False)
    picked = quote_choice.pick((row.theme_voices for row in under), choices)
    for row in under:
        if row.is_empty and row.theme_voices.theme.id not in told:
            continue
        children = _share(row, part.read, memory)
        if row.is_empty and children.count.is_nobody:
            continue
        is_new = children == Share.among(row.theme_voices.children, len(members))
        by_sex = _by_sex(row, members, part, memory) if is_new else ()
        made = _row(row, part.signable, kinds, gone, picked[row.theme_voices.theme.id])
        rows.setdefault(row.theme_voices.theme.area, []).append(replace(made, children=children, by_sex=by_sex))
    return rows


def _share(row: Row, of: Shown, memory: Memory) -> Share:
    """How many of the children raised a theme: what was published of it before, until so many more or less did."""
    voices = row.theme_voices
    return Share(memory.settle_part(f"{THEME}{voices.theme.id}", voices.children, voices.of, told_of=of), of)


def _kinds(cycle: Cycle) -> Mapping[uuid.UUID, str]:
    """What kind of change came of each proposal, in words; nothing of what is of no kind."""
    found: dict[uuid.UUID, list[str]] = {}
    query = select(Action.proposal_id, Action.kind).where(Action.cycle_id == cycle.id).order_by(Action.created_at)
    for proposal_id, kind in db.session.execute(query):
        name = str(KIND_NAMES[kind])
        if kind is not ActionKind.OTHER and name not in found.setdefault(proposal_id, []):
            found[proposal_id].append(name)
    return {proposal_id: ", ".join(names) for proposal_id, names in found.items()}


def _row(
    row: Row, groups: Nameable[str, str], kinds: Mapping[uuid.UUID, str], gone: Mapping[uuid.UUID, str], picked: Picked
) -> ThemeRow:
    """All but how many children, and of which sex."""
    theme_voices = row.theme_voices
    return ThemeRow(
        crayon=theme_voices.theme.crayon,
        name=theme_voices.theme.name,
        for_children=for_children(theme_voices.theme),
        children=Share(NOT_SAID, NOT_SAID),
        voices=tuple(_voice(quote, groups) for quote in picked.quotes),
        has_chosen_voices=picked.is_chosen,
        staff=tuple(voice.text for voice in theme_voices.staff),
        promises=tuple(_promise(each, kinds.get(each.id, ""), gone.get(each.id)) for each in row.proposals),
        summary=theme_voices.summary,
    )


def _voice(quote: Quote, groups: Nameable[str, str]) -> Voice:
    _sex, band = groups.nameable(quote.child.sex, quote.child.age_band)
    is_young = band in YOUNG and not quote.is_unsigned
    return Voice(quote.words, quoting.sign_among(quote, groups), is_young=is_young)


def _promise(proposal: Proposal, kind: str, gone: str | None) -> Promise:
    """What was decided. `gone`: it is given up, and why; no new paper promises it."""
    is_refused = proposal.is_refused or gone is not None
    return Promise(
        proposal.promised or proposal.text,
        proposal.responsible,
        proposal.due,
        proposal.indicator,
        decided=proposal.is_promise and not is_refused,
        refused=is_refused,
        reason=gone or (proposal.decision_words if is_refused else ""),
        plain=proposal.for_children,
        kind=kind,
    )


def _by_sex(row: Row, members: Mapping[uuid.UUID, Sex], part: Told, memory: Memory) -> tuple[tuple[str, Share], ...]:
    """How many of the girls and of the boys raised a theme; empty unless all those numbers may be told together, beside
    the table of sex and age, and none of them was told otherwise before."""
    raising = {coding.excerpt.child.id for coding in row.theme_voices.codings}
    names = facts.sex_names()
    sexes = [sex for sex in Sex if sex in members.values()]
    if len(sexes) < len(names) - 1 or any(part.numbers.get(key_of((sex, None)), NOT_SAID).is_hidden for sex in sexes):
        return ()
    told = Counter(members[child_id] for child_id in raising if child_id in members)
    untold = Counter(members.values()) - told
    counted = ((RAISED, told), (NOT_RAISED, untold))
    pairs = [(side, str(sex)) for side, of_sex in counted for sex, many in of_sex.items() for _ in range(many)]
    table = cross_table(
        pairs, rows=(RAISED, NOT_RAISED), columns=[str(sex) for sex in sexes], threshold=memory.threshold
    )
    if table.hides_something:
        return ()
    shares = {sex: Share.among(table.cells[0][at] or 0, table.cells[-1][at] or 0) for at, sex in enumerate(sexes)}
    within = f"by_sex.{row.theme_voices.theme.id}."
    now = {f"{within}{sex}.{side}": shown for sex, one in shares.items() for side, shown in _sides(one)}
    if memory.settle_together(now, within=within) != now:
        return ()
    return tuple((names[sex], share) for sex, share in shares.items())


def _sides(share: Share) -> tuple[tuple[str, Shown], ...]:
    return ("raised", share.count), ("of", share.of)
