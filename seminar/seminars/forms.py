"""The shape of a seminar's plan, its agenda, its groups, who reads what, and a mark in a text."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation

from seminar.seminars import agenda, groups, planning, readers
from seminar.seminars.agenda import Point
from seminar.seminars.models import Kind, Seminar
from seminar.seminars.naming import group_name
from seminar.seminars.planning import Plan
from seminar.seminars.readers import Pair, ReadingList
from seminar.texts.forms import PassageForm, optional_number
from seminar.texts.passages import Place
from toolkit.errors import NotFound
from toolkit.fields import DayField, NumberField, RowsField, TickField
from toolkit.forms import HouseForm, RowForm, VersionedForm, options, stripped
from toolkit.ids import optional_id
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l

NAMED, UNNAMED, AT_ONCE, ACCEPTED = "named", "unnamed", "at_once", "accepted"


class PlanForm(VersionedForm):
    """When and where, and who comes."""

    on = DayField(_l("Day"), validators=[InputRequired(_l("Choose a day."))])
    starts = TimeField(_l("Begins at"), validators=[InputRequired(_l("Choose a time."))])
    ends = TimeField(_l("Ends at"), validators=[InputRequired(_l("Choose a time."))])
    place = StringField(_l("Place"), filters=[stripped], validators=[Optional(), Length(max=200)])
    person_ids = TickField(_l("Who comes"), description=_l("Those who have interviewed, and preferably colleagues."))
    is_sure = BooleanField(_l("Yes, take those marks away"))
    names_shown = RadioField(
        _l("When the seminar opens, what was marked is shown"),
        choices=options([(NAMED, _l("with the name of who marked it")), (UNNAMED, _l("without names"))]),
        validators=[InputRequired(_l("Choose one."))],
        description=_l("Until then nobody sees what others mark, and neither do you."),
    )
    codings_wait = RadioField(
        _l("What those who take part put under themes"),
        choices=options([(AT_ONCE, _l("counts at once")), (ACCEPTED, _l("waits until you have accepted it"))]),
        validators=[InputRequired(_l("Choose one."))],
        description=_l("You can change your mind while the seminar is open."),
    )

    def show(self, plan: Plan, *, version: int = 0) -> None:
        """Fill the form with a plan."""
        self.process(**self.values_of(plan), version=version)

    @staticmethod
    def values_of(plan: Plan) -> dict[str, Any]:
        """A plan as the fields hold it."""
        return {
            "on": plan.on, "starts": plan.starts, "ends": plan.ends, "place": plan.place,
            "person_ids": list(plan.person_ids), "names_shown": NAMED if plan.names_shown else UNNAMED,
            "codings_wait": ACCEPTED if plan.codings_wait else AT_ONCE,
        }  # fmt: skip

    def plan(self, kind: Kind) -> Plan:
        """What was sent."""
        return Plan(
            kind=kind, on=self.on.data, starts=self.starts.data, ends=self.ends.data, place=self.place.data,
            names_shown=self.names_shown.data == NAMED, codings_wait=self.codings_wait.data == ACCEPTED,
            person_ids=set(self.person_ids.data or ()),
        )  # fmt: skip


def _said_of_a_point(form: RowForm, field: Field) -> None:
    """A point says how long it is; an empty line need not."""
    if not field.raw_data or not str(field.raw_data[0]).strip():
        field.errors = []
        raise StopValidation(_("Write how many minutes the point takes.") if form.name.data else "")
    if field.process_errors:
        raise StopValidation  # what is no number is said once


class PointForm(RowForm):
    """One point of the agenda; an empty line is none."""

    name = StringField(_l("Point"), filters=[stripped], validators=[Optional(), Length(max=120)])
    minutes = NumberField(
        _l("Minutes"),
        validators=[
            _said_of_a_point,
            NumberRange(min=1, max=agenda.LONGEST, message=_l("Write between %(min)s and %(max)s minutes.")),
        ],
    )


class AgendaForm(VersionedForm):
    """The points in their order, with a few empty lines to write on."""

    points = RowsField(PointForm, _l("Agenda"), max_entries=agenda.MOST)

    def show(self, seminar: Seminar) -> None:
        """Fill the form with what stands, and three empty lines."""
        self.process(points=(self.rows_of(seminar) + [{}] * 3)[: agenda.MOST], version=seminar.version)

    @staticmethod
    def rows_of(seminar: Seminar) -> list[dict[str, Any]]:
        """The agenda as the fields hold it."""
        return [asdict(point) for point in planning.points_of(seminar)]

    def in_words(self, field: Field, value: Any) -> str:
        """The points on one line."""
        if field is not self.points:
            return super().in_words(field, value)
        return ", ".join(f"{row['name']} {row['minutes']}" for row in value if row.get("name"))

    def written(self) -> list[Point]:
        """What was sent; a line without words is left out."""
        return [Point(row.form.name.data, row.form.minutes.data) for row in self.points if row.form.name.data]


class DrawForm(HouseForm):
    """How many groups to draw."""

    number = NumberField(
        _l("How many groups"), default=3,
        validators=[InputRequired(_l("Write a number.")), NumberRange(min=1, max=groups.MOST)],
    )  # fmt: skip


class DealForm(HouseForm):
    """How many interviews each is dealt."""

    each = NumberField(
        _l("Interviews for each"), default=readers.EACH,
        validators=[InputRequired(_l("Write a number.")), NumberRange(min=1, max=readers.MOST)],
    )  # fmt: skip


class GroupsForm(VersionedForm):
    """The groups by name, and who is in which. Fields come with `groups_form`, one for each group and each person."""

    group_fields: Mapping[str, uuid.UUID] = MappingProxyType({})
    people_fields: Mapping[str, uuid.UUID] = MappingProxyType({})

    def show_newer(self, seminar: Seminar) -> None:
        """After a refusal, what stands; whoever was moved to a group that is gone stands where they stand now."""
        groups_now = {group.id: group for group in seminar.groups}
        people_now = {one.id: one.group_id for one in seminar.participants}
        there: dict[str, Any] = {name: groups_now[one].name for name, one in self.group_fields.items()}
        there |= {name: people_now[one] for name, one in self.people_fields.items()}
        for name in self.people_fields if self.overtaken else ():
            if self[name].data not in groups_now:
                self[name].data = there[name]
        self.accept_newer(seminar, **there)

    def names(self) -> dict[uuid.UUID, str]:
        """What the groups are called, by group."""
        return {group: self[field].data for field, group in self.group_fields.items()}

    def members(self) -> dict[uuid.UUID, uuid.UUID | None]:
        """Which group each is in, by participant."""
        return {one: self[field].data for field, one in self.people_fields.items()}


class ReadersForm(VersionedForm):
    """Who reads what of a page: a field for each participant. They come with `readers_form`."""

    people_fields: Mapping[str, uuid.UUID] = MappingProxyType({})
    shown = TickField("", validate_choice=False)  # the interviews of the page: of the others nothing was said

    def show_newer(self, reading_list: ReadingList) -> None:
        """After a refusal, what stands."""
        there = {
            name: [text.id for text in reading_list.interviews if (one, text.id) in reading_list.pairs]
            for name, one in self.people_fields.items()
        }
        self.accept_newer(reading_list.seminar, **there)

    def pairs(self) -> set[Pair]:
        """What was ticked."""
        return {(one, text) for field, one in self.people_fields.items() for text in self[field].data or ()}


class MarkForm(PassageForm):
    """Without script: a line. With script: also where in the lines the words begin and end."""

    start_segment = SelectField(
        _l("Which words?"), coerce=optional_number, validators=[InputRequired(_l("Mark words, or choose a line."))]
    )
    note = TextAreaField(_l("A note of your own"), filters=[stripped], validators=[Optional(), Length(max=500)])

    @property
    def places(self) -> tuple[Place, Place | None]:
        """Where the words begin and end; no end for a whole line."""
        offset, last, end = self.start_offset.data, self.end_segment.data, self.end_offset.data
        if offset is None or last is None or end is None:
            return (self.start_segment.data, 0), None
        return (self.start_segment.data, offset), (last, end)


def groups_form(seminar: Seminar) -> type[GroupsForm]:
    """The form for the groups and the people of a seminar. Which groups are there is `groups.change`'s to say."""
    choices = options([("", _("No group")), *((group.id, group_name(group)) for group in seminar.groups)])
    names = {f"name_{group.number}": group for group in seminar.groups}
    people = {f"person_{one.id.hex}": one for one in groups.list_present(seminar)}
    fields: dict[str, Any] = {
        name: StringField(
            _("Name of group %(number)s", number=group.number), default=group.name, filters=[stripped],
            validators=[Optional(), Length(max=80)],
        )
        for name, group in names.items()
    } | {
        name: SelectField(
            one.person.name, coerce=optional_id, choices=choices, default=one.group_id, validate_choice=False
        )
        for name, one in people.items()
    }  # fmt: skip
    fields["group_fields"] = {name: group.id for name, group in names.items()}
    fields["people_fields"] = {name: one.id for name, one in people.items()}
    return type("GroupsForm", (GroupsForm,), fields)


def readers_form(reading_list: ReadingList) -> type[ReadersForm]:
    """The form for who reads what: for each participant the interviews that they may read."""
    people = {f"person_{one.id.hex}": one for one in reading_list.participants}
    fields: dict[str, Any] = {
        name: TickField(
            one.person.name,
            choices=options(
                (text.id, str(text.number))
                for text in reading_list.interviews
                if (one.id, text.id) not in reading_list.barred
            ),
            validate_choice=False,
            default=[text.id for text in reading_list.interviews if (one.id, text.id) in reading_list.pairs],
        )
        for name, one in people.items()
    }
    fields["people_fields"] = {name: one.id for name, one in people.items()}
    return type("ReadersForm", (ReadersForm,), fields)


def read_kind(word: str | None) -> Kind:
    """The kind that an address names; the work group's for none. Raises `NotFound` for a word that is no kind."""
    if word and word not in set(Kind):
        raise NotFound
    return Kind(word) if word else Kind.WORK_GROUP
