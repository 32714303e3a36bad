"""A unit adds cards to its guide, takes them out, puts them back and moves them; every version of it is kept."""

import re
from datetime import timedelta

import pytest

from interview_guides.guides import QuestionArea
from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.interviews.conftest import GUIDE, GUIDE_ID, OWN_CARD, OwnGuide
from tests.wall_clock import ahead
from toolkit.db import db
from toolkit.errors import InvalidInput, WrongState
from toolkit.interviews import guide_arranging, guide_editions
from toolkit.interviews.guide_changes import CardWords

THIRTEEN, URL, OURS = GUIDE_ID, GUIDE, OWN_CARD
KNOWLEDGE, CONTACT, PARTICIPATION = QuestionArea


def test_a_new_card_is_last_in_its_area_and_asked_wherever_the_guide_is(own_guide: OwnGuide) -> None:
    before = own_guide.asked()
    card = own_guide.add()
    assert own_guide.asked() == [*before, card]
    for url in (
        f"{own_guide.talk.url}/guide",
        f"{own_guide.talk.url}/room",
        f"{own_guide.talk.url}/printables/pocket_guide",
    ):
        page = own_guide.talk.client.get(url).text
        assert OURS in page
        assert "Vem säger det?" in page
    assert OURS in own_guide.talk.client.get("/printables/questions?guide=guide_13_14").text
    assert OURS in own_guide.page()


def test_the_lint_speaks_once_of_a_new_card_too(own_guide: OwnGuide) -> None:
    sent = {"text": "Litar du på din handläggare? Varför?", "count_text": "", "probes": "", "hint": ""}
    url = f"{URL}/areas/contact/new-card"
    said = own_guide.leader.post(url, data=sent)
    inspect_page(said.text, said.headers)
    for words in ("Flera frågor på en gång. Behåll en", "Den går att svara ja eller nej på.", "handläggare</q>"):
        assert words in said.text
    assert own_guide.version == 0
    assert own_guide.leader.post(url, data={**sent, "anyway": "y"}).status_code == 303
    assert own_guide.leader.post(url, data={**sent, "text": ""}).status_code == 422


def test_an_odd_address_of_a_new_card(own_guide: OwnGuide) -> None:
    assert own_guide.leader.get(f"{URL}/areas/weather/new-card").status_code == 404
    assert own_guide.leader.get("/guides/guide_0_4/areas/contact/new-card").status_code == 404


def test_taking_out_says_what_is_lost_and_can_be_undone(own_guide: OwnGuide) -> None:
    before = own_guide.asked()
    shown = own_guide.leader.get(f"{URL}/cards/waiting/remove")
    inspect_page(shown.text, shown.headers)
    assert "Vi frågar alla barn hur det är att vänta." in shown.text
    assert "Det här går förlorat" not in own_guide.leader.get(f"{URL}/cards/trust/remove").text
    answer = own_guide.send("waiting", "remove")
    assert answer.status_code == 303
    assert own_guide.asked() == [one for one in before if one != "waiting"]
    assert f"{URL}/cards/waiting/put-back" in own_guide.page()
    assert "Kortet är borttaget." in own_guide.leader.get(f"{URL}/cards/waiting").text
    assert "Det är redan borttaget." in own_guide.leader.get(f"{URL}/cards/waiting/remove").text
    assert own_guide.send("waiting", "put-back").status_code == 303
    assert own_guide.asked() == before
    assert f"{URL}/cards/waiting/put-back" not in own_guide.page()


def test_the_same_button_twice_is_one_version(own_guide: OwnGuide) -> None:
    first, second, *_ = own_guide.asked()
    for act, more in (("remove", {}), ("put-back", {}), ("move", {"to": 1})):
        card, seen = second if act == "move" else "waiting", own_guide.version
        answers = {own_guide.send(card, act, **{**more, "version": seen}).status_code for _ in range(2)}
        assert (answers, own_guide.version) == ({303}, seen + 1)
    assert own_guide.asked()[:2] == [second, first]


def test_the_last_card_of_an_area_stays(own_guide: OwnGuide) -> None:
    actor, area = make.actor(own_guide.person), own_guide.asked(KNOWLEDGE)
    guide = guide_editions.shipped(THIRTEEN)
    *others, last = [card.id for part in guide.areas if part.area is KNOWLEDGE for card in part.questions]
    assert last in {*area, "before_moving"}
    for card in others:
        guide_arranging.remove(actor, THIRTEEN, question_id=card, version=own_guide.version)
    db.session.commit()
    refused = own_guide.send(last, "remove")
    assert refused.status_code == 409
    assert "Det är områdets enda kort." in refused.text


def test_moving_keeps_the_focus_on_the_card_and_says_its_place(own_guide: OwnGuide) -> None:
    before = own_guide.asked()
    guide = next(part for part in guide_editions.shipped(THIRTEEN).areas if part.area is CONTACT).questions
    card = guide[2]
    answer = own_guide.send(card.id, "move", to=2, step="up")
    page = own_guide.leader.get(answer.location).text
    focused = re.findall(r"<button[^>]* autofocus>(.*?)</button>", page)
    assert focused == [f'Upp<span class="visually-hidden"> kort 2 av {len(guide)}, {card.text}</span>']
    moved = [one.id for one in (guide[0], card, guide[1], *guide[3:]) if one.id in before]
    assert own_guide.asked() == moved


