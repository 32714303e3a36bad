"""The year's pages in both languages: whole, for the right people only, and kind when something is wrong."""

import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.cycles.scene import Scene
from toolkit import paging
from toolkit.access import Role
from toolkit.cycles import drawing, outlook
from toolkit.cycles.rotation import Spread
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
NO_INTERPRETER = {"interpreter": "not_needed"}


@pytest.fixture
def drawn(scene: Scene) -> Scene:
    """A year in which two workers have a child, one chosen by hand, and two still wait."""
    child = scene.child(*scene.workers[1:])
    scene.child(scene.workers[0], kind="co")
    drawing.choose(
        scene.actor, scene.cycle.id, interviewer_id=scene.workers[0].id, child_id=child.id, reason="Kan språket"
    )
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    return scene


def pages(scene: Scene) -> list[str]:
    """Every address of the room that shows a page to the facilitator."""
    cycle, assignment = scene.cycle.id, outlook.going_in(scene.cycle)[0]
    return [
        "/cycles/",
        "/cycles/new",
        f"/cycles/{cycle}",
        f"/cycles/{cycle}/plan",
        f"/cycles/{cycle}/children",
        f"/cycles/{cycle}/children/new",
        f"/cycles/{cycle}/children/list",
        f"/cycles/{cycle}/children/{assignment.child_id}",
        f"/cycles/{cycle}/draw",
        f"/cycles/{cycle}/draw/by-hand",
        f"/cycles/{cycle}/draw/{assignment.id}/exchange",
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_is_whole(drawn: Scene, signed_in: SignIn, language: str) -> None:
    addresses, browser = pages(drawn), signed_in(drawn.facilitator)
    browser.set_cookie("language", language)
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        inspect_page(answer.text, dict(answer.headers))


def test_pages_without_anything_say_what_will_be_there(scene: Scene, signed_in: SignIn) -> None:
    empty = signed_in(make.a_person(make.a_unit(), Role.FACILITATOR))
    assert empty.get("/cycles/running").headers["Location"] == "/cycles/"
    assert "Planera den första omgången" in empty.get("/cycles/").text
    browser = signed_in(scene.facilitator)
    assert browser.get("/cycles/running").headers["Location"] == f"/cycles/{scene.cycle.id}", "the only one is shown"
    for room in ("children", "draw"):
        answer = browser.get(f"/cycles/{scene.cycle.id}/{room}")
        inspect_page(answer.text, dict(answer.headers))
        assert 'class="empty' in answer.text


def test_the_leader_sees_counts_and_no_list(drawn: Scene, signed_in: SignIn) -> None:
    addresses, browser = pages(drawn), signed_in(drawn.leader)
    open_to_leader = {"/cycles/", f"/cycles/{drawn.cycle.id}"}
    assert {address for address in addresses if browser.get(address).status_code == 200} == open_to_leader
    text = browser.get(f"/cycles/{drawn.cycle.id}").text
    assert not any(child.code in text for child in (one.child for one in outlook.going_in(drawn.cycle)))
    assert not any(worker.name in text for worker in drawn.workers)


def test_strangers_and_workers_find_nothing(drawn: Scene, signed_in: SignIn) -> None:
    addresses = pages(drawn)
    child = outlook.going_in(drawn.cycle)[0].child_id
    lists = f"/cycles/{drawn.cycle.id}/children"
    posts = [address for address in addresses[3:] if address != lists] + [f"{lists}/{child}/remove"]
    for person in (drawn.stranger, drawn.workers[0]):
        browser = signed_in(person)
        assert [browser.get(address).status_code for address in addresses[2:]] == [404] * 9
        assert [browser.post(address, data={}).status_code for address in posts] == [404] * 8


def plan_of_page(page: str) -> dict[str, list[str]]:
    """What the plan's form would send as it stands."""
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        given = dict(re.findall(r'(name|value|type)="([^"]*)"', tag))
        ticked = given.get("type") not in {"checkbox", "radio"} or "checked" in tag
        if "name" in given and ticked and given["name"] not in {"next", "csrf_token", "once"}:
            sent.setdefault(given["name"], []).append(given.get("value", ""))
    return sent


def test_a_year_is_planned_as_it_is_proposed(scene: Scene, signed_in: SignIn) -> None:
    browser = signed_in(scene.facilitator)
    sent = plan_of_page(browser.get("/cycles/new?year=2027").text)
    assert sent["interviews_from"] == ["2027-10-01"]
    answer = browser.post("/cycles/new?year=2027", data=sent)
    assert answer.status_code == 303
    assert "2027–2028" in browser.get(answer.headers["Location"]).text
    twice = browser.post("/cycles/new?year=2027", data=sent)
    assert twice.status_code == 422
    assert "Enheten har redan en omgång med det namnet" in twice.text


def test_wrong_days_stand_beside_their_field(scene: Scene, signed_in: SignIn) -> None:
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/plan"
    sent = plan_of_page(browser.get(address).text)
    for field, value, words in (
        ("interviews_to", "2026-09-30", "slutar innan det börjar"),
        ("interviews_to", "i höst", "Skriv dagen som år-månad-dag"),
        ("seminars_from", "", "Välj en första dag"),
        ("seminars_from", "2026-11-30", "Seminarierna börjar innan intervjuerna är klara"),
    ):
        answer = browser.post(address, data=sent | {field: [value]})
        assert answer.status_code == 422
        assert words in answer.text
        assert re.search(rf'id="{field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="{field}"', answer.text)
        inspect_page(answer.text, dict(answer.headers))


def test_the_second_of_two_who_change_the_plan_is_told(scene: Scene, signed_in: SignIn) -> None:
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/plan"
    sent = plan_of_page(browser.get(address).text)
    assert browser.post(address, data=sent | {"name": ["Först"]}).status_code == 303
    late = browser.post(address, data=sent | {"name": ["Sedan"]})
    assert late.status_code == 409
    assert "Någon annan hann spara först" in late.text
    assert '<dt>Namn</dt><dd class="written">Först</dd>' in late.text
    assert 'value="Sedan"' in late.text, "what was typed is still there"
    inspect_page(late.text, dict(late.headers))
    assert browser.post(address, data=plan_of_page(late.text)).status_code == 303, "both have been seen: a choice"


def child_form(scene: Scene, **values: str) -> dict[str, str]:
    first = {"handlers-0-person_id": str(scene.gone.id), "handlers-0-kind": "former"}
    return {"code": "A-1", "age": "11", "sex": "girl", "team_id": "", "case": "open"} | first | NO_INTERPRETER | values


def test_a_child_is_written_in_changed_and_taken_off(scene: Scene, signed_in: SignIn) -> None:
    browser, base = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/children"
    more = browser.post(f"{base}/new", data=child_form(scene, more="1"))
    assert more.status_code == 200
    assert 'name="handlers-3-person_id"' in more.text
    assert 'name="handlers-3-person_id"' not in browser.get(f"{base}/new").text
    assert browser.post(f"{base}/new", data=child_form(scene)).status_code == 303
    address = urlsplit(
        re.findall(r'href="(/cycles/[0-9a-f-]{36}/children/[0-9a-f-]{36})"', browser.get(base).text)[0]
    ).path
    change = child_form(scene, age="12", protected_identity="y", version="1")
    assert browser.post(address, data=change).status_code == 303
    shown = browser.get(base).text
    assert "Flicka, 12 år" in shown
    assert "Skyddade personuppgifter" in shown
    assert browser.post(f"{address}/remove").status_code == 303
    assert 'class="empty' in browser.get(base).text


def test_a_handler_written_in_meanwhile_stays(scene: Scene, signed_in: SignIn) -> None:
    """The rule that nobody meets a child they handle stands on this list: an old page must not take a name off it."""
    child = scene.child(scene.gone, kind="former", code="A-1", age=11, sex="girl")
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/children/{child.id}"
    old = child_form(
        scene, age="12", version=re.findall(r'name="version"[^>]*value="(\d+)"', browser.get(address).text)[0]
    )
    new = {"handlers-1-person_id": str(scene.workers[0].id), "handlers-1-kind": "co"}
    assert browser.post(address, data=old | new | {"age": "11"}).status_code == 303
    for stale in (old, {key: value for key, value in old.items() if key != "version"}):
        late = browser.post(address, data=stale)
        assert late.status_code == 409
        assert "Någon annan hann spara först" in late.text
        assert "Har Slutat (Har haft barnet), Sara Lindgren (Medhandläggare)" in html.unescape(late.text)
        assert 'value="12"' in late.text, "what was typed is still there"
        inspect_page(late.text, dict(late.headers))
        db.session.expire_all()
        assert {row.person_id for row in child.handlers} == {scene.gone.id, scene.workers[0].id}


def test_a_wrong_child_is_explained_and_never_repeated_in_a_message(scene: Scene, signed_in: SignIn) -> None:
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/children/new"
    for change, words in (
        ({"code": "20140312-2384"}, "ser ut som ett personnummer"),
        ({"age": "elva"}, "Skriv åldern i hela år"),
        ({"age": "40"}, "Enheten frågar barn som är 5–18 år"),
        ({"sex": ""}, "Välj flicka, pojke eller annat"),
        ({"handlers-0-person_id": ""}, "Välj minst en kollega"),
    ):
        answer = browser.post(address, data=child_form(scene, **change))
        assert answer.status_code == 422, change
        assert words in answer.text
        inspect_page(answer.text, dict(answer.headers))


def test_the_template_is_a_file(scene: Scene, signed_in: SignIn) -> None:
    answer = signed_in(scene.facilitator).get("/cycles/children/template.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=lista-med-barn.csv"
    assert answer.data.decode("utf-8-sig").startswith("Kod;Ålder;Kön;Team;Handläggare;")


def test_the_draw_is_made_once_and_a_child_exchanged(scene: Scene, signed_in: SignIn) -> None:
    scene.children(6)
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/draw"
    assert browser.post(address, data={"spread": "by_the_boss"}).status_code == 422
    assert "Lotta 4 barn" in browser.get(address).text
    assert [browser.post(address, data={"spread": "even"}).status_code for _ in range(2)] == [303, 303]
    shown = browser.get(address).text
    assert "Alla som intervjuar har ett barn att träffa" in shown
    exchange = re.findall(r'href="(/cycles/[0-9a-f-]{36}/draw/[^"]+/exchange)"', shown)
    assert len(exchange) == 4
    assert browser.post(exchange[0], data={}).status_code == 422
    assert browser.post(exchange[0], data={"ending": "declined"}).status_code == 303
    after = browser.get(address).text
    assert "Ett nytt barn är lottat" in after
    assert "Lottat på nytt" in after
    assert browser.post(exchange[0], data={"ending": "declined"}).status_code == 303, "a second click"
    assert "Det här är redan ändrat" in browser.get(exchange[0]).text
    assert browser.post(exchange[1], data={"ending": "release"}).status_code == 303
    assert "1 socialsekreterare väntar på ett barn" in browser.get(address).text


def test_a_worker_who_handles_every_child_is_told_about(scene: Scene, signed_in: SignIn) -> None:
    for _ in range(5):
        scene.child(scene.workers[0])
    db.session.flush()
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/draw"
    text = browser.get(address).text
    assert "1 socialsekreterare har eller har haft hand om alla barn på listan" in text
    assert "Leta först i ett annat team än Team Barn" in text
    assert "Lotta 3 barn" in text


def test_by_hand_nobody_is_chosen_beforehand(scene: Scene, signed_in: SignIn) -> None:
    scene.children(1)
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/draw/by-hand"
    assert " selected" not in browser.get(address).text.replace('<option selected value="">', "")
    refused = browser.post(address, data={"interviewer_id": "", "child_id": "", "reason": "Kan språket"})
    assert refused.status_code == 422
    assert "Välj en socialsekreterare." in refused.text
    assert "Välj ett barn." in refused.text


def test_by_hand_among_many_children_the_code_is_written(scene: Scene, signed_in: SignIn) -> None:
    children = scene.children(paging.SIZE)
    children[0].code, children[1].code, children[2].code = "Norr-7", "Norr-17", "Väst-3"
    db.session.commit()
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/draw/by-hand"
    assert "Norr-7, " in browser.get(address).text, "fifty stand in a list"
    scene.children(2)
    db.session.commit()
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert ("Norr-7" in page.text, "Barnets kod" in page.text) == (False, True)
    sent = {"interviewer_id": str(scene.workers[0].id), "reason": "Kan barnets språk"}
    for written, told in (
        ("", "Skriv barnets kod."), ("Syd", "Inget barn som kan lottas har den koden."),
        ("orr", "Flera barns koder innehåller det: Norr-17, Norr-7. Skriv hela koden."),
    ):  # fmt: skip
        refused = browser.post(address, data=sent | {"child_id": written})
        assert refused.status_code == 422
        assert told in refused.text
    assert browser.post(address, data=sent | {"child_id": " norr-7 "}).status_code == 303, (
        "a whole code is that child's"
    )
    other = sent | {"interviewer_id": str(scene.workers[1].id), "child_id": "vast-3"}
    assert browser.post(address, data=other).status_code == 303
    assert {one.child_id for one in outlook.going_in(scene.cycle)} == {children[0].id, children[2].id}


def test_by_hand_says_when_there_is_nobody_to_choose(scene: Scene, signed_in: SignIn) -> None:
    page = signed_in(scene.facilitator).get(f"/cycles/{scene.cycle.id}/draw/by-hand")
    assert "Det finns ingen att välja" in page.text


def test_by_hand_asks_for_a_reason(scene: Scene, signed_in: SignIn) -> None:
    (child,) = scene.children(1)
    browser, address = signed_in(scene.facilitator), f"/cycles/{scene.cycle.id}/draw/by-hand"
    sent = {"interviewer_id": str(scene.workers[0].id), "child_id": str(child.id)}
    refused = browser.post(address, data=sent)
    assert refused.status_code == 422
    assert "Skriv med några ord varför" in refused.text
    assert browser.post(address, data=sent | {"reason": "Kan barnets språk"}).status_code == 303
    assert "Kan barnets språk" in browser.get(f"/cycles/{scene.cycle.id}/draw").text
