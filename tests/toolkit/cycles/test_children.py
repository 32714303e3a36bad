"""The list of children: codes only, one unit's own, and nothing that has happened is wiped out."""

from dataclasses import replace
from functools import partial

import pytest

from tests import factories as make
from tests.toolkit.cycles.scene import Scene
from toolkit.cycles import child_list, children, drawing, removing
from toolkit.cycles.children import Facts
from toolkit.cycles.rotation import Spread
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.spreadsheets.table import Answers

HEAD = "kod;ålder;kön;team;handläggare;tidigare handläggare;medhandläggare;ärende\r\n"


def facts(scene: Scene) -> Facts:
    return Facts(
        code="A-1",
        age=11,
        sex="girl",
        team_id=scene.teams[0].id,
        handlers=frozenset({(scene.workers[0].id, "present")}),
    )


def test_a_child_is_put_on_the_list_and_changed(scene: Scene) -> None:
    child = children.add(scene.actor, scene.cycle.id, facts=facts(scene))
    assert children.facts_of(child) == facts(scene)
    both = frozenset({(scene.workers[1].id, "former"), (scene.workers[1].id, "co")})
    other = replace(facts(scene), code="A-2", age=12, handlers=both, case_open=False, protected_identity=True)
    children.change(scene.actor, scene.cycle.id, child.id, facts=other, version=child.version)
    assert children.facts_of(children.get_child(scene.actor, scene.cycle.id, child.id)) == other


def test_what_cannot_stand_on_the_list(scene: Scene) -> None:
    known = facts(scene)
    children.add(scene.actor, scene.cycle.id, facts=replace(known, code="Å-9"))
    away = make.a_team(scene.stranger.unit)
    for wrong, field in (
        (replace(known, code="20140312-2384"), "code"),
        (replace(known, code="Alva Johansson"), "code"),
        (replace(known, code="å-9"), "code"),  # the same but for the capital
        (replace(known, age=4), "age"),
        (replace(known, age=19), "age"),
        (replace(known, sex="x"), "sex"),
        (replace(known, team_id=away.id), "team_id"),
        (replace(known, handlers=frozenset()), "handlers"),
        (replace(known, handlers=frozenset({(scene.stranger.id, "present")})), "handlers"),
        (replace(known, handlers=frozenset({(scene.gone.id, "friend")})), "handlers"),
    ):
        with pytest.raises(InvalidInput) as refused:
            children.add(scene.actor, scene.cycle.id, facts=wrong)
        assert refused.value.field == field
    assert children.count(scene.actor, scene.cycle.id) == 1


def test_a_drawn_child_stays_and_keeps_its_rule(scene: Scene) -> None:
    child = scene.child(scene.workers[0])
    drawing.choose(
        scene.actor, scene.cycle.id, interviewer_id=scene.workers[1].id, child_id=child.id, reason="Bor nära"
    )
    with pytest.raises(WrongState):
        removing.remove_child(scene.actor, scene.cycle.id, child.id)
    own = replace(children.facts_of(child), handlers=frozenset({(scene.workers[1].id, "former")}))
    with pytest.raises(InvalidInput) as refused:
        children.change(scene.actor, scene.cycle.id, child.id, facts=own, version=child.version)
    assert refused.value.field == "handlers"


def test_an_undrawn_child_can_be_taken_off(scene: Scene) -> None:
    child = scene.child(scene.workers[0])
    removing.remove_child(scene.actor, scene.cycle.id, child.id)
    assert children.count(scene.actor, scene.cycle.id) == 0


def test_codes_stand_in_the_order_that_people_count(scene: Scene) -> None:
    for code in ("B-10", "a-2", "B-9", "A-10"):
        scene.child(scene.workers[0], code=code)
    assert [one.code for one in children.list_children(scene.actor, scene.cycle.id)] == ["a-2", "A-10", "B-9", "B-10"]


def test_only_the_units_own_facilitator_sees_the_list(scene: Scene) -> None:
    child = scene.child(scene.workers[0])
    for person in (scene.stranger, scene.leader, scene.workers[0]):
        actor = make.actor(person)
        for act in (
            partial(children.list_children, actor, scene.cycle.id),
            partial(children.list_drawn_ids, actor, scene.cycle.id),
            partial(child_list.keep, actor, scene.cycle.id, data=HEAD.encode(), answers=Answers()),
            partial(children.get_child, actor, scene.cycle.id, child.id),
            partial(removing.remove_child, actor, scene.cycle.id, child.id),
        ):
            with pytest.raises(NotFound):
                act()
    assert children.count(make.actor(scene.leader), scene.cycle.id) == 1


def test_a_list_is_read_once(scene: Scene) -> None:
    data = (
        HEAD
        + "A-1;11;flicka;Team Barn;Sara Lindgren;Har Slutat;Ali Hassan;avslutat\r\nA-2;3;flicka;;Sara Lindgren;;;\r\n"
    ).encode()
    intake = child_list.keep(scene.actor, scene.cycle.id, data=data, answers=Answers())
    assert ([row.code for row in intake.rows], [one.row for one in intake.problems]) == (["A-1"], [3])
    (child,) = children.list_children(scene.actor, scene.cycle.id)
    assert children.facts_of(child) == Facts(
        code="A-1",
        age=11,
        sex="girl",
        team_id=scene.teams[0].id,
        handlers=frozenset({(scene.workers[0].id, "present"), (scene.gone.id, "former"), (scene.workers[2].id, "co")}),
        case_open=False,
    )
    again = child_list.keep(scene.actor, scene.cycle.id, data=data, answers=Answers())
    assert again.rows == ()
    assert children.count(scene.actor, scene.cycle.id) == 1


def test_a_drawn_child_is_marked(scene: Scene) -> None:
    scene.children(4)
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.RANDOM)
    everybody = {child.id for child in children.list_children(scene.actor, scene.cycle.id)}
    assert children.list_drawn_ids(scene.actor, scene.cycle.id) == everybody
