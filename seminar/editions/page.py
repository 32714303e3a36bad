"""What the page of a release shows: how far it is, what the report would be without, what is new, and the editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seminar.editions import changes, freezing, progress, reading, yeses
from seminar.editions.models import Edition, Side
from seminar.editions.progress import Files
from seminar.editions.yeses import Standing
from seminar.report import compiling, drafting, finishing
from seminar.report.finishing import LeftOut
from seminar.report.models import ReportCompiler
from toolkit.access import Actor, Role
from toolkit.cycles.models import Cycle


@dataclass(frozen=True, slots=True)
class Ahead:
    """A release that is to come, for those who take part in it. `seen` is the fingerprint that a yes is said to."""

    now: Standing
    mine: Side | None
    seen: str
    number: int  # which edition it becomes
    left_out: LeftOut
    since: int | None  # the newest edition that is kept, also one that is called back: with it the report is compared
    changes: Sequence[str]  # since then, in the language of the page
    is_withdrawn_from: bool  # an interview was taken back since the newest edition
    chosen: ReportCompiler | None


@dataclass(frozen=True, slots=True)
class EditionsPage:
    """The editions of a cycle, the newest first, and what is ahead: None once the report stands, and for the others."""

    editions: Sequence[Edition]
    ahead: Ahead | None
    news: Mapping[int, Sequence[str]]  # by number: what an edition says was new in it
    files: Mapping[int, Files]  # by number: how far its files are

    @property
    def newest(self) -> Edition | None:
        """The newest that is handed out."""
        return next((each for each in self.editions if each.is_handed_out), None)


def open_page(actor: Actor, cycle: Cycle, *, language: str) -> EditionsPage:
    """The page of a cycle that the caller holds; whoever takes part in a release looks at the report, on the trail."""
    leads = actor.is_any(Role.FACILITATOR, Role.UNIT_LEADER)
    ahead = _ahead(actor, cycle, language=language) if leads and cycle.is_running else None
    editions = reading.list_editions(cycle)
    news = {one.number: reading.facts_of(one)[language].changes for one in editions if one.is_handed_out}
    return EditionsPage(editions, ahead, news, {one.number: progress.of(one) for one in editions})


def _ahead(actor: Actor, cycle: Cycle, *, language: str) -> Ahead:
    drafting.record_look(actor, cycle)
    frozen = freezing.collect(actor, cycle)
    seen = freezing.fingerprint(frozen)
    now, before = yeses.standing(actor, cycle, fingerprint=seen), reading.find_newest_kept(cycle)
    facts = reading.facts_of(before) if before else None
    return Ahead(
        now=now,
        mine=yeses.side_of(actor, now),
        seen=seen,
        number=reading.next_number(cycle),
        left_out=finishing.list_left_out(actor, cycle),
        since=before.number if before else None,
        changes=changes.list_changes(facts, frozen.facts, language=language),
        is_withdrawn_from=reading.is_withdrawn_from(cycle),
        chosen=compiling.find_row(cycle),
    )
