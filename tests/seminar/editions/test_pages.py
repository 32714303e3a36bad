"""The pages of a release, as the two who do it and everybody else see them."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from seminar.editions import tasks
from seminar.editions.models import Edition
from seminar.report import compiling
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.editions.conftest import release
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


def address(seminar: Seminar) -> str:
    return f"/cycles/{seminar.cycle.id}/report/editions"


def page_of(client: FlaskClient, seminar: Seminar) -> str:
    page = client.get(address(seminar))
    inspect_page(page.text, page.headers)
    return page.text.partition("<main")[2].partition("</main>")[0]


def sent(page: str) -> dict[str, str]:
    """What the button for a yes sends from this page."""
    return dict(re.findall(r'name="(seen|releases)"[^>]*value="(\w*)"', page))


def say_yes(client: FlaskClient, seminar: Seminar, act: str) -> int:
    return client.post(f"{address(seminar)}/{act}", data=sent(page_of(client, seminar))).status_code


def test_two_people_release_and_everybody_fetches_the_same_bytes(seminar: Seminar, signed_in: SignIn) -> None:
    karin, eva, sara = (signed_in(each) for each in (seminar.facilitator, seminar.leader, seminar.worker))
    first = page_of(karin, seminar)
    assert "Den är klar" in first
    assert say_yes(karin, seminar, "ready") == 303
    assert "Ta tillbaka" in page_of(karin, seminar)
    asked = page_of(eva, seminar)
    assert "Jag har läst den: ge ut den" in asked
    assert "Ge ut utgåva 1?" in asked  # the second yes is asked about once more
    assert "/confirmed" not in page_of(karin, seminar)
    assert say_yes(eva, seminar, "confirmed") == 303
    tasks.make_at_once(db.session.query(Edition).one())
    db.session.commit()
    after = page_of(sara, seminar)
    assert "Utgåva 1" in after
    assert seminar.leader.name in after
    assert "<form" not in after
    link = re.search(r'href="([^"]+annual-report-sv\.docx)"', after)
    assert link
    one, other = sara.get(link[1]), eva.get(link[1])
    assert one.data == other.data
    assert "utgava-1" in one.headers["Content-Disposition"]
    drawn = karin.get(f"/cycles/{seminar.cycle.id}/report/annual-report.docx", follow_redirects=True)
    assert drawn.data == one.data
    report = eva.get(f"/cycles/{seminar.cycle.id}/report")
    inspect_page(report.text, report.headers)
    assert "Utgåva 1, utgiven" in report.text


def test_a_yes_that_turns_out_to_be_the_second_is_asked_about_before_it_releases(
    seminar: Seminar, signed_in: SignIn
) -> None:
    karin, eva = signed_in(seminar.facilitator), signed_in(seminar.leader)
    opened = page_of(karin, seminar)  # nobody has said yes yet, so nothing is asked
    assert say_yes(eva, seminar, "confirmed") == 303
    answer = karin.post(f"{address(seminar)}/ready", data=sent(opened))
    assert answer.status_code == 409
    inspect_page(answer.text, answer.headers)
    assert "Ditt ja ger därför ut rapporten" in answer.text
    assert db.session.query(Edition).count() == 0
    assert "Ge ut utgåva 1?" in answer.text
    asked = sent(answer.text.partition("<main")[2])
    assert karin.post(f"{address(seminar)}/ready", data=asked).status_code == 303
    assert db.session.query(Edition).count() == 1


def test_a_first_yes_after_the_other_was_taken_back_releases_nothing(seminar: Seminar, signed_in: SignIn) -> None:
    karin, eva = signed_in(seminar.facilitator), signed_in(seminar.leader)
    assert say_yes(eva, seminar, "confirmed") == 303
    asked = page_of(karin, seminar)
    assert eva.post(f"{address(seminar)}/taken-back").status_code == 303
    assert karin.post(f"{address(seminar)}/ready", data=sent(asked)).status_code == 303
    assert db.session.query(Edition).count() == 0


def test_the_page_of_the_report_shows_what_was_released(seminar: Seminar, signed_in: SignIn) -> None:
    release(seminar)
    making.a_handed_over(seminar.cycle, seminar.unit)
    assert "Så var det." in signed_in(seminar.leader).get(f"/cycles/{seminar.cycle.id}/report").text


def test_somebody_elses_yes_and_a_stale_one_are_refused_in_words(seminar: Seminar, signed_in: SignIn) -> None:
    karin, eva = signed_in(seminar.facilitator), signed_in(seminar.leader)
    for client, act, words in (
        (eva, "ready", "Bara rapportansvarig"),
        (karin, "confirmed", "två personer ger ut rapporten"),
    ):
        answer = client.post(f"{address(seminar)}/{act}", data={"seen": "0" * 64})
        inspect_page(answer.text, answer.headers)
        assert (answer.status_code, words in answer.text) == (409, True), act
    answer = karin.post(f"{address(seminar)}/ready", data={"seen": "0" * 64})
    inspect_page(answer.text, answer.headers)
    assert (answer.status_code, "har ändrats sedan du öppnade" in answer.text) == (409, True)


def test_a_released_report_that_somebody_still_edits_is_refused_with_the_way_out(
    seminar: Seminar, signed_in: SignIn
) -> None:
    client, text = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/report/text/summary"
    assert client.get(text).status_code == 200
    release(seminar)
    answer = client.post(text, data={"text": "Nej, så här.", "version": 1})
    inspect_page(answer.text, answer.headers)
    assert answer.status_code == 409
    assert f'href="{address(seminar)}"' in answer.text
    assert "Nej, så här." in answer.text


def test_one_person_in_both_roles_is_told_what_to_do(seminar: Seminar, signed_in: SignIn) -> None:
    seminar.leader.is_active = seminar.facilitator.is_active = False
    both = make.a_person(seminar.unit, Role.FACILITATOR, Role.UNIT_LEADER)
    compiling.choose(make.actor(both), seminar.cycle.id, person_id=both.id, version=1)
    db.session.commit()
    page = page_of(signed_in(both), seminar)
    assert "Någon annan måste bekräfta" in page
    assert "biträdande" in page


def test_a_new_edition_and_back_again(seminar: Seminar, signed_in: SignIn) -> None:
    release(seminar)
    karin = signed_in(seminar.facilitator)
    assert "Börja på en ny utgåva" in page_of(karin, seminar)
    assert karin.post(f"{address(seminar)}/next").status_code == 303
    assert "Inget än. Det står samma sak." in page_of(karin, seminar)
    making.an_excerpt(seminar, making.a_theme(seminar, "Tempo"), transcript=1)
    db.session.commit()
    assert "Citat från barnen: 1 förut, 2 nu." in page_of(karin, seminar)
    assert karin.post(f"{address(seminar)}/left-be").status_code == 303
    assert seminar.cycle.state is CycleState.REPORTED


def test_calling_back_needs_another_to_destroy(seminar: Seminar, signed_in: SignIn) -> None:
    edition = release(seminar)
    karin, eva = signed_in(seminar.facilitator), signed_in(seminar.leader)
    assert karin.post(f"{address(seminar)}/1/called-back").status_code == 303
    assert "Förstör filerna" not in page_of(karin, seminar)
    assert "Förstör filerna" in page_of(eva, seminar)
    gone = signed_in(seminar.worker).get(f"{address(seminar)}/1/annual-report-sv.docx")
    assert gone.status_code == 409
    inspect_page(gone.text, gone.headers)
    assert karin.post(f"{address(seminar)}/1/destroyed").status_code == 409
    assert eva.post(f"{address(seminar)}/1/destroyed").status_code == 303
    assert "filerna är förstörda" in page_of(eva, seminar)
    assert (edition.sha256 or "-") in page_of(signed_in(seminar.worker), seminar)


@pytest.mark.parametrize("state", [CycleState.PLANNED, CycleState.CLOSED])
def test_the_page_when_there_is_nothing_to_do(seminar: Seminar, signed_in: SignIn, state: CycleState) -> None:
    seminar.cycle.state = state
    seminar.cycle.closed_at = seminar.cycle.created_at
    db.session.commit()
    assert "<form" not in page_of(signed_in(seminar.facilitator), seminar)
    assert db.session.query(Edition).count() == 0


def test_who_compiles_is_chosen_on_the_page(seminar: Seminar, signed_in: SignIn) -> None:
    eva, another = signed_in(seminar.leader), make.a_person(seminar.unit, Role.FACILITATOR)
    db.session.commit()
    send = {"person_id": str(another.id), "version": 1}
    assert eva.post(f"{address(seminar)}/compiler", data=send).status_code == 303
    assert another.name in page_of(eva, seminar)
    stale = eva.post(f"{address(seminar)}/compiler", data=send | {"person_id": str(seminar.facilitator.id)})
    inspect_page(stale.text, stale.headers)
    assert stale.status_code == 409
    empty = eva.post(f"{address(seminar)}/compiler", data={"person_id": "", "version": 2})
    assert empty.status_code == 422


def test_what_is_new_is_told_beside_an_edition_that_was_called_back(seminar: Seminar, signed_in: SignIn) -> None:
    release(seminar)
    karin, eva = signed_in(seminar.facilitator), signed_in(seminar.leader)
    assert "läser ändå på sin egen sida" in page_of(karin, seminar), "what calling back does not reach"
    assert karin.post(f"{address(seminar)}/1/called-back").status_code == 303
    assert karin.post(f"{address(seminar)}/next").status_code == 303
    making.an_excerpt(seminar, making.a_theme(seminar, "Tempo"), transcript=1)
    db.session.commit()
    page = page_of(eva, seminar)
    assert "Nytt sedan utgåva 1" in page
    assert "Citat från barnen: 1 förut, 2 nu." in page
    assert "Låt utgåva 1 stå" not in page
    assert eva.post(f"{address(seminar)}/1/destroyed").status_code == 303
    assert "läs hela rapporten" in page_of(eva, seminar)


def test_who_comes_too_late_to_hand_out_again_is_told_beside_the_editions(seminar: Seminar, signed_in: SignIn) -> None:
    release(seminar)
    karin, eva = signed_in(seminar.facilitator), signed_in(seminar.leader)
    karin.post(f"{address(seminar)}/1/called-back")
    eva.post(f"{address(seminar)}/1/destroyed")
    late = karin.post(f"{address(seminar)}/1/handed-out")
    inspect_page(late.text, late.headers)
    assert late.status_code == 409
    assert "filer är redan förstörda" in late.text
    assert "Berätta för den som sköter programmet" not in late.text
    assert "Utgåva 1" in late.text
