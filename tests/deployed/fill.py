"""Run inside an installation (`python -m tests.deployed.fill`): somebody with an interview whose child has said yes.

Prints the path of the interview's page.
"""

from app import create_app
from tests import factories as make
from toolkit import config
from toolkit.access import Role
from toolkit.db import db

USERNAME = "sara"


def main() -> None:
    """Put a unit, a worker, a cycle and an interview into an empty installation."""
    app = create_app(config.read())
    with app.app_context():
        unit = make.a_unit(worry_routine="Ring mottagningen.\nTala med din chef samma dag.")
        worker = make.a_person(unit, Role.SOCIAL_WORKER, name="Sara Lindgren", username=USERNAME)
        cycle = make.a_cycle(unit, worker, interviewers=(worker,))
        assignment = make.an_assignment(make.a_child(cycle), worker)
        make.a_yes(assignment, worker, who="guardian_1")
        make.a_yes(assignment, worker)
        path = f"/interviews/{assignment.id}"
        db.session.commit()
        db.engine.dispose()
    print(path)


if __name__ == "__main__":
    main()
