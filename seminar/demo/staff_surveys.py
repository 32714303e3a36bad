"""The staff of the practice unit answer before the interviews and after the seminar, and some of it is quoted."""

from collections.abc import Iterator, Mapping, Sequence

from interview_guides.surveys import Occasion
from seminar.demo.planning import KICK_OFF
from seminar.demo.story import Facts, Year
from seminar.report import open_answers as chosen
from toolkit.access import Actor, Role
from toolkit.cycles import planning
from toolkit.surveys import focus_notes, open_answers, reminding, staff


def ask(year: Year, *, begun: int = KICK_OFF) -> None:
    """What the year's story tells of its surveys. `begun` is the day on which the year was planned."""
    facts = year.facts["staff_survey"]
    for occasion in Occasion:
        if occasion.value in facts:
            since = begun if occasion is Occasion.BEFORE else year.offset_in("seminars", 12)
            _hold(year, occasion, facts[occasion.value], since, _workers(year, silent=facts["silent"]))
    if "quoted" in facts:
        with year.day(year.offset_in("feedback", 20)):
            _quote(year, facts["quoted"])


def _quote(year: Year, texts: Sequence[str]) -> None:
    cycle = planning.get_cycle(year.facilitator, year.cycle.id)
    for answer in open_answers.list_open(cycle):
        if answer.words in texts:
            chosen.decide(year.facilitator, cycle.id, source=answer.source, text=answer.words)


def _hold(year: Year, occasion: Occasion, facts: Facts, since: int, people: Iterator[Actor]) -> None:
    leads, cycle_id = year.facilitator, year.cycle.id
    with year.day(since + facts["opened"]):
        staff.open_survey(leads, cycle_id, occasion=occasion)
    with year.day(since + facts["opened"] + 1):
        for given, person in zip(_by_person(facts["answers"]), people, strict=False):
            staff.answer(person, cycle_id, occasion=occasion, answers=given)
    if "notes" in facts:
        with year.day(since + facts["opened"] + 5):
            focus_notes.save(leads, cycle_id, occasion=occasion, text=facts["notes"], version=0)
    if "reminded" in facts:
        with year.day(since + facts["reminded"]):
            reminding.remind(leads, cycle_id, occasion=occasion)
    if "closed" in facts:
        with year.day(since + facts["closed"]):
            staff.close(leads, cycle_id, occasion=occasion)


def _workers(year: Year, *, silent: Sequence[str]) -> Iterator[Actor]:
    """Everybody who is asked, but for those who have not answered."""
    for username, actor in year.cast.actors.items():
        if actor.is_any(Role.SOCIAL_WORKER) and username not in silent:
            yield actor


def _by_person(answers: Mapping[str, Mapping[str, int] | Sequence[str]]) -> Iterator[dict[str, str]]:
    """What one person after the other answers: who has no answer left to a question leaves it out."""
    spread = {
        name: [value for value, count in given.items() for _ in range(count)] if isinstance(given, Mapping) else given
        for name, given in answers.items()
    }
    for number in range(max(map(len, spread.values()))):
        yield {name: values[number] for name, values in spread.items() if number < len(values)}
