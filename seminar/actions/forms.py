"""The shapes of a decision, an action, and what is told of one."""

from collections.abc import Mapping, Sequence

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from seminar.actions.child_words import Advice
from seminar.actions.choosing import Choice
from seminar.actions.models import ActionKind, ActionState
from seminar.actions.naming import DECISION_NAMES, KIND_NAMES, REPORT_NAMES, STATE_NAMES
from seminar.actions.plans import Plan
from seminar.proposals.models import PROMISES, Decision
from toolkit import transactions, versions
from toolkit.fields import DayField, NumberField
from toolkit.forms import HouseForm, VersionedForm, options, stripped
from toolkit.language import lazy_gettext as _l

TOLD_TO_CHILDREN = frozenset({Decision.CHANGED, Decision.NO})


class PlanForm(VersionedForm):
    """What is done, by whom and by when."""

    what = TextAreaField(
        _l("What is done"), filters=[stripped], validators=[Optional(), Length(max=2000)],
        description=_l("So that everybody can see when it is done."),
    )  # fmt: skip
    kind = SelectField(
        _l("What kind of action"), choices=options(KIND_NAMES.items()), coerce=ActionKind, default=ActionKind.OTHER
    )
    responsible = StringField(
        _l("Responsible"), filters=[stripped], validators=[Optional(), Length(max=200)],
        description=_l("A person or a group."),
    )  # fmt: skip
    due = DayField(_l("Followed up"), validators=[Optional()])
    indicator = StringField(
        _l("How we see it"), filters=[stripped], validators=[Optional(), Length(max=300)],
        description=_l("For example: how many children knew about the change beforehand."),
    )  # fmt: skip
    goal = StringField(
        _l("Goal in the operational plan"), filters=[stripped], validators=[Optional(), Length(max=300)],
        description=_l("The goal that it works towards, if there is one."),
    )  # fmt: skip
    notice_question = StringField(
        _l("A question for next year's guide"), filters=[stripped], validators=[Optional(), Length(max=300)],
        description=_l("Neutral, so that a child can say yes, no or do not know: did children notice it?"),
    )  # fmt: skip

    instead = RadioField(
        _l("Did you mean somebody who is here?"), choices=[], validators=[Optional()], validate_choice=False
    )
    sure = NumberField(widget=HiddenInput(), default=0)  # the name that somebody was asked about

    def is_uncertain(self, near: Sequence[str]) -> bool:
        """Whether the name is nobody's here and near to these: asked once, and whoever saves it again is sure.

        A name that was chosen of them is taken instead.
        """
        if self.instead.data in near:
            self.responsible.data = self.instead.data
            return False
        written = versions.of_words([self.responsible.data or ""])
        asks = bool(near) and self.sure.data != written and self.names_somebody
        self.instead.choices = options([*((name, name) for name in near), ("", _l("No, as I wrote it"))])
        self.instead.raw_data, self.instead.data = None, ""
        self.sure.raw_data, self.sure.data = None, written
        if asks:
            transactions.refuse()
        return asks

    @property
    def names_somebody(self) -> bool:
        """Whether who is responsible counts."""
        return True

    @property
    def plan(self) -> Plan:
        """What was sent of the action."""
        return Plan(
            what=self.what.data or "", kind=self.kind.data, responsible=self.responsible.data or "",
            due=self.due.data, indicator=self.indicator.data or "", goal=self.goal.data or "",
            notice_question=self.notice_question.data or "",
        )  # fmt: skip


class DecisionForm(PlanForm):
    """The unit leader's answer. What is done is asked for a yes, the words for the other two."""

    decision = RadioField(
        _l("What do you decide?"), choices=options(DECISION_NAMES.items()), coerce=Decision,
        validators=[InputRequired(_l("Choose what you decide."))],
    )  # fmt: skip
    words = TextAreaField(
        _l("What it becomes, or why not"), filters=[stripped], validators=[Optional(), Length(max=1000)],
        description=_l("For a yes in another way, or a no. Write it so that a child understands: they are told."),
    )  # fmt: skip
    for_children = TextAreaField(
        _l("So we say it to the children"), filters=[stripped], validators=[Optional(), Length(max=500)],
        description=_l(
            "Children read it on their own page, on the poster and in the letters. Short and in easy words. Left "
            "empty, they read the proposal as it is."
        ),
    )  # fmt: skip
    advised = NumberField(widget=HiddenInput(), default=0)  # the words that somebody has had advice about

    @property
    def names_somebody(self) -> bool:
        """Whether who is responsible counts: a no needs nobody."""
        return self.decision.data in PROMISES

    @property
    def told(self) -> str:
        """What children are told of the decision, as it was written here."""
        written = self.words if self.decision.data in TOLD_TO_CHILDREN else self.for_children
        return written.data or ""

    def asks(self, advice: Advice, near: Sequence[str]) -> bool:
        """Whether something is asked before it is saved; both questions stand on the page at once."""
        return any([self.needs_advice(advice), self.is_uncertain(near)])

    def needs_advice(self, advice: Advice) -> bool:
        """Whether the words are hard for a child and nobody has said so: once, and who saves them again is free to."""
        words = versions.of_words([self.told])
        needs = self.advised.data != words and not advice.is_nothing
        self.advised.raw_data, self.advised.data = None, words
        if needs:
            transactions.refuse()
        return needs


