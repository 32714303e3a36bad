"""The page of the draw names whoever has no possible partner."""

import html
import re
from collections.abc import Callable

from flask.testing import FlaskClient

from tests.inspection import inspect_page
from tests.toolkit.cycles.scene import Scene
from toolkit.cycles import outlook
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


def test_whom_nobody_can_meet_is_named_before_the_draw_and_after_it_with_the_same_words(
    scene: Scene, signed_in: SignIn
) -> None:
    scene.children(4)
    lonely = scene.child(*scene.workers[:2], code="Ensam-1", language="somaliska", interpreter="declined", age=16)
    scene.child(code="Utan-2")
    scene.workers[2].oldest = 12
    db.session.flush()
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/draw"

    def said() -> list[str]:
        answer = browser.get(address)
        inspect_page(answer.text, dict(answer.headers))
        listed = re.findall(r"<li><a[^>]*>((?:Ensam|Utan).*?)</li>", answer.text, re.DOTALL)
        return [" ".join(html.unescape(re.sub(r"<[^>]+>", "", one)).split()) for one in listed]

    before = said()
    assert before == [
        "Ensam-1: 2 socialsekreterare har eller har haft hand om barnet. 1 socialsekreterare träffar andra åldrar."
        " 1 socialsekreterare talar inte somaliska, och barnet vill inte ha tolk.",
        "Utan-2: Ingen står som den som har eller har haft hand om barnet.",
    ]
    assert browser.post(address, data={"spread": "even"}).status_code == 303
    assert said() == before
    assert lonely.id not in {one.child_id for one in outlook.going_in(scene.cycle)}


def test_a_worker_who_can_meet_no_child_is_named_with_what_bars_it(scene: Scene, signed_in: SignIn) -> None:
    scene.child(scene.workers[0], age=16)
    scene.child(scene.gone, age=17)
    scene.workers[0].oldest = 12
    db.session.flush()
    browser = signed_in(scene.facilitator)
    text = html.unescape(re.sub(r"<[^>]+>", "", browser.get(f"/cycles/{scene.cycle.id}/draw").text))
    assert "Sara Lindgren: Har eller har haft hand om 1 barn. 1 barn har en annan ålder" in text
