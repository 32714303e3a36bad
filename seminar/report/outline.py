"""What an annual report holds, in ten sections, as plain facts: `drafting` collects, `chapters` words them. Pure.

Empty tuples and empty texts are allowed everywhere: the report then says that nothing was recorded."""

from dataclasses import dataclass
from datetime import date, datetime

from seminar.report.funnel import NOTHING_SAID, Funnel
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown
from toolkit.disclosure.tables import CrossTable


@dataclass(frozen=True, slots=True)
class Voice:
    """A child's words, signed with sex and age band ("Girl, 13–14 years") as far as the group is no group of few;
    `is_young`: the age band may be named, and is one of thirteen years and over."""

    text: str
    signature: str
    is_young: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """A proposal for change: what, who is responsible, when it is followed up, and how it will be seen.

    `decided` is a yes, also to what it became, which `text` then says. `refused` is a no, and `reason` says why, in
    words that children are told too. `plain` is the promise as children are told it, where somebody has written that.
    """

    text: str
    responsible: str = ""
    due: date | None = None
    indicator: str = ""
    decided: bool = False
    refused: bool = False
    reason: str = ""
    plain: str = ""
    kind: str = ""  # a routine, a training … in words, once it is an action

    @property
    def told(self) -> str:
        """What children are told of it."""
        return self.plain or self.text

    @property
    def waits(self) -> bool:
        """Whether nobody has decided."""
        return not (self.decided or self.refused)


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One row of the matrix: a theme and its four columns."""

    crayon: int  # 1–8
    name: str
    children: Share
    voices: tuple[Voice, ...] = ()
    staff: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    summary: str = ""  # what the children say, in the group's words; it stands before the voices
    has_chosen_voices: bool = False  # by a person: all of them are shown
    by_sex: tuple[tuple[str, Share], ...] = ()  # of the girls and of the boys, where every number may be said
    for_children: str = ""  # what children read in place of its name; empty: the name

    @property
    def told(self) -> str:
        """What it is called where children read."""
        return self.for_children or self.name

    @property
    def is_brief(self) -> bool:
        """Whether it is told in a line: few children raised it, and nothing is summed up or proposed."""
        return self.children.is_small and not (self.summary or self.promises)


@dataclass(frozen=True, slots=True)
class CountedQuestion:
    """How many of the `of` children answered what; no numbers where too few answered."""

    text: str
    of: Shown
    numbers: tuple[tuple[str, Shown], ...]


@dataclass(frozen=True, slots=True)
class QuestionArea:
    """An area by name, with its themes in order, and the answers that could be counted: `told` says them."""

    name: str
    rows: tuple[ThemeRow, ...]
    counted: tuple[CountedQuestion, ...] = ()
    told: str = ""
    key: str = ""  # knowledge, contact or participation

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all has been recorded."""
        return not (self.rows or self.counted)


@dataclass(frozen=True, slots=True)
class Method:
    """How it was done. `steps` is the funnel (invited … analysed) in order; `reasons` counts each no."""

    starts_on: date | None = None
    ends_on: date | None = None
    teams: tuple[str, ...] = ()
    steps: tuple[tuple[str, Shown], ...] = ()
    selection: str = ""
    children: CrossTable | None = None
    reasons: tuple[tuple[str, Shown], ...] = ()
    goes_on: bool = False  # the last day is to come
    funnel: Funnel = NOTHING_SAID

    @property
    def hides_a_reason(self) -> bool:
        """Whether any no is not counted for all to see."""
        return any(count.is_hidden for _reason, count in self.reasons)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What became of one of last year's proposals: an action and where it is now, or a no and (`note`) why."""

    text: str
    responsible: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question's answers: how many chose each choice. `words` are own words that a person approved."""

    text: str
    answered: Share
    choices: tuple[tuple[str, Shown], ...] = ()
    mean: float | None = None
    hidden: bool = False  # too few answered to be shown
    words: tuple[str, ...] = ()
    id: str = ""  # as in the survey's content, such as learnt


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey that somebody answered."""

    name: str
    questions: tuple[SurveyQuestion, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A question that the staff were asked before and after; None where it was not asked, or nobody may see it.

    `highest` is the highest value of a scale, None for other questions.
    """

    text: str
    before: SurveyQuestion | None
    after: SurveyQuestion | None
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said when the group talked on one occasion, line by line as a person approved it."""

    occasion: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffSurveys:
    """What the staff answered. `before` and `after` name the two occasions, `own` is what each of them asked alone."""

    before: str = ""
    after: str = ""
    compared: tuple[Compared, ...] = ()
    own: tuple[Survey, ...] = ()
    talks: tuple[Talk, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.compared or self.talks)


@dataclass(frozen=True, slots=True)
class WrittenText:
    """What a person has written in place of a draft, in the house's markup (`markup`)."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the year's plan says is still done with the report, such as the management and the board, and when."""

    key: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """The whole report. `practice` is true when a transcript in it was made with the practice model."""

    year: int
    unit: str
    municipality: str
    written_at: datetime
    method: Method = Method()
    areas: tuple[QuestionArea, ...] = ()
    works_well: tuple[ThemeRow, ...] = ()
    last_year: tuple[FollowUp, ...] | None = None  # None: there was no cycle before this one
    surveys: tuple[Survey, ...] = ()
    staff: StaffSurveys = StaffSurveys()
    practice: bool = False
    phone: str = ""  # the unit's
    is_draft: bool = False  # the numbers may still change: not for passing on
    written: tuple[WrittenText, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    compiler: str = ""  # who compiles it, by name
    numbers: tuple[tuple[str, Shown], ...] = ()  # all that it tells of children, by key: what a release remembers
    edition: int = 0  # the number that it was released under; 0 before
    changes: tuple[str, ...] = ()  # what is other than in the edition before it, in sentences

    def get_written(self, section: str) -> str:
        """What a person has written in a section; empty while the draft stands there."""
        return next((one.text for one in self.written if one.section == section), "")

    @property
    def rows(self) -> tuple[ThemeRow, ...]:
        """Every theme of the three question areas, those that most children raised first."""
        return tuple(sorted((row for area in self.areas for row in area.rows), key=lambda row: -row.children.order))

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Every proposal, also those under what works well."""
        return tuple(promise for row in (*self.rows, *self.works_well) for promise in row.promises)

    @property
    def decided(self) -> tuple[Promise, ...]:
        """Every proposal that was decided, also those under what works well."""
        return tuple(promise for promise in self.promises if promise.decided)
