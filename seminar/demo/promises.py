"""What the invented management decides, what comes of it, who sees that it is in use, and what is carried over."""

from datetime import timedelta

from seminar.actions import carrying_over, deciding, listing, plans, progressing
from seminar.actions.models import Action, ActionKind, ActionState
from seminar.actions.plans import Plan
from seminar.demo.story import Facts, Year
from seminar.proposals.models import Decision, Proposal


def decide(year: Year, told: Facts, proposal: Proposal, *, at: int) -> None:
    """Decide a proposal, if the story says so, and let everything come of it that the story tells. `at` is the day."""
    decision = Decision(told["decision"]) if "decision" in told else Decision.YES if "due" in told else None
    if decision is None:
        return
    with year.day(at):
        deciding.decide(
            year.leader, year.cycle.id, proposal.id, decision=decision, words=told.get("words", ""),
            version=proposal.version, for_children=told.get("for_children", ""),
            plan=_plan(year, told, at=at) if "due" in told else None,
        )  # fmt: skip
        for more in told.get("more", ()):
            plans.add(year.leader, year.cycle.id, proposal.id, plan=_plan(year, more, at=at))
    if decision is Decision.NO:
        return
    actions = sorted(listing.list_actions(year.leader, proposals=[proposal.id]), key=lambda each: each.created_at)
    for action, each in zip(actions, [told, *told.get("more", ())], strict=True):
        _go_on(year, each, action, at=at)


def carry_over(year: Year, later: Year, *, on: int) -> None:
    """When the later year has begun, the management looks at what is open. `on` is a day of the later year."""
    reasons = {each["text"]: each["carried"] for each in year.facts["proposals"] if "carried" in each}
    for action in listing.list_actions(year.leader, cycle_id=year.cycle.id, open_only=True):
        if reason := reasons.get(action.proposal.text):
            with later.day(on, 11):
                carrying_over.carry(year.leader, later.cycle.id, action.id, reason=reason, version=action.version)


def _plan(year: Year, told: Facts, *, at: int) -> Plan:
    return Plan(
        what=told.get("what", ""), kind=ActionKind(told.get("kind", "other")), responsible=told["responsible"],
        due=year.date_of(at) + timedelta(days=told["due"]), indicator=told["indicator"], goal=told.get("goal", ""),
        notice_question=told.get("question", ""),
    )  # fmt: skip


def _go_on(year: Year, told: Facts, action: Action, *, at: int) -> None:
    for seen, report in enumerate(told.get("reports", ())):
        with year.day(at + report["after"], 14):
            progressing.report(
                year.leader, action.id, state=ActionState(report["state"]), note=report["note"],
                on=year.date_of(at + report["after"]), seen=seen, evidence=report.get("evidence", ""),
            )  # fmt: skip
    seen = len(told.get("reports", ()))
    if looked := told.get("seen"):
        with year.day(at + looked["after"], 15):
            progressing.verify(
                year.cast.actors[looked["by"]], action.id, is_in_use=looked["in_use"], note=looked["note"], seen=seen
            )
    if ended := told.get("given_up"):
        with year.day(at + ended["after"], 15):
            progressing.give_up(year.leader, action.id, reason=ended["reason"], seen=seen)
