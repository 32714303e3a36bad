"""A list of children that is longer than a page."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.inspection import inspect_page
from tests.toolkit.cycles.scene import Scene
from toolkit.paging import SIZE
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


def test_a_list_of_children_has_pages_and_a_box_that_puts_no_code_in_an_address(
    scene: Scene, signed_in: SignIn
) -> None:
    for number in range(1, SIZE + 3):
        scene.child(scene.workers[0], code=f"Norr-{number}")
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/children"
    first, second = browser.get(address), browser.get(f"{address}?page=2")
    for answer in (first, second):
        inspect_page(answer.text, dict(answer.headers))
    assert f"1–{SIZE} av {SIZE + 2}" in first.text
    assert (first.text.count('<th scope="row">'), second.text.count('<th scope="row">')) == (SIZE, 2)
    assert f'rel="next" href="{address}?page=2"' in first.text
    found = browser.post(address, data={"words": "norr-51"})
    inspect_page(found.text, dict(found.headers))
    assert (found.status_code, found.text.count('<th scope="row">')) == (200, 1)
    assert "norr-51" not in "".join(address for address in found.text.split('href="')[1:] if "?" in address)
    none = browser.post(address, data={"words": "Söder"})
    assert "Ingen i listan stämmer med det" in none.text
    assert browser.post(address, data={"words": " "}).status_code == 422
