"""What a unit of the world keeps and disposes of. `CANARY` stands in what is sealed there."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from tests.factories import CANARY, add
from toolkit import clock
from toolkit.archiving.models import ArchiveDelivery, DeliveryState
from toolkit.cycles.models import Assignment
from toolkit.disposal.models import (
    CountedFrom,
    DisposalDecision,
    DisposalHold,
    DisposalItem,
    DisposalProposal,
    Material,
)
from toolkit.log_review.models import Finding, LogReview, LogReviewChecker, LogReviewLine
from toolkit.people.models import Person
from toolkit.subject_access.models import SubjectRequest


def to_dispose_of(ids: dict[str, uuid.UUID], people: Mapping[str, Person], assignment: Assignment) -> None:
    """A decision, something set aside by it, and a proposal that waits for a second person."""
    by = people["administrator"].id
    decision = add(
        DisposalDecision(
            unit_id=people["leader"].unit_id, material=Material.RECORDING, months=6, reference="SN 1",
            counted_from=CountedFrom.INTERVIEW, decided_on=clock.today(), registered_by_id=by,
        )
    )  # fmt: skip
    add(DisposalHold(assignment_id=assignment.id, reason=CANARY, set_by_id=by))
    ids["disposal_id"] = add(
        DisposalProposal(
            unit_id=people["leader"].unit_id, number=1, decision_id=decision.id, material=Material.RECORDING,
            due_by=clock.today(), proposed_by_id=by, items=[DisposalItem(assignment_id=assignment.id)],
        )
    ).id  # fmt: skip
    open_until = clock.now() + timedelta(days=30)
    for name, who, child_id in (
        ("request_id", "leader", ids["child_id"]),
        ("own_request_id", "owner", assignment.child_id),
    ):
        asked = SubjectRequest(
            child_id=child_id, reference=CANARY, registered_by_id=people[who].id, open_until=open_until
        )
        ids[name] = add(asked).id
    review = LogReview(
        unit_id=people["leader"].unit_id, month=clock.today().replace(day=1), accesses=1, people=1, lines_drawn=1,
        lines=[LogReviewLine(seq=1, finding=Finding.ASK, note=CANARY)],
    )  # fmt: skip
    ids["log_review_id"] = add(review).id
    ids["log_review_line_id"] = review.lines[0].id
    for who in ("leader", "administrator"):
        add(LogReviewChecker(review_id=review.id, person_id=people[who].id, begun_at=clock.now()))
    ids["delivery_id"] = add(
        ArchiveDelivery(
            unit_id=people["leader"].unit_id, number=1, cycle_id=assignment.cycle_id, material=Material.FULL_TEXT,
            decision_id=decision.id, state=DeliveryState.CONFIRMED, proposed_by_id=by,
            confirmed_by_id=people["leader"].id, confirmed_at=clock.now(), receipt=CANARY,
        )
    ).id  # fmt: skip
