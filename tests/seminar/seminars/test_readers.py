"""The reading list: nobody reads a child whom they know, what is begun stays, and the counts never tell marks."""

import pytest
from flask import Flask

from seminar.seminars import planning, readers, reading
from seminar.seminars.models import Seminar
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit import paging
from toolkit.errors import InvalidInput, Overtaken
from toolkit.people.models import Person


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar((13, "girl"), (10, "boy"), (16, "girl"))


def hands(day: Seminar) -> dict[str, set[int]]:
    """The numbers of the interviews that each reads."""
    found = readers.look(day)
    number = {one.id: one.number for one in found.progress.values()}
    return {one.person.name: {number[text] for who, text in found.pairs if who == one.id} for one in found.participants}


def test_each_is_dealt_two_that_they_may_read(material: Material) -> None:
    people = [*days.readers_of(material, 2), material.transcripts[2].assignment.interviewer]
    days.handles(material.transcripts[0], people[0])
    day = days.a_day(material, *people)
    readers.deal(material.leads, *days.ids(material, day))
    dealt = hands(day)
    assert dealt[people[0].name] == {2, 3}
    assert dealt[people[2].name] == {1, 2}
    assert len(dealt[people[1].name]) == 2
    assert not readers.look(day).unread


def test_what_nobody_may_read_is_said(material: Material) -> None:
    reader = days.readers_of(material, 1)[0]
    days.handles(material.transcripts[1], reader)
    day = days.a_day(material, reader)
    readers.deal(material.leads, *days.ids(material, day), each=1)
    left = {one.number: one.may_be_read for one in readers.look(day).unread}
    assert left[2] is False
    assert len(left) == 2


def test_dealing_anew_leaves_what_is_begun(material: Material) -> None:
    people = days.readers_of(material, 3)
    day = days.a_day(material, *people)
    ids = days.ids(material, day)
    first, second, third = material.transcripts
    days.give(material, day, [(people[0], first), (people[1], second)])
    reading.say_read(make.actor(people[0]), *ids, assignment_id=first.assignment_id, is_read=True)
    days.a_mark(make.actor(people[1]), day, second, "skickat")
    readers.deal(material.leads, *ids, each=1)
    dealt = hands(day)
    assert (dealt[people[0].name], dealt[people[1].name], dealt[people[2].name]) == ({1}, {2}, {3})
    assert third.assignment_id


def test_by_hand_a_barred_pair_is_refused_and_so_is_an_old_page(material: Material) -> None:
    reader = days.readers_of(material, 1)[0]
    days.handles(material.transcripts[0], reader)
    day = days.a_day(material, reader)
    with pytest.raises(InvalidInput):
        days.give(material, day, [(reader, material.transcripts[0])])
    days.give(material, day, [(reader, material.transcripts[1])])
    with pytest.raises(Overtaken):
        readers.choose(material.leads, *days.ids(material, day), pairs=set(), version=day.version - 1)


def test_by_hand_a_page_is_chosen_and_the_other_pages_stay(material: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "SIZE", 2)
    first_reader, second_reader = days.readers_of(material, 2)
    day = days.a_day(material, first_reader, second_reader)
    first, second, third = material.transcripts
    days.give(material, day, [(first_reader, first), (first_reader, third)])
    pages = [readers.look(day, page=number).interviews for number in (1, 2)]
    assert [[one.number for one in page] for page in pages] == [[1, 2], [3]]
    chosen = {(days.place_of(day, second_reader).id, second.assignment_id)}
    among = {one.id for one in pages[0]}
    ids = days.ids(material, day)
    readers.choose(material.leads, *ids, pairs=chosen, version=day.version, among=among)
    assert hands(day) == {first_reader.name: {3}, second_reader.name: {2}}
    with pytest.raises(InvalidInput):
        readers.choose(material.leads, *ids, pairs=chosen, version=day.version, among={third.assignment_id})


def test_how_many_have_read_is_counted_and_what_became_barred_is_not(material: Material) -> None:
    people = days.readers_of(material, 2)
    day = days.a_day(material, *people)
    text = material.transcripts[0]
    days.give(material, day, [(one, text) for one in people])
    reading.say_read(make.actor(people[0]), *days.ids(material, day), assignment_id=text.assignment_id, is_read=True)
    found = readers.look(day)
    assert (found.done, found.to_do) == (1, 2)
    days.handles(text, people[0])
    people[1].is_active = False
    assert (readers.look(day).done, readers.look(day).to_do) == (0, 0)


def test_with_nothing_handed_over_nothing_is_dealt(app: Flask) -> None:
    material = making.a_seminar()
    empty = making.another_cycle(material)
    day = days.a_day(empty, material.worker)
    with pytest.raises(InvalidInput):
        readers.deal(empty.leads, empty.cycle.id, day.id)
    assert planning.list_seminars(empty.leads, empty.cycle.id) == [day]


def test_two_parts_of_one_child_are_one_interview(material: Material) -> None:
    reader: Person = days.readers_of(material, 1)[0]
    making.another_part(material.transcripts[0])
    day = days.a_day(material, reader)
    found = readers.look(day).interviews
    assert [(one.number, len(one.parts)) for one in found] == [(1, 2), (2, 1), (3, 1)]
