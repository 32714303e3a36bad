"""How far the year has come: children per stage and team, counted by the rooms that know, ranked by nobody."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.speakers import only
from tests.toolkit.cycles.scene import Scene
from toolkit.cycles import advice, drawing, outlook, progress
from toolkit.cycles.advice import Advice, StandsStill
from toolkit.cycles.models import Assignment, EndReason
from toolkit.cycles.rotation import Spread
from toolkit.errors import NotFound
from toolkit.people.models import Person


def test_the_stages_that_somebody_counts(app: Flask, scene: Scene) -> None:
    scene.children(5)
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    sara = next(one for one in outlook.going_in(scene.cycle) if one.interviewer.name == "Sara Lindgren")
    only(app, progress.COUNTERS, interviewed=lambda _cycle: Assignment.id == sara.id)
    seen = progress.overview(make.actor(scene.leader), scene.cycle.id)
    assert (seen.stages, seen.interviewers) == (("drawn", "interviewed"), 4)
    assert seen.numbers == {"drawn": 4, "interviewed": 1}
    assert [(team.name, dict(team.numbers)) for team in seen.teams] == [
        ("Team Barn", {"drawn": 2, "interviewed": 1}),
        ("Team Ungdom", {"drawn": 2}),
    ]


def test_a_child_who_said_no_was_drawn_and_one_undone_by_hand_was_not(scene: Scene) -> None:
    scene.children(6)
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    said_no, undone, *_ = outlook.going_in(scene.cycle)
    drawing.replace(scene.actor, said_no, reason=EndReason.DECLINED)
    drawing.replace(scene.actor, undone, reason=EndReason.CHANGED_BY_HAND)
    assert progress.overview(scene.actor, scene.cycle.id).numbers["drawn"] == 5


def test_a_team_without_a_child_is_shown_and_workers_without_a_team_too(scene: Scene) -> None:
    scene.children(2)
    for worker in scene.workers:
        worker.team_id = None
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    teams = progress.overview(scene.actor, scene.cycle.id).teams
    assert [(team.name, team.numbers["drawn"]) for team in teams] == [
        ("Team Barn", 0), ("Team Ungdom", 0), (None, 2),
    ]  # fmt: skip


def test_only_the_own_unit(scene: Scene) -> None:
    for person in (scene.stranger, scene.workers[0]):
        with pytest.raises(NotFound):
            progress.overview(make.actor(person), scene.cycle.id)


def test_what_to_help_with_follows_the_year(app: Flask, scene: Scene) -> None:
    only(app, progress.WAITING)

    def advised() -> list[Advice]:
        return advice.list_advice(scene.actor, scene.cycle)

    assert advised() == [Advice(StandsStill.NO_CHILDREN)]
    scene.children(3)
    assert advised() == [Advice(StandsStill.NOT_DRAWN, number=4, possible=3)]
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    assert advised() == [Advice(StandsStill.WORKERS_WITHOUT, number=1)]
    scene.children(1)
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    assert advised() == []


def test_later_rooms_say_what_waits_and_for_whom(app: Flask, scene: Scene) -> None:
    leader = make.actor(scene.leader)
    only(
        app,
        progress.WAITING,
        readers=lambda actor, _cycle: 2 if actor == leader else 0,
        everybody=lambda _actor, cycle: 5 if cycle is scene.cycle else 0,
    )
    assert advice.list_advice(leader, scene.cycle) == [Advice("readers", 2), Advice("everybody", 5)]
    assert advice.list_advice(scene.actor, scene.cycle) == [Advice(StandsStill.NO_CHILDREN), Advice("everybody", 5)]


def test_the_page_says_what_waits_in_words_with_the_way_on(
    app: Flask, scene: Scene, signed_in: Callable[[Person], FlaskClient]
) -> None:
    only(app, progress.WAITING, undecided_proposals=lambda _actor, _cycle: 2)
    only(app, progress.TOTALS, correcting_ms=lambda _actor, _cycle: 9_000_000)
    page = signed_in(scene.leader).get(f"/cycles/{scene.cycle.id}").text
    assert "2 förslag väntar på beslut." in page
    assert "Läs och besluta" in page
    assert "Rättningen har hittills tagit 2,5 tim sammanlagt." in page
