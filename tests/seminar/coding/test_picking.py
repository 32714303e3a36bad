"""What the picker offers: definitions in one question, and each person's own latest themes."""

from flask import Flask
from sqlalchemy import inspect

from seminar.coding import picking
from tests import factories as make
from tests.seminar import making
from toolkit.access import Role
from toolkit.db import db


def test_the_latest_themes_are_ones_own_in_this_cycle_and_each_once(app: Flask) -> None:
    seminar = making.a_seminar()
    themes = [making.a_theme(seminar, f"Tema {number}") for number in range(7)]
    for theme in (*themes, themes[3]):
        making.an_excerpt(seminar, theme, position=3 if theme is themes[3] else 1)
    db.session.commit()
    making.an_excerpt(seminar, themes[0], position=3)
    db.session.commit()
    newest = [themes[number].id for number in (0, 6, 5, 4, 3)]
    assert picking.list_recent(seminar.leads, seminar.cycle.id) == newest
    colleague = make.actor(make.a_person(seminar.unit, Role.FACILITATOR))
    assert picking.list_recent(colleague, seminar.cycle.id) == []
    assert picking.list_recent(seminar.leads, making.another_cycle(seminar).cycle.id) == []


def test_the_definitions_come_with_the_themes(app: Flask) -> None:
    seminar = making.a_seminar()
    making.a_theme(seminar)
    leads, cycle_id = seminar.leads, seminar.cycle.id
    db.session.commit()
    db.session.expunge_all()
    found = picking.list_choices(leads, cycle_id)
    assert ["definition" in inspect(row.theme).unloaded for row in found] == [False]
