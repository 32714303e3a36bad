"""A generated unit: its children as plain values, the rows that they become, and what is true of them.

The truth is counted here from the plain values, by nothing of what it is to test.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from hypothesis import strategies as st

from interview_guides.age_bands import AgeBand, band_of
from interview_guides.codes import CountableAnswer
from seminar.answers.models import CountedAnswers
from seminar.coding.models import Coding, Excerpt, Reading
from seminar.themes.models import Theme
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit import clock, content
from toolkit.cycles.models import Assignment, Child, CycleState, EndReason
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.participation.models import Consent
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript, Transcript

AGES, SEXES = (10, 13), ("girl", "boy")
LISTED, CHOSEN, CONSENTED, INTERVIEWED, READ = range(-1, 4)
THEMES = ("Tillit", "Byten")
ANSWERS = tuple(CountableAnswer)
STAGES = ("listed", "invited", "asked", "heard", "quoted")
GROUPS = ("all", *(f"sex.{sex}" for sex in SEXES), *(f"band.{band}" for band in AgeBand))


@dataclass(frozen=True)
class Kid:
    """A child that could be asked: how far it came, and what it said once the group has read it. `leaves`: after which
    edition it takes its yes back, 0 for none; `noticed` what it said to a question about an earlier year's action."""

    age: int
    sex: str
    came: int
    unreachable: bool
    raised: frozenset[int]
    answer: int | None
    leaves: int
    noticed: int | None = None


@dataclass
class GeneratedUnit:
    """The rows of a unit, whose kids stand in the order of their assignments."""

    seminar: Seminar
    kids: list[Kid]
    assignments: list[Assignment | None]
    themes: list[Theme]
    gone: set[int] = field(default_factory=set)
    has_question: bool = False


def kids() -> st.SearchStrategy[list[Kid]]:
    """So many that something can be said, most of them read, few who are otherwise: that is where leaks are."""
    one = st.builds(
        Kid,
        age=st.sampled_from(AGES),
        sex=st.sampled_from(SEXES),
        came=st.sampled_from((LISTED, CHOSEN, CONSENTED, INTERVIEWED, *(READ,) * 9)),
        unreachable=st.booleans(),
        raised=st.sampled_from([frozenset({0, 1})] * 4 + [frozenset({0}), frozenset({1}), frozenset[int]()]),
        answer=st.sampled_from([0, 0, 0, 2, 2, None]),
        leaves=st.sampled_from([0] * 7 + [1, 1, 2]),
        noticed=st.sampled_from([0, 0, 0, 2, 2, None]),
    )
    return st.lists(one, min_size=8, max_size=22)


def a_year(before: Seminar | None = None) -> Seminar:
    """An empty year of a new unit, or of the same one a year later."""
    if before is not None:
        seminar = making.another_cycle(before)
        seminar.cycle.year = before.cycle.year + 1
    else:
        seminar = making.a_seminar((10, "girl"))
        db.session.delete(seminar.transcripts[0].assignment.child)
        seminar = replace(seminar, transcripts=())
    seminar.cycle.state = CycleState.RUNNING
    db.session.flush()
    return seminar


def build(kids: Sequence[Kid], *, seminar: Seminar | None = None, question: str = "") -> GeneratedUnit:
    """The rows, in as few statements as a test can afford. `question` is the id of what an action asks."""
    seminar = seminar or a_year()
    cycle, facilitator, worker = seminar.cycle, seminar.facilitator, seminar.worker
    themes = [making.a_theme(seminar, name) for name in THEMES]
    children = [Child(cycle_id=cycle.id, code=f"B{at:03}", age=kid.age, sex=kid.sex) for at, kid in enumerate(kids)]
    db.session.add_all(children)
    db.session.flush()
    assignments = [
        Assignment(
            cycle_id=cycle.id, child_id=child.id, interviewer_id=worker.id, place=at,
            end_reason=EndReason.UNREACHABLE if kid.unreachable and kid.came == CHOSEN else None,
            ended_at=clock.now() if kid.unreachable and kid.came == CHOSEN else None,
        )
        if kid.came >= CHOSEN else None
        for at, (child, kid) in enumerate(zip(children, kids, strict=True), start=1)
    ]  # fmt: skip
    rows = [(kid, one) for kid, one in zip(kids, assignments, strict=True) if one]
    db.session.add_all(one for _kid, one in rows)
    db.session.flush()
    db.session.add_all(
        Consent(assignment_id=one.id, who="child", says_yes=True, given_at=clock.now(), recorded_by_id=worker.id)
        for kid, one in rows
        if kid.came >= CONSENTED
    )
    _texts(rows, themes, by=facilitator.id, question=question)
    return GeneratedUnit(seminar, list(kids), assignments, themes, has_question=bool(question))