def test_at_the_top_the_focus_goes_to_the_way_down(own_guide: OwnGuide) -> None:
    second = guide_editions.shipped(THIRTEEN).areas[0].questions[1].id
    page = own_guide.leader.get(own_guide.send(second, "move", to=1, step="up").location).text
    assert re.findall(r"autofocus>(\w+)<span", page) == ["Ner"]


def test_moves_in_a_row_are_one_version_until_somebody_needs_it(own_guide: OwnGuide) -> None:
    first = own_guide.asked()[0]
    for to in (2, 1, 3, 4):
        assert own_guide.send(first, "move", to=to).status_code == 303
    assert own_guide.version == 1
    own_guide.talk.client.post(f"{own_guide.talk.url}/guide")
    prepared = own_guide.asked()
    assert own_guide.send(first, "move", to=1).status_code == 303
    assert own_guide.version == 2
    assert own_guide.asked() == prepared
    own_guide.add()
    own_guide.send(first, "move", to=3)
    assert own_guide.version == 4, "a version that added a card is no move"
    with ahead(timedelta(hours=2)):
        guide_arranging.move(make.actor(own_guide.person), THIRTEEN, question_id=first, to=2, version=4)
    assert own_guide.version == 5, "another sitting"


def test_a_move_twice_stands_where_it_stood_and_past_the_ends_is_the_end(own_guide: OwnGuide) -> None:
    first = own_guide.asked()[0]
    own_guide.send(first, "move", to=3)
    once = own_guide.asked()
    own_guide.send(first, "move", to=3)
    assert own_guide.asked() == once
    own_guide.send(first, "move", to=99)
    assert guide_editions.get_card(make.actor(own_guide.person), THIRTEEN, question_id=first)
    own_guide.send(first, "move", to=-5)
    assert own_guide.asked()[0] == first
    assert own_guide.send("waiting", "remove").status_code == 303
    assert own_guide.send("waiting", "move", to=1).status_code == 404


def test_a_card_moves_past_one_that_is_taken_out(own_guide: OwnGuide) -> None:
    first, second, third, *_ = own_guide.asked()
    own_guide.send(second, "remove")
    own_guide.send(third, "move", to=1)
    assert own_guide.asked()[:2] == [third, first]
    own_guide.send(second, "put-back")
    assert own_guide.asked()[:3] == [third, first, second]


@pytest.mark.parametrize(("act", "values"), [("remove", {}), ("put-back", {}), ("move", {"to": 1})])
def test_whoever_has_not_seen_how_it_stands_changes_nothing(
    own_guide: OwnGuide, act: str, values: dict[str, int]
) -> None:
    if act == "put-back":
        own_guide.send("waiting", "remove")
    seen = own_guide.version
    own_guide.add()
    before = own_guide.asked()
    late = own_guide.send("waiting", act, **{**values, "version": seen})
    assert late.status_code == 409
    assert "Någon annan har ändrat guiden." in late.text
    inspect_page(late.text, late.headers)
    assert own_guide.asked() == before
    assert f'name="version" value="{own_guide.version}"' in re.sub(r' (id|type)="[^"]*"', "", late.text)


def counting_card(area: QuestionArea) -> str:
    return next(
        card.id for part in guide_editions.shipped(THIRTEEN).areas if part.area is area
        for card in part.questions if card.countable and not card.unless and not card.only
    )  # fmt: skip


def test_an_own_card_takes_on_what_no_other_counts(own_guide: OwnGuide) -> None:
    counted = counting_card(PARTICIPATION)
    shipped = guide_editions.get_card(make.actor(own_guide.person), THIRTEEN, question_id=counted)
    assert 'name="countable"' not in own_guide.leader.get(f"{URL}/areas/participation/new-card").text
    loses = own_guide.leader.get(f"{URL}/cards/{counted}/remove").text
    assert "Kortet gör att barnen kan räknas." in loses
    own_guide.send(counted, "remove")
    page = own_guide.leader.get(f"{URL}/areas/participation/new-card")
    inspect_page(page.text, page.headers)
    assert f'value="{shipped.countable}"' in page.text
    sent = {"text": "Vad får du vara med och välja?", "probes": "", "hint": "", "countable": shipped.countable}
    bare = own_guide.leader.post(f"{URL}/areas/participation/new-card", data=sent)
    assert "Skriv hur det frågas rakt på" in bare.text
    own = own_guide.add(
        "Vad får du vara med och välja?", "participation", countable=shipped.countable, count_text=shipped.count_text
    )
    assert shipped.count_text in own_guide.talk.client.get(f"{own_guide.talk.url}/room").text
    twice = own_guide.send(counted, "put-back")
    assert twice.status_code == 409
    assert "Ett annat kort räknar samma sak." in twice.text
    own_guide.send(own, "remove")
    assert own_guide.send(counted, "put-back").status_code == 303
    assert own_guide.send(own, "put-back").status_code == 409


def test_what_a_card_may_not_be(own_guide: OwnGuide) -> None:
    actor = make.actor(own_guide.person)
    with pytest.raises(InvalidInput):
        guide_arranging.add(
            actor, THIRTEEN, area=CONTACT, words=CardWords(text="Hur?", count_text="Är?"), countable="decides"
        )
    for _ in range(guide_arranging.MOST_CARDS - len(guide_editions.shipped(THIRTEEN).areas[1].questions)):
        guide_arranging.add(actor, THIRTEEN, area=CONTACT, words=CardWords(text=OURS))
    with pytest.raises(WrongState):
        guide_arranging.add(actor, THIRTEEN, area=CONTACT, words=CardWords(text=OURS))
    assert guide_arranging.list_uncounted(actor, "guide_5_8", area=CONTACT) == [], "too young for a sum"
