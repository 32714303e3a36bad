"""Two cycles that overlap: each has its own pages, none hides the other, nothing of one is found under the other."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from seminar.actions import listing
from seminar.board import voices
from seminar.coding import readings
from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from seminar.seminars import planning
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from tests.wall_clock import SetClock
from toolkit import clock
from toolkit.cycles.models import Cycle, CyclePhase
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
SEPTEMBER = datetime(2027, 9, 15, 9, tzinfo=UTC)
PHASES = {
    "interviews": (date(2026, 10, 1), date(2026, 11, 30)), "seminars": (date(2027, 1, 1), date(2027, 1, 31)),
    "report": (date(2027, 2, 1), date(2027, 2, 28)), "follow_up": (date(2027, 9, 1), date(2027, 9, 30)),
}  # fmt: skip


@dataclass(frozen=True)
class Overlap:
    """September: last year's promises are followed up, and the next year is drawn."""

    seminar: Seminar
    last: Cycle
    this: Cycle
    promise: Proposal


@pytest.fixture
def overlap(app: object, set_clock: SetClock) -> Overlap:
    """Something under a theme of last year, and a promise that is not introduced."""
    set_clock(SEPTEMBER)
    seminar = making.a_seminar((13, "girl"))
    last = seminar.cycle
    this = make.a_cycle(seminar.unit, seminar.facilitator, interviewers=(seminar.worker,))
    last.year, last.name, this.year, this.name = 2026, "2026–2027", 2027, "2027–2028"
    for cycle, later in ((last, 0), (this, 365)):
        for key, (starts, ends) in PHASES.items():
            more = timedelta(days=later)
            cycle.phases.append(CyclePhase(key=key, starts_on=starts + more, ends_on=ends + more))
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    voices.write(seminar.leads, last.id, theme.id, text="Vi byter ofta fort.")
    return Overlap(seminar, last, this, promising.an_action(seminar).proposal)


def test_a_word_in_the_top_bar_leads_where_the_room_is_due(overlap: Overlap, signed_in: SignIn) -> None:
    browser = signed_in(overlap.seminar.facilitator)
    rooms = {"seminar": overlap.this, "board": overlap.last, "report": overlap.last}
    for room, cycle in rooms.items():
        answer = browser.get(f"/{room}")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/cycles/{cycle.id}/{room}")
    leader = signed_in(overlap.seminar.leader)
    assert leader.get("/proposals").headers["Location"] == f"/cycles/{overlap.last.id}/proposals"


def test_whoever_takes_part_is_led_to_the_board_of_the_seminar_that_goes_on(
    overlap: Overlap, signed_in: SignIn
) -> None:
    worker = signed_in(overlap.seminar.worker)
    assert worker.get("/board").headers["Location"] == f"/cycles/{overlap.last.id}/board"
    making.a_handed_over(overlap.this, overlap.seminar.unit, age=10, sex="boy")
    now = replace(overlap.seminar, cycle=overlap.this)
    planning.open_seminar(now.leads, *days.ids(now, days.a_day(now, now.worker)))
    db.session.commit()
    assert worker.get("/board").headers["Location"] == f"/cycles/{overlap.this.id}/board"


def test_a_text_that_nobody_has_read_brings_the_seminar_to_its_year(overlap: Overlap, signed_in: SignIn) -> None:
    making.a_handed_over(overlap.last, overlap.seminar.unit, age=10, sex="boy")
    assert readings.count_unread(overlap.seminar.leads) == {overlap.last.id: 1}
    answer = signed_in(overlap.seminar.facilitator).get("/seminar")
    assert answer.headers["Location"] == f"/cycles/{overlap.last.id}/seminar"


def test_what_waits_is_counted_by_cycle_and_in_the_own_unit_alone(overlap: Overlap) -> None:
    seminar, last = overlap.seminar, overlap.last
    stranger = making.a_seminar()
    assert listing.count_open(seminar.decides) == {last.id: 1}
    assert proposing.count_undecided(seminar.decides) == {}
    proposing.write(seminar.leads, last.id, overlap.promise.theme_id, text="En egen kod till dörren.")
    assert proposing.count_undecided(seminar.decides) == {last.id: 1}
    [action] = promising.actions_of(seminar, overlap.promise)
    promising.tell(seminar, action, "done")
    assert listing.count_open(seminar.decides) == {last.id: 1}, "done is not verified"
    promising.confirm(seminar, action)
    assert listing.count_open(seminar.decides) == {}
    for count in (readings.count_unread, proposing.count_undecided, listing.count_open):
        assert last.id not in count(stranger.leads)


def inner_pages(overlap: Overlap) -> list[tuple[str, str]]:
    """What hangs on something of last year: (its address inside a cycle, the page that stands for it elsewhere)."""
    theme = overlap.promise.theme_id
    voice = voices.get_theme_voices(overlap.seminar.leads, overlap.last.id, theme).staff[0].id
    return [
        (f"/themes/{theme}", "/seminar"),
        (f"/board/themes/{theme}", "/board"),
        (f"/board/voices/{voice}", "/board"),
        (f"/seminar/transcripts/{overlap.seminar.transcripts[0].id}", "/seminar"),
        (f"/proposals/{overlap.promise.id}", ""),
        (f"/proposals/new/{theme}", ""),
    ]


