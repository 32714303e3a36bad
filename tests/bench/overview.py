"""How long the page over ten years takes: `python -m tests.bench.overview` prints it, `rows()` is for the table.

Ten years with a dozen promises each, reported on thrice and most of them seen in use.
"""

import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

from app import create_app
from seminar.actions.models import Action, Progress, Verification
from seminar.proposals.models import Proposal
from seminar.themes.models import Theme
from seminar.visits.models import NoticeTold
from tests import factories as make
from toolkit import clock, starting
from toolkit.access import Role
from toolkit.config import Settings
from toolkit.db import Base, db
from toolkit.people import sessions
from toolkit.people.models import Person

YEARS, THEMES, PROMISES, ROUNDS = 10, 8, 12, 15
GOAL = "under 100 ms"


def _fill() -> Person:
    unit = make.a_unit()
    leader = make.a_person(unit, Role.UNIT_LEADER, Role.FACILITATOR)
    lineages = [uuid.uuid4() for _ in range(THEMES)]
    for ago in range(YEARS):
        cycle = make.a_cycle(unit, leader)
        cycle.year -= ago
        themes = [
            make.add(
                Theme(cycle_id=cycle.id, area="contact", name=f"Tema {at}", slot=at, position=at, lineage_id=lineage)
            )
            for at, lineage in enumerate(lineages)
        ]
        for at in range(PROMISES):
            _promise(cycle.unit_id, cycle.id, themes[at % THEMES].id, leader.id)
    db.session.commit()
    return leader


def _promise(unit_id: uuid.UUID, cycle_id: uuid.UUID, theme_id: uuid.UUID, leader_id: uuid.UUID) -> None:
    proposal = make.add(
        Proposal(
            theme_id=theme_id, text="Ett sms dagen innan.", written_by_id=leader_id, decided_by_id=leader_id,
            decided_at=clock.now(), decision="yes",
        )
    )  # fmt: skip
    action = make.add(
        Action(
            unit_id=unit_id, proposal_id=proposal.id, cycle_id=cycle_id, what="Ett sms.", responsible="Alla",
            due=clock.today(), created_by_id=leader_id,
        )
    )  # fmt: skip
    for number, state in enumerate(("not_started", "going", "done"), start=1):
        report = make.add(
            Progress(action_id=action.id, number=number, on=clock.today(), state=state, reported_by_id=leader_id)
        )
    make.add(Verification(action_id=action.id, progress_id=report.id, is_in_use=True, verified_by_id=leader_id))
    make.add(NoticeTold(action_id=action.id, yes=8, asked=14, weighed=14))


def rows() -> list[tuple[str, str, str]]:
    """The pages over ten years and of three years' promises, as a median."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        starting.make_keys(instance / "keys", sealed_data_exist=False)
        url = f"sqlite:///{instance / 'bench.sqlite3'}"
        app = create_app(Settings(instance=instance, database_url=url, secret_key="k" * 48, testing=True))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            token = sessions.begin(_fill())
            db.session.commit()
        client = app.test_client()
        client.set_cookie(sessions.cookie_name(secure=False), token)
        measured = []
        for what, address in (("over ten years", "/years"), ("promises of three years", "/promises")):
            took = []
            for _ in range(ROUNDS):
                begun = time.perf_counter()
                assert client.get(address).status_code == 200
                took.append(1000 * (time.perf_counter() - begun))
            measured.append((f"the page {what}, {PROMISES} promises a year", f"{statistics.median(took):.0f} ms", GOAL))
        with app.app_context():
            db.engine.dispose()
    return measured


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(" | ".join(row) + "\n")