class RetellForm(VersionedForm):
    """A yes in other words for children."""

    for_children = TextAreaField(
        _l("So we say it to the children"), filters=[stripped], validators=[Optional(), Length(max=500)],
        description=_l("Short and in easy words. Left empty, they read the proposal as it is."),
    )  # fmt: skip


class ChoiceForm(HouseForm):
    """Which actions are shown; what is left empty leaves nothing out."""

    class Meta:
        csrf = False  # it changes nothing

    once = None
    kind = SelectField(_l("What kind of action"), validators=[Optional()])
    state = SelectField(_l("State"), validators=[Optional()])
    responsible = SelectField(_l("Responsible"), validators=[Optional()])
    all = BooleanField(_l("Also those that are closed"))

    def offer(self, responsible: Mapping[int, str]) -> None:
        """Fill the lists; a person or group is chosen by a number, so that no name stands in an address."""
        self.kind.choices = options([("", _l("Every kind")), *KIND_NAMES.items()])
        self.state.choices = options([("", _l("Every state")), *STATE_NAMES.items()])
        people = ((str(number), name) for number, name in responsible.items())
        self.responsible.choices = options([("", _l("Everybody")), *people])

    @property
    def choice(self) -> Choice:
        """What was chosen: everything that is open while something in the form is wrong."""
        if not self.validate():
            return Choice()
        kind, state, number = self.kind.data, self.state.data, self.responsible.data
        return Choice(
            kind=ActionKind(kind) if kind else None, state=ActionState(state) if state else None,
            responsible=int(number) if number else None, with_closed=bool(self.all.data),
        )  # fmt: skip


class ProgressForm(HouseForm):
    """How it goes with an action; `seen` is how many reports there were when the page was opened."""

    state = RadioField(
        _l("How does it go?"), choices=options(REPORT_NAMES.items()), coerce=ActionState,
        validators=[InputRequired(_l("Choose how it goes."))],
    )  # fmt: skip
    note = TextAreaField(
        _l("In a few words"), filters=[stripped], validators=[Optional(), Length(max=2000)],
        description=_l("What has been done, and what stands in the way."),
    )  # fmt: skip
    evidence = StringField(
        _l("How it can be seen"), filters=[stripped], validators=[Optional(), Length(max=500)],
        description=_l("For example: the routine stands in the handbook since 1 June."),
    )  # fmt: skip
    link = StringField(
        _l("A link to it"), filters=[stripped], validators=[Optional(), Length(max=500)],
        description=_l("Begins with https://"),
    )  # fmt: skip
    on = DayField(_l("Day"), validators=[InputRequired(_l("Choose a day."))])
    seen = NumberField(widget=HiddenInput(), default=0)


class VerificationForm(VersionedForm):
    """Whether it is in use, as somebody else has seen it; `version` is how many reports there were."""

    is_in_use = RadioField(
        _l("Is it in use?"), choices=options([("yes", _l("Yes, it is in use")), ("no", _l("No, not yet"))]),
        validators=[InputRequired(_l("Choose whether it is in use."))],
    )  # fmt: skip
    note = TextAreaField(
        _l("What you have seen"), filters=[stripped], validators=[Optional(), Length(max=1000)],
    )  # fmt: skip


class ReasonForm(VersionedForm):
    """Why an action is given up or opened again; `version` is how many reports there were."""

    reason = TextAreaField(
        _l("Why?"), filters=[stripped], validators=[DataRequired(_l("Write why, in a few words.")), Length(max=1000)]
    )


class CarryOverForm(ReasonForm):
    """Why an action goes on in a new year, and when it is followed up there; `version` is the action's own."""

    reason = TextAreaField(
        _l("Why?"), filters=[stripped],
        validators=[DataRequired(_l("Write why it is still true, in a few words.")), Length(max=1000)],
    )  # fmt: skip
    due = DayField(_l("Followed up"), validators=[InputRequired(_l("Choose a day."))])