def test_nothing_of_one_cycle_is_found_under_another(overlap: Overlap, signed_in: SignIn) -> None:
    browser = signed_in(overlap.seminar.facilitator)
    for address, _first in inner_pages(overlap):
        assert browser.get(f"/cycles/{overlap.last.id}{address}").status_code == 200, address
        assert browser.get(f"/cycles/{overlap.this.id}{address}").status_code == 404, address
        assert browser.post(f"/cycles/{overlap.this.id}{address}", data={"text": "x"}).status_code in {404, 405}, (
            address
        )
    for act in (f"/themes/{overlap.promise.theme_id}/move", f"/themes/{overlap.promise.theme_id}/remove"):
        assert browser.post(f"/cycles/{overlap.this.id}{act}").status_code == 404, act
    leader, promise = signed_in(overlap.seminar.leader), f"/proposals/{overlap.promise.id}/decision"
    assert leader.get(f"/cycles/{overlap.last.id}{promise}").status_code == 200
    assert leader.get(f"/cycles/{overlap.this.id}{promise}").status_code == 404


def chosen(page: str, name: str) -> str:
    """Where the switch leads for one cycle."""
    found = re.search(rf'<p class="cycles__name"><a href="([^"]+)"[^>]*>{name}</a>', page)
    assert found, "the switch does not offer it"
    return found[1]


def test_the_switch_changes_the_year_and_keeps_the_room(overlap: Overlap, signed_in: SignIn) -> None:
    browser, last, this = signed_in(overlap.seminar.facilitator), overlap.last, overlap.this
    for room in ("", "/seminar", "/themes", "/board", "/board/contact", "/report", "/report/text/summary", "/actions",
                 "/actions/staff-meeting", "/proposals", "/survey-answers", "/children", "/draw", "/plan"):  # fmt: skip
        answer = browser.get(f"/cycles/{last.id}{room}", follow_redirects=True)
        inspect_page(answer.text, dict(answer.headers))
        if room != "/actions/staff-meeting":  # the paper has no top bar
            assert chosen(answer.text, this.name) == f"/cycles/{this.id}{room}"
            assert browser.get(f"/cycles/{this.id}{room}").status_code == 200


def test_where_a_page_has_no_counterpart_the_switch_leads_to_its_room(overlap: Overlap, signed_in: SignIn) -> None:
    browser = signed_in(overlap.seminar.facilitator)
    for address, first in inner_pages(overlap):
        page = browser.get(f"/cycles/{overlap.last.id}{address}").text
        assert chosen(page, overlap.this.name) == f"/cycles/{overlap.this.id}{first}", address


def test_every_room_of_every_year_is_two_clicks_away(overlap: Overlap, signed_in: SignIn) -> None:
    """Open the switch, choose: from any page, also one that belongs to no year."""
    for person, rooms in (
        (overlap.seminar.facilitator, ("seminar", "board", "report", "actions")),
        (overlap.seminar.worker, ("board", "report", "actions")),
        (overlap.seminar.leader, ("proposals", "report", "actions")),
    ):
        browser = signed_in(person)
        page = browser.get("/account").text
        for cycle in (overlap.last, overlap.this):
            for room in rooms:
                assert f'href="/cycles/{cycle.id}/{room}"' in page, room
                assert browser.get(f"/cycles/{cycle.id}/{room}").status_code == 200
    page = signed_in(overlap.seminar.facilitator).get("/cycles/").text
    assert all(f'href="/cycles/{overlap.last.id}/{room}"' in page for room in ("seminar", "board", "report", "actions"))


def test_with_one_cycle_there_is_nothing_to_switch(app: object, signed_in: SignIn) -> None:
    seminar = making.a_seminar()
    assert "cycles__name" not in signed_in(seminar.facilitator).get(f"/cycles/{seminar.cycle.id}/seminar").text


def test_last_years_promise_is_followed_up_while_the_next_year_runs(overlap: Overlap, signed_in: SignIn) -> None:
    [action] = promising.actions_of(overlap.seminar, overlap.promise)
    browser, address = signed_in(overlap.seminar.leader), f"/actions/{action.id}"
    sent = {"state": "still", "note": "Vi väntar på avtalet.", "on": clock.today().isoformat(), "seen": "0"}
    assert browser.post(f"{address}/report", data=sent).headers["Location"] == address
    assert "Vi väntar på avtalet." in browser.get("/actions", follow_redirects=True).text


def test_a_link_on_a_page_stays_in_its_cycle(overlap: Overlap, signed_in: SignIn) -> None:
    """Everything that the board of last year leads to, but for the switch, is of last year."""
    page = signed_in(overlap.seminar.facilitator).get(f"/cycles/{overlap.last.id}/board/contact").text
    without_switch = re.sub(r'<details class="menu cycles".*?</details>', "", page, flags=re.DOTALL)
    led_to = set(re.findall(r'href="/cycles/([0-9a-f-]{36})/', without_switch))
    assert led_to == {str(overlap.last.id)}


def test_the_word_file_says_its_year(overlap: Overlap, signed_in: SignIn) -> None:
    answer = signed_in(overlap.seminar.worker).get(f"/cycles/{overlap.last.id}/report/annual-report.docx")
    assert "2026" in answer.headers["Content-Disposition"]