def _texts(rows: Sequence[tuple[Kid, Assignment]], themes: Sequence[Theme], *, by: object, question: str) -> None:
    now, first = clock.now(), content.current().codebook.countables[0].id
    came = [(kid, one) for kid, one in rows if kid.came >= INTERVIEWED]
    originals = [Transcript(assignment_id=one.id, state="handed_over", handed_over_at=now) for _kid, one in came]
    db.session.add_all(originals)
    db.session.flush()
    copies = [
        DeidentifiedTranscript(
            assignment_id=one.id, transcript_id=original.id, revision=1, handed_over_at=now,
            segments=[DeidentifiedSegment(position=0, start_ms=0, end_ms=900, speaker="child", text="Det var bra så.")],
        )
        for (_kid, one), original in zip(came, originals, strict=True)
    ]  # fmt: skip
    db.session.add_all(copies)
    db.session.flush()
    for (kid, one), copy in zip(came, copies, strict=True):
        if kid.came < READ:
            continue
        db.session.add(Reading(transcript_id=copy.id, marked_by_id=by))
        answers = {first: kid.answer, question: kid.noticed if question else None}
        said = {name: str(ANSWERS[answer]) for name, answer in answers.items() if answer is not None}
        if said:
            db.session.add(CountedAnswers(assignment_id=one.id, answers=json.dumps(said), answered_by_id=by))
        for at in kid.raised:
            words = Excerpt(
                transcript_id=copy.id, revision=1, start=at, end=9 + at, quote="Det var b", before="", after="",
                created_by_id=by,
            )  # fmt: skip
            db.session.add(words)
            db.session.flush()
            db.session.add(Coding(excerpt_id=words.id, theme_id=themes[at].id, coded_by_id=by, changed_by_id=by))
    db.session.flush()


def take_back(unit: GeneratedUnit, *, after: int = 1) -> None:
    """Whoever leaves after this edition takes the yes back."""
    for at, (kid, assignment) in enumerate(zip(unit.kids, unit.assignments, strict=True)):
        if kid.leaves == after and assignment and at not in unit.gone:
            withdrawal.withdraw(make.actor(unit.seminar.worker), assignment)
            unit.gone.add(at)
    db.session.commit()


def truth(unit: GeneratedUnit) -> Mapping[str, int]:
    """Every number of a year by its key, and those that nobody writes down and everybody can work out."""
    return Counter(dict(_truth(unit)))


def _truth(unit: GeneratedUnit) -> Iterator[tuple[str, int]]:
    every = list(enumerate(unit.kids))
    here = [kid for at, kid in every if at not in unit.gone]
    came = [kid for kid in here if kid.came >= INTERVIEWED]
    read = [kid for kid in here if kid.came == READ]
    ended = [kid for kid in here if kid.unreachable and kid.came == CHOSEN]
    yield "chosen", sum(kid.came >= CHOSEN for kid in unit.kids)
    yield "yes", sum(kid.came >= CONSENTED for kid in here)
    yield "interviewed", len(came)
    yield "read", len(read)
    yield "reason.withdrawn", len(unit.gone)
    yield "reason.unreachable", len(ended)
    for sex, band in product((*SEXES, ""), (*AgeBand, "")):
        those = [kid for kid in came if sex in {kid.sex, ""} and band in {band_of(kid.age), ""}]
        yield f"group.{sex}.{band}", len(those)
    for at, name in enumerate(THEMES):
        raised = sum(at in kid.raised for kid in read)
        yield f"theme.{name}", raised
        yield f"not.{name}", len(read) - raised
    answered = [kid.answer for kid in read if kid.answer is not None]
    yield "answered", len(answered)
    yield "silent", len(read) - len(answered)
    for at, answer in enumerate(ANSWERS):
        yield f"answer.{answer}", answered.count(at)
    yield from _truth_of_stages(unit)
    if unit.has_question:
        noticed = [kid.noticed for kid in read if kid.noticed is not None]
        yield "noticed.all", len(noticed)
        yield "noticed.silent", len(read) - len(noticed)
        for at, answer in enumerate(ANSWERS):
            yield f"noticed.{answer}", noticed.count(at)


def _truth_of_stages(unit: GeneratedUnit) -> Iterator[tuple[str, int]]:
    """How many of each group came how far: listed, invited, asked, heard, quoted."""
    reached = [_reached(kid, is_gone=at in unit.gone) for at, kid in enumerate(unit.kids)]
    for group in GROUPS:
        came = [stage for kid, stage in zip(unit.kids, reached, strict=True) if _is_in(kid, group)]
        if came or group == "all":
            numbers = [sum(stage >= at for stage in came) for at in range(len(STAGES))]
            yield from ((f"came.{group}.{stage}", number) for stage, number in zip(STAGES, numbers, strict=True))
            for at, stage in enumerate(STAGES[1:], start=1):
                yield f"came.{group}.before.{stage}", numbers[at - 1] - numbers[at]


def _reached(kid: Kid, *, is_gone: bool) -> int:
    if kid.came == READ and kid.raised and not is_gone:
        return STAGES.index("quoted")
    if kid.came >= INTERVIEWED and not is_gone:
        return STAGES.index("heard")
    return min(kid.came, CONSENTED) - LISTED


def _is_in(kid: Kid, group: str) -> bool:
    return group in {"all", f"sex.{kid.sex}", f"band.{band_of(kid.age)}"}
