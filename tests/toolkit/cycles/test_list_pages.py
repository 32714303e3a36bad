"""A list of children is looked at first; nothing is written before the yes, and no column is dropped in silence."""

import html
import io
import re
from collections.abc import Callable

from flask.testing import FlaskClient

from tests.inspection import inspect_page
from tests.toolkit.cycles.scene import Scene
from toolkit.cycles import children
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
GOOD = "Kod;Ålder;Kön;Handläggare\r\nA-1;11;flicka;Olle Åström\r\n"


def send(browser: FlaskClient, scene: Scene, data: bytes | None) -> tuple[int, str]:
    sent = {} if data is None else {"file": (io.BytesIO(data), "lista.csv")}
    answer = browser.post(f"/cycles/{scene.cycle.id}/children/list", data=sent)
    if answer.status_code != 303:
        inspect_page(answer.text, dict(answer.headers))
    return answer.status_code, html.unescape(answer.text)


def answer(browser: FlaskClient, scene: Scene, page: str, **said: str) -> tuple[int, str]:
    """Send the page back as a browser would: what it holds, and what the person has said."""
    held = {"sealed": re.findall(r'name="sealed" value="([^"]*)"', page)[0]}
    held |= dict(re.findall(r'name="(cell-[0-9-]+)" value="([^"]*)"', page))
    selects = re.findall(r'<select[^>]*name="(column-[0-9]+)".*?</select>', page, re.DOTALL)
    bodies = re.findall(r'<select[^>]*name="column-[0-9]+".*?</select>', page, re.DOTALL)
    for name, body in zip(selects, bodies, strict=True):
        held[name] = "".join(re.findall(r'value="([^"]*)" selected', body))
    changed = {name.replace("_", "-"): value for name, value in said.items()}
    sent = browser.post(f"/cycles/{scene.cycle.id}/children/list", data=held | changed)
    if sent.status_code != 303:
        inspect_page(sent.text, dict(sent.headers))
    return sent.status_code, html.unescape(sent.text)


def listed(scene: Scene) -> list[str]:
    return [child.code for child in children.list_children(scene.actor, scene.cycle.id)]


def test_a_list_is_looked_at_and_then_kept(scene: Scene, signed_in: SignIn) -> None:
    browser = signed_in(scene.facilitator)
    assert send(browser, scene, None)[0] == 422
    status, page = send(browser, scene, (GOOD + "A-2;elva;pojke;sara\r\n").encode("latin-1"))
    assert status == 200
    assert "1 barn kan läggas till" in page
    assert re.search(r'<th scope="row">3</th><td[^>]*>Ålder</td>', page)
    assert listed(scene) == [], "nothing is written before the yes"
    status, page = answer(browser, scene, page, cell_3_1="12", act="look")
    assert (status, re.search("ingen kollega som heter sara", page) is not None) == (200, True)
    status, page = answer(browser, scene, page, cell_3_3="Sara Lindgren", act="look")
    assert "2 barn kan läggas till" in page, "the age that was written before is still said"
    assert answer(browser, scene, page, act="keep")[0] == 303
    assert listed(scene) == ["A-1", "A-2"]
    status, page = send(browser, scene, GOOD.encode())
    assert (status, "Koden står redan på listan" in page) == (422, True)
    assert send(browser, scene, b"PK\x03\x04")[0] == 422


def test_an_unknown_column_waits_for_the_person(scene: Scene, signed_in: SignIn) -> None:
    browser = signed_in(scene.facilitator)
    head = "Kod;Ålder;Kön;Handläggare;Bror eller syster;Hemspråk;Skonummer\r\n"
    rows = "A-1;11;flicka;Olle Åström;A-2;somaliska;34\r\nA-2;12;pojke;Olle Åström;;;36\r\n"
    status, page = send(browser, scene, (head + rows).encode())
    assert status == 200
    assert "3 kolumner väntar på dig" in page
    assert 'value="keep"' not in page, "nobody can keep it before every column is matched"
    early, _ = answer(browser, scene, page, act="keep")
    assert (early, listed(scene)) == (409, [])
    said = {"column_4": "siblings", "column_5": "language", "column_6": "leave_out"}
    status, page = answer(browser, scene, page, **said, act="look")
    assert 'value="keep"' in page
    assert answer(browser, scene, page, act="keep")[0] == 303
    first, second = children.list_children(scene.actor, scene.cycle.id)
    assert (first.siblings, second.siblings) == ("A-1", "A-1")
    assert (first.language, first.interpreter) == ("somaliska", "needed")


def test_what_is_not_understood_is_asked_about_and_never_guessed(scene: Scene, signed_in: SignIn) -> None:
    browser = signed_in(scene.facilitator)
    head = "Kod;Ålder;Kön;Handläggare;Språk;Tolk;Syskon\r\n"
    status, page = send(browser, scene, (head + "A-1;11;flicka;Olle Åström;arabiska;kanske;\r\n").encode())
    assert status == 422
    assert "Skriv ja, nej eller avböjer om tolk" in page
    assert 'name="cell-2-5" value="kanske"' in page
    status, page = answer(browser, scene, page, cell_2_5="avböjer", act="look")
    assert answer(browser, scene, page, act="keep")[0] == 303
    (child,) = children.list_children(scene.actor, scene.cycle.id)
    assert child.wants_no_interpreter


def test_a_page_that_was_made_for_another_cycle_is_refused(scene: Scene, signed_in: SignIn) -> None:
    browser = signed_in(scene.facilitator)
    for sealed in ("inget", "AAAA", ""):
        answered = browser.post(f"/cycles/{scene.cycle.id}/children/list", data={"sealed": sealed, "act": "keep"})
        assert answered.status_code == (409 if sealed else 422)
        inspect_page(answered.text, dict(answered.headers))
    assert listed(scene) == []
