"""In a unit with hundreds of everything each page asks the database a few questions and is of a bounded size.

The walk opens every page there is: a list that is written tomorrow is held to it without being named here. When this
fails, let the list have pages (`toolkit.paging`), or fetch at once what is fetched for each line.
"""

from collections.abc import Iterator

import pytest

from tests.architecture.access_rules import is_welcome
from tests.architecture.source import expect_none
from tests.large_world import many_interviews, many_people
from tests.seminar.demo.test_queries import counted
from tests.sweep import Address, Town, list_addresses
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.people.models import Team, Unit

pytestmark = pytest.mark.one_database

MANY = 200  # interviews: with one question, or a line of 600 characters, for each a page fails
QUESTIONS = 100
UNITS = 110  # more than questions: with one for each a page fails
KILOBYTES = 120

EXCUSED = {
    "outputs.index": "holds pictures of the papers, as many as there are kinds of paper",
    "archiving.copy": "a file of everything about the interviews that go to the archive, each of which it opens",
}
"""Pages that may be longer, with the reason."""


def test_no_page_grows_with_the_unit(town: Town) -> None:
    _grow(town)
    expect_none(problem for address in list_addresses(town.app, "GET") for problem in _look_at(town, address))


def _grow(town: Town) -> None:
    with town.app.app_context():
        ids = town.world.here.ids
        unit, cycle = db.session.get_one(Unit, ids["unit_id"]), db.session.get_one(Cycle, ids["cycle_id"])
        db.session.add_all(Unit(name=f"Enhet {at}", teams=[Team(name="Ett")]) for at in range(UNITS))
        workers = many_people(unit, MANY // 5)
        many_interviews(cycle, workers, [ids["theme_id"]], many=MANY)
        db.session.commit()


def _look_at(town: Town, address: Address) -> Iterator[str]:
    who = next((each for each in town.world.people if is_welcome(address, each)), None)
    if who is None or address.endpoint in EXCUSED or _is_file(address):
        return
    with town.app.app_context(), counted() as asked:
        answer = town.visit(address, who)
    if answer.mimetype != "text/html":
        return
    size = len(answer.data) // 1024
    if len(asked) > QUESTIONS:
        yield f"{address} asks {len(asked)} times"
    if size > KILOBYTES:
        yield f"{address} is {size} kB"


def _is_file(address: Address) -> bool:
    return "." in address.rule.rule.rsplit("/", 1)[-1]
