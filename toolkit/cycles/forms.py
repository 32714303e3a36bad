"""The shape of what a facilitator enters: the plan of a year, a child, a file, a draw, a choice by hand."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField, StringField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length

from interview_guides.codes import Phase
from toolkit.cycles.children import Facts
from toolkit.cycles.models import HandlerKind, Interpreter, Sex
from toolkit.cycles.phases import Days
from toolkit.cycles.planning import GUIDE_SETS, Plan
from toolkit.fields import DayField, RowsField, TickField, YearsField
from toolkit.forms import RowForm, VersionedForm, options, stripped
from toolkit.ids import optional_id
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l

GUIDE_SET_NAMES = {"standard": _l("The guides of this program")}
SEX_NAMES = {Sex.GIRL: _l("Girl"), Sex.BOY: _l("Boy"), Sex.OTHER: _l("Other")}
KIND_NAMES = {
    HandlerKind.PRESENT: _l("Handles now"),
    HandlerKind.FORMER: _l("Has handled before"),
    HandlerKind.CO: _l("Co-handler"),
}
INTERPRETER_NAMES = {
    Interpreter.NOT_NEEDED: _l("No interpreter is needed"),
    Interpreter.NEEDED: _l("Needs an interpreter, unless the worker speaks the language"),
    Interpreter.DECLINED: _l("Wants no interpreter: only a worker who speaks the language"),
}
COLUMN_NAMES = {
    "code": _l("Code"),
    "age": _l("Age"),
    "sex": _l("Sex"),
    "team": _l("Team"),
    "present": _l("Handles now"),
    "former": _l("Has handled before"),
    "co": _l("Co-handler"),
    "case": _l("Case"),
    "protected": _l("Protected identity"),
    "siblings": _l("Siblings"),
    "language": _l("Language other than Swedish"),
    "interpreter": _l("Interpreter"),
}
"""The columns of a list of children, as a person chooses among them."""
ROWS = 3


class PlanForm(VersionedForm):
    """The plan without its days; `plan_form` adds two days for every phase of the year wheel."""

    name = StringField(
        _l("Name"),
        filters=[stripped],
        validators=[DataRequired(_l("Give the cycle a name.")), Length(max=120)],
        description=_l("As you speak of it, such as 2026–2027."),
    )
    guide_set = RadioField(
        _l("Guide"),
        choices=options((key, GUIDE_SET_NAMES[key]) for key in GUIDE_SETS),
        default=GUIDE_SETS[0],
        validators=[InputRequired(_l("Choose a guide."))],
    )
    teams = TickField(_l("Teams"), validators=[InputRequired(_l("Choose at least one team."))])
    interviewers = TickField(
        _l("Who interviews"), validators=[InputRequired(_l("Choose at least one worker who interviews."))]
    )
    youngest = YearsField(
        _l("Youngest child"), description=_l("When this year asks other ages than the unit does. Else leave it empty.")
    )
    oldest = YearsField(_l("Oldest child"))
    wheel: Sequence[Phase] = ()

    def day_rows(self) -> Iterator[tuple[Phase, Field, Field]]:
        """Each phase with the fields of its first and its last day."""
        for phase in self.wheel:
            yield phase, self[f"{phase.id}_from"], self[f"{phase.id}_to"]

    def plan(self, *, year: int) -> Plan:
        """What was entered."""
        return Plan(
            year=year,
            name=self.name.data,
            days={phase.id: Days(first.data, last.data) for phase, first, last in self.day_rows()},
            team_ids=self.teams.data,
            interviewer_ids=self.interviewers.data,
            guide_set=self.guide_set.data,
            youngest=self.youngest.data,
            oldest=self.oldest.data,
        )

    def show(self, known: Plan, *, version: int) -> None:
        """Fill in what is known or proposed."""
        self.process(None, version=version, **self.values_of(known))

    @staticmethod
    def values_of(known: Plan) -> dict[str, Any]:
        """A plan as the values of the fields."""
        return {
            "name": known.name,
            "guide_set": known.guide_set,
            "teams": list(known.team_ids),
            "interviewers": list(known.interviewer_ids),
            "youngest": known.youngest,
            "oldest": known.oldest,
            **{f"{key}_from": days.starts_on for key, days in known.days.items()},
            **{f"{key}_to": days.ends_on for key, days in known.days.items()},
        }

    def name_of(self, field: Field) -> str:
        """As in every form; a day says its phase too, since each is called «First day» or «Last day»."""
        phases = {day.name: phase.name for phase, *days in self.day_rows() for day in days}
        name = super().name_of(field)
        return f"{phases[field.name]}: {name}" if field.name in phases else name


def plan_form(wheel: Sequence[Phase]) -> type[PlanForm]:
    """The form for a year whose wheel has these phases."""
    fields: dict[str, object] = {"wheel": wheel}
    for phase in wheel:
        for end, word, missing in (
            ("from", _l("First day"), _l("Choose a first day.")),
            ("to", _l("Last day"), _l("Choose a last day.")),
        ):
            fields[f"{phase.id}_{end}"] = DayField(word, validators=[InputRequired(missing)])
    return type("PlanForm", (PlanForm,), fields)


class HandlerForm(RowForm):
    """One colleague and what the two had or have to do with each other."""

    person_id = SelectField(_l("Colleague"), coerce=optional_id)
    kind = SelectField(_l("Contact"), choices=options(KIND_NAMES.items()), default=HandlerKind.PRESENT)


class ChildForm(VersionedForm):
    """A child on the list."""

    code = StringField(
        _l("Code"),
        filters=[stripped],
        validators=[DataRequired(_l("The code is missing. Write a short made-up code, such as A-12."))],
        description=_l("Made up, such as A-12. Never a name or a personal number."),
    )
    age = YearsField(_l("Age"), validators=[InputRequired(_l("The age is missing. Write it in whole years."))])
    sex = RadioField(
        _l("Sex"),
        choices=options(SEX_NAMES.items()),
        validators=[InputRequired(_l("Choose girl, boy or other."))],
    )
    team_id = SelectField(_l("Team"), coerce=optional_id)
    handlers = RowsField(HandlerForm, min_entries=ROWS)
    case = RadioField(
        _l("Case"),
        choices=options([("open", _l("Open case")), ("closed", _l("Closed case"))]),
        default="open",
        validators=[InputRequired(_l("Choose open or closed."))],
    )
    protected_identity = BooleanField(_l("Protected identity"), description=_l("Letters and contact need extra care."))
    siblings = StringField(
        _l("Siblings"),
        filters=[stripped],
        validators=[Length(max=40)],
        description=_l("The same mark for all of them, such as S1. They are never drawn to the same worker."),
    )
    language = StringField(
        _l("Language other than Swedish"),
        filters=[stripped],
        validators=[Length(max=60)],
        description=_l("In which the child would talk, such as somaliska."),
    )
    interpreter = RadioField(
        _l("Interpreter"),
        choices=options(INTERPRETER_NAMES.items()),
        default=Interpreter.NOT_NEEDED,
        validators=[InputRequired(_l("Choose whether an interpreter is needed."))],
    )
    more = SubmitField(_l("One more colleague"))
    save = SubmitField(_l("Save the child"))

    def offer(self, *, teams: Iterable[Any], staff: Iterable[Any]) -> None:
        """Fill the lists to choose from with the unit's teams and people."""
        self.team_id.choices = options([("", _("No team")), *((team.id, team.name) for team in teams)])
        people = options([("", _("Choose")), *((person.id, person.name) for person in staff)])
        for entry in self.handlers:
            entry.form.person_id.choices = people

    def wants_more(self) -> bool:
        """Whether the person asked for one more row of colleagues, instead of saving."""
        return bool(self.is_submitted() and self.more.data)

    def show(self, known: Facts, *, version: int) -> None:
        """Fill in what is known about a child."""
        self.process(None, version=version, **self.values_of(known))

    @staticmethod
    def values_of(known: Facts) -> dict[str, Any]:
        """What is known about a child as the values of the fields."""
        return {
            "code": known.code,
            "age": known.age,
            "sex": known.sex,
            "team_id": known.team_id,
            "case": "open" if known.case_open else "closed",
            "protected_identity": known.protected_identity,
            "siblings": known.siblings,
            "language": known.language,
            "interpreter": known.interpreter,
            "handlers": [{"person_id": person, "kind": kind} for person, kind in sorted(known.handlers)],
        }

    def in_words(self, field: Field, value: Any) -> str:
        """As in every form; of the handlers their names, and how they know the child."""
        if field is not self.handlers:
            return super().in_words(field, value)
        names = {str(choice.value): str(choice.label) for choice in self.handlers[0].form.person_id.choices}
        known = [(names.get(str(one["person_id"]), ""), one["kind"]) for one in value if one["person_id"]]
        return ", ".join(f"{name} ({KIND_NAMES[HandlerKind(kind)]})" for name, kind in sorted(known))

    def facts(self) -> Facts:
        """What was entered."""
        return Facts(
            code=self.code.data,
            age=self.age.data or 0,
            sex=self.sex.data,
            team_id=self.team_id.data,
            handlers=frozenset(
                (entry.form.person_id.data, entry.form.kind.data)
                for entry in self.handlers
                if entry.form.person_id.data
            ),
            case_open=self.case.data == "open",
            protected_identity=self.protected_identity.data,
            siblings=self.siblings.data or "",
            language=self.language.data or "",
            interpreter=self.interpreter.data,
        )
