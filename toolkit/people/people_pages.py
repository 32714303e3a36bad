"""Everybody, as a long list is read: a page at a time, or those who are looked for by name."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from toolkit import finding, paging
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.paging import Page
from toolkit.people.models import Person


def page_of_people(actor: Actor, *, page: int = 1, words: str = "") -> Page[Person]:
    """A page of everybody, or of those in whose name or user name the words stand, for the administrator."""
    if not words:
        return paging.read(people_of(actor), number=page)
    names = db.session.execute(people_of(actor).with_only_columns(Person.id, Person.name, Person.username)).all()
    chosen = paging.cut(finding.keys_of(((row.id, row.name, row.username) for row in names), words=words), number=page)
    found = {person.id: person for person in db.session.scalars(people_of(actor).where(Person.id.in_(chosen.rows)))}
    return chosen.each(found.__getitem__)


def people_of(actor: Actor) -> Select[Person]:
    """Everybody, for the administrator, as a query: first those who may sign in."""
    actor.require(Role.ADMINISTRATOR)
    people = select(Person).order_by(Person.is_active.desc(), Person.name, Person.id)
    return people.options(selectinload(Person.role_rows), joinedload(Person.team), joinedload(Person.unit))
