"""The codebook in the browser: added, started, renamed, moved and removed, by the facilitator of the unit alone."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.proposals import proposing
from seminar.themes import codebook, numbering, removing, retiring
from seminar.themes.models import Theme
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def themes_of(seminar: Seminar) -> list[Theme]:
    db.session.expire_all()
    return list(codebook.list_themes(seminar.leads, seminar.cycle.id))


def names(seminar: Seminar) -> list[str]:
    return [theme.name for theme in themes_of(seminar)]


def test_a_theme_is_added_once_however_often_it_is_sent(seminar: Seminar, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/themes"
    for name in ("  Tempo ", "tempo"):
        sent = {"name": name, "area": "contact", "definition": "Hur fort det går"}
        assert browser.post(address, data=sent).status_code == 303
    assert names(seminar) == ["Tempo"]
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert "Hur fort det går" in page.text


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"name": "x" * 81}, {"area": "elsewhere"}, {"definition": "x" * 1001}]
)
def test_what_is_wrong_is_said_and_nothing_is_added(seminar: Seminar, signed_in: SignIn, wrong: dict[str, str]) -> None:
    sent = {"name": "Tempo", "area": "contact", "definition": "", **wrong}
    answer = signed_in(seminar.facilitator).post(f"/cycles/{seminar.cycle.id}/themes", data=sent)
    assert answer.status_code == 422
    inspect_page(answer.text, answer.headers)
    assert names(seminar) == []


def test_the_codebook_offers_what_is_not_taken_yet(seminar: Seminar, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/themes/start"
    assert 'value="meet_more_often"' in browser.get(address).text
    assert browser.post(address, data={}).status_code == 422
    assert browser.post(address, data={"codebook_ids": ["invented"]}).status_code == 422
    assert browser.post(address, data={"codebook_ids": ["meet_more_often"]}).status_code == 303
    assert names(seminar) == ["Träffas oftare"]
    assert 'value="meet_more_often"' not in browser.get(address).text


def test_two_who_change_a_theme_see_both_texts(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar)
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/themes/{theme.id}"
    first = {"name": "Lita på", "area": "contact", "definition": "", "version": 1}
    assert browser.post(address, data=first).status_code == 303
    late = browser.post(address, data={**first, "name": "Tilltro"})
    assert late.status_code == 409
    assert "Lita på" in late.text
    assert "Tilltro" in late.text
    assert 'value="2"' in late.text
    assert names(seminar) == ["Lita på"]
    assert browser.post(address, data={**first, "name": "Tilltro", "version": 2}).status_code == 303
    assert names(seminar) == ["Tilltro"]


@pytest.mark.parametrize("version", [None, "", "x", "99999999999999999999"])
def test_a_change_that_does_not_say_what_it_saw_changes_nothing(
    seminar: Seminar, signed_in: SignIn, version: str | None
) -> None:
    theme = making.a_theme(seminar)
    sent = {"name": "Tempo", "area": "contact"} | ({} if version is None else {"version": version})
    answer = signed_in(seminar.facilitator).post(f"/cycles/{seminar.cycle.id}/themes/{theme.id}", data=sent)
    assert answer.status_code in {409, 422}
    assert names(seminar) == ["Tillit"]


def test_a_step_down_and_a_step_past_the_end(seminar: Seminar, signed_in: SignIn) -> None:
    first, _ = making.a_theme(seminar, "Ett"), making.a_theme(seminar, "Två")
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/themes/{first.id}/move"
    for _ in range(2):
        assert browser.post(address, data={"steps": 1}).headers["Location"].endswith(f"#theme-{first.id}")
        assert names(seminar) == ["Två", "Ett"]
    for nonsense in ("999", "", "up", "0"):
        browser.post(address, data={"steps": nonsense})
    assert names(seminar) == ["Två", "Ett"]


def test_a_theme_goes_only_when_nothing_hangs_on_it(seminar: Seminar, signed_in: SignIn) -> None:
    quoted, thought, proposed, empty = (making.a_theme(seminar, name) for name in ("Ett", "Två", "Tre", "Fyra"))
    making.an_excerpt(seminar, quoted)
    voices.write(seminar.leads, seminar.cycle.id, thought.id, text="Vi byter för ofta.")
    proposing.write(seminar.leads, seminar.cycle.id, proposed.id, text="Ett sms.")
    browser = signed_in(seminar.facilitator)
    for theme, status in ((quoted, 409), (thought, 409), (proposed, 409), (empty, 303)):
        answer = browser.post(f"/cycles/{seminar.cycle.id}/themes/{theme.id}/remove")
        assert answer.status_code == status, answer.text
    assert names(seminar) == ["Ett", "Två", "Tre"]


def test_the_page_of_themes_shows_the_keys_that_the_picker_takes(seminar: Seminar, signed_in: SignIn) -> None:
    browser, here = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}"
    for number in range(20):
        making.a_theme(seminar, f"Tema {number}")
    db.session.commit()
    picker = browser.get(f"{here}/seminar/transcripts/{seminar.transcripts[0].id}").text
    keys = re.findall(r'data-key="(\w+)" data-name="([^"]+)"', picker)
    assert [key for key, _name in keys] == [*"12345678", *(f"9{letter}" for letter in "abcdefghijkm")]
    listed = re.findall(r'<h3><a href="[^"]+">(\w+) ([^<]+)</a></h3>', browser.get(f"{here}/themes").text)
    assert listed == keys


def test_two_themes_are_merged_and_one_leads_to_the_other(seminar: Seminar, signed_in: SignIn) -> None:
    theme, target = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    making.an_excerpt(seminar, theme)
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/themes/{theme.id}"
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert f'value="{target.id}"' in page.text
    assert "kan inte" not in page.text
    for wrong in ("", "invented", str(theme.id)):
        refused = browser.post(f"{address}/merge", data={"into": wrong})
        assert refused.status_code == 422
        inspect_page(refused.text, refused.headers)
    answer = browser.post(f"{address}/merge", data={"into": str(target.id)})
    assert answer.headers["Location"].endswith(f"{target.id}?just=merged")
    with browser.session_transaction() as kept:
        assert "Väntan" not in str(dict(kept)), "the group's words lie in no cookie"
    there = browser.get(answer.headers["Location"])
    inspect_page(there.text, there.headers)
    assert "”Väntan” är nu en del av ”Tid”." in there.text
    assert "data-at-once" in there.text, "with Undo beside it"
    assert "data-at-once" not in browser.get(f"/cycles/{seminar.cycle.id}/themes/{target.id}").text
    assert names(seminar) == ["Tid"]
    assert browser.get(address).status_code == 404


def test_a_name_that_is_typed_before_merging_is_not_lost(seminar: Seminar, signed_in: SignIn) -> None:
    theme, target = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/themes/{theme.id}"
    page = browser.get(address).text
    assert page.count('form="theme-form"') == 2
    typed = {"name": "Att få vänta", "area": str(theme.area), "definition": "", "version": theme.version}
    refused = browser.post(f"{address}/merge", data={**typed, "into": ""})
    assert refused.status_code == 422
    assert 'value="Att få vänta"' in refused.text
    merged = browser.post(f"{address}/merge", data={**typed, "into": str(target.id), "once": "one-press"})
    inspect_page(merged.text, merged.headers)
    assert (merged.status_code, names(seminar)) == (200, ["Tid"])
    assert 'value="Att få vänta"' in merged.text
    assert f"/themes/{target.id}" in merged.text
    assert "data-at-once" in merged.text
    twice = browser.post(f"{address}/merge", data={**typed, "into": str(target.id), "once": "one-press"})
    assert twice.location.endswith(f"{target.id}?just=merged")
    version = re.search(r'name="version"[^>]*value="(\d+)"', merged.text)
    assert version
    saved = {**typed, "version": version[1], "area": str(target.area)}
    assert browser.post(f"/cycles/{seminar.cycle.id}/themes/{target.id}", data=saved).status_code == 303
    assert names(seminar) == ["Att få vänta"]


def test_a_theme_is_retired_and_brought_back_once_however_often(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar, "Väntan")
    making.an_excerpt(seminar, theme)
    browser, whole = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/themes"
    for _ in range(2):
        assert browser.post(f"{whole}/{theme.id}/retired", data={"retired": "1"}).status_code == 303
        assert [each.is_retired for each in themes_of(seminar)] == [True]
    assert "Används inte längre" in browser.get(whole).text
    assert "Används inte längre" in browser.get(f"/cycles/{seminar.cycle.id}/board/contact").text
    assert "Ta temat i bruk igen" in browser.get(f"{whole}/{theme.id}").text
    browser.post(f"{whole}/{theme.id}/retired", data={"retired": "0"})
    assert [each.is_retired for each in themes_of(seminar)] == [False]


def test_a_retired_theme_that_nothing_stands_under_has_no_row_on_the_board(seminar: Seminar, signed_in: SignIn) -> None:
    making.a_theme(seminar, "Tid")
    theme = making.a_theme(seminar, "Väntan")
    retiring.retire(seminar.leads, seminar.cycle.id, theme.id)
    board = f"/cycles/{seminar.cycle.id}/board/contact"
    browser = signed_in(seminar.facilitator)
    for page in (browser.get(board).text, browser.get(f"{board}/now").text):
        assert "Tid" in page
        assert "Väntan" not in page


def test_only_the_facilitator_of_the_unit_and_of_that_cycle(seminar: Seminar, signed_in: SignIn) -> None:
    theme, next_year = making.a_theme(seminar), making.another_cycle(seminar)
    sent = {"name": "Tempo", "area": "contact", "version": 1, "steps": 1, "codebook_ids": "meet_more_often"}
    here, there = f"/cycles/{seminar.cycle.id}/themes", f"/cycles/{next_year.cycle.id}/themes/{theme.id}"
    acts = ("move", "remove", "merge", "retired")
    whole = [here, f"{here}/start", f"{here}/{theme.id}", *(f"{here}/{theme.id}/{act}" for act in acts)]
    for person in (seminar.leader, seminar.worker, making.a_seminar().facilitator):
        browser = signed_in(person)
        assert {browser.post(address, data=sent).status_code for address in whole} == {404}, person.roles
    browser = signed_in(seminar.facilitator)
    for address in (there, *(f"{there}/{act}" for act in acts)):
        assert browser.post(address, data=sent).status_code == 404, address
    assert names(seminar) == ["Tillit"]


def test_another_unit_sees_no_theme(seminar: Seminar) -> None:
    theme, other = making.a_theme(seminar), making.a_seminar()
    assert codebook.list_themes(other.leads, seminar.cycle.id) == []
    for find in (lambda: codebook.get_theme(other.leads, seminar.cycle.id, theme.id),
                 lambda: codebook.get_cycle(other.leads, seminar.cycle.id)):  # fmt: skip
        with pytest.raises(NotFound):
            find()


def test_there_is_an_end_to_the_letters(seminar: Seminar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "MOST", 2)
    making.a_theme(seminar, "Ett")
    making.a_theme(seminar, "Två")
    with pytest.raises(InvalidInput):
        making.a_theme(seminar, "Tre")
    assert making.a_theme(seminar, "Två").name == "Två"


def test_the_trail_tells_each_step_and_no_refused_one(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    codebook.move(seminar.leads, seminar.cycle.id, theme.id, steps=1)
    mark = making.an_excerpt(seminar, theme)
    with pytest.raises(WrongState):
        removing.remove(seminar.leads, seminar.cycle.id, theme.id)
    db.session.delete(mark)
    removing.remove(seminar.leads, seminar.cycle.id, theme.id)
    assert making.events_of(theme.id) == [f"seminar:theme:{step}" for step in ("created", "changed", "removed")]
