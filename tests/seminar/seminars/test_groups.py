"""Small groups: even, one for each question area at the final seminar, moved by hand, without those who have left."""

import uuid
from collections import Counter

import pytest
from flask import Flask

from seminar.seminars import groups
from seminar.seminars.models import Kind
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.errors import InvalidInput, Overtaken


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar()


def test_groups_are_as_even_as_can_be(material: Material) -> None:
    day = days.a_day(material, *days.readers_of(material, 7))
    groups.draw(material.leads, *days.ids(material, day), number=3)
    sizes = Counter(one.group_id for one in day.participants)
    assert sorted(sizes.values()) == [2, 2, 3]
    groups.draw(material.leads, *days.ids(material, day), number=2)
    assert (len(day.groups), {one.group.number for one in day.participants if one.group}) == (2, {1, 2})


def test_the_final_seminar_has_a_group_for_each_question_area(material: Material) -> None:
    day = days.a_day(material, *days.readers_of(material, 4), kind=Kind.UNIT)
    groups.draw(material.leads, *days.ids(material, day), number=1)
    assert [group.area for group in day.groups] == ["knowledge", "contact", "participation"]


def test_more_groups_than_people_are_refused_and_whoever_left_is_not_counted(material: Material) -> None:
    people = days.readers_of(material, 3)
    day = days.a_day(material, *people)
    people[0].is_active = False
    people[1].unit_id = make.a_unit().id
    assert [one.person_id for one in groups.list_present(day)] == [people[2].id]
    assert {one.person_id for one in groups.list_absent(day)} == {people[0].id, people[1].id}
    with pytest.raises(InvalidInput):
        groups.draw(material.leads, *days.ids(material, day), number=2)


def test_people_are_moved_and_groups_named_by_hand(material: Material) -> None:
    day = days.a_day(material, *days.readers_of(material, 2))
    ids = days.ids(material, day)
    groups.draw(material.leads, *ids, number=2)
    seen, first = day.version, day.groups[0]
    everybody = {one.id: first.id for one in day.participants}
    groups.change(material.leads, *ids, names={first.id: "Blå"}, members=everybody, version=seen)
    assert ({one.group_id for one in day.participants}, day.groups[0].name) == ({first.id}, "Blå")
    with pytest.raises(Overtaken):
        groups.change(material.leads, *ids, names={}, members={}, version=seen)
    lost = {day.participants[0].id: uuid.uuid4()}
    with pytest.raises(InvalidInput):
        groups.change(material.leads, *ids, names={}, members=lost, version=day.version)
