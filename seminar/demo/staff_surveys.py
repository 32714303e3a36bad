"""The staff of the practice unit answer before the interviews and after the seminar, and some of it is quoted."""

from collections.abc import Iterator, Mapping, Sequence

from interview_guides.surveys import Occasion
from seminar.demo.story import Facts, Year, read
from seminar.report import open_answers as chosen
from toolkit.access import Actor, Role
from toolkit.cycles import planning
from toolkit.surveys import focus_notes, open_answers, staff

QUOTED = 121
"""The day on which the facilitator chooses among the open answers."""


def ask(year: Year, name: str) -> None:
    """Both occasions of a year, as `staff_surveys.yaml` tells it under this name."""
    facts = read("staff_surveys")[name]
    for occasion in Occasion:
        _hold(year, occasion, facts[occasion.value], _workers(year, silent=facts["silent"]))
    with year.day(QUOTED):
        cycle = planning.get_cycle(year.facilitator, year.cycle.id)
        for answer in open_answers.list_open(cycle) if "quoted" in facts else ():
            if answer.words in facts["quoted"]:
                chosen.decide(year.facilitator, cycle.id, source=answer.source, text=answer.words)


def _hold(year: Year, occasion: Occasion, facts: Facts, people: Iterator[Actor]) -> None:
    leads, cycle_id = year.facilitator, year.cycle.id
    with year.day(facts["opened"]):
        staff.open_survey(leads, cycle_id, occasion=occasion)
    with year.day(facts["opened"] + 1):
        for given, person in zip(_by_person(facts["answers"]), people, strict=False):
            staff.answer(person, cycle_id, occasion=occasion, answers=given)
    if "notes" in facts:
        with year.day(facts["opened"] + 5):
            focus_notes.save(leads, cycle_id, occasion=occasion, text=facts["notes"], version=0)
    if "reminded" in facts:
        with year.day(facts["reminded"]):
            staff.remind(leads, cycle_id, occasion=occasion)
    if "closed" in facts:
        with year.day(facts["closed"]):
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
