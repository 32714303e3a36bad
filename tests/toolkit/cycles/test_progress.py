"""How far the year has come: children per stage and team, counted by the rooms that know, ranked by nobody."""

import pytest
from flask import Flask

from tests import factories as make
from tests.toolkit.cycles.scene import Scene
from toolkit.cycles import advice, drawing, outlook, progress
from toolkit.cycles.progress import Suggestion
from toolkit.cycles.rotation import Spread
from toolkit.errors import NotFound


def test_the_stages_that_somebody_counts(app: Flask, scene: Scene) -> None:
    app.extensions[progress.EXTENSION] = progress._Registry()
    scene.children(5)
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    sara = next(one for one in outlook.going_in(scene.cycle) if one.interviewer.name == "Sara Lindgren")
    progress.register(app, progress.INTERVIEWED, lambda _cycle: {sara.id})
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
    drawing.replace(scene.actor, said_no, reason="declined")
    drawing.replace(scene.actor, undone, reason="changed_by_hand")
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


def test_a_stage_that_does_not_exist_is_a_mistake(app: Flask) -> None:
    with pytest.raises(ValueError, match="drawn"):
        progress.register(app, progress.DRAWN, lambda _cycle: ())


def test_what_to_help_with_follows_the_year(app: Flask, scene: Scene) -> None:
    app.extensions[progress.EXTENSION] = progress._Registry()

    def advised() -> list[str]:
        with app.test_request_context():
            return [one.url.rsplit("/", 1)[1] for one in advice.list_suggestions(scene.actor, scene.cycle)]

    assert advised() == ["children"]
    scene.children(3)
    assert advised() == ["draw"]
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    assert advised() == ["draw"], "one worker is still without"
    scene.children(1)
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    assert advised() == []
    progress.register_adviser(app, "room", lambda _actor, _cycle: [Suggestion("Text", "Note", "Act", "/x/room")])
    assert advised() == ["room"]
    assert advice.list_suggestions(make.actor(scene.leader), scene.cycle) == []
