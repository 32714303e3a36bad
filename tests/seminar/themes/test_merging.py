"""Merging: everything follows, the same words are one quote, and undo splits the themes exactly as they were."""

from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seminar.board import summaries, voices
from seminar.board.models import StaffVoice, ThemeSummary
from seminar.coding import marked_texts, marking
from seminar.coding.models import Coding
from seminar.live import undo
from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from seminar.themes import codebook, merging, retiring
from seminar.themes.models import Theme
from tests import factories as make
from tests.examples import examples
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotFound, WrongState

State = tuple[bool, bool]  # whether a coding is taken away, and whether it is on the board
STATES: Sequence[State | None] = (None, (False, True), (False, False), (True, True), (True, False))
PLACES = 4


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (9, "boy"))


def merge(seminar: Seminar, theme: Theme, into: Theme) -> None:
    merging.merge(seminar.leads, seminar.cycle.id, theme.id, into=into.id)
    db.session.commit()


def undo_last(seminar: Seminar, actor: Actor | None = None) -> None:
    last = undo.get_own(actor or seminar.leads, seminar.cycle.id).last
    assert last is not None
    undo.take_back(actor or seminar.leads, seminar.cycle.id, seq=last.seq)
    db.session.commit()


def stands(*themes: Theme) -> object:
    """Every coding, voice and proposal under some themes, row by row as the database has it."""
    db.session.expire_all()
    ids = [theme.id for theme in themes]
    codings = sa.select(Coding.id, Coding.theme_id, Coding.removed_at.is_(None), Coding.on_board, Coding.coded_by_id)
    kinds = (
        codings.where(Coding.theme_id.in_(ids)),
        sa.select(StaffVoice.id, StaffVoice.theme_id, StaffVoice.version).where(StaffVoice.theme_id.in_(ids)),
        sa.select(ThemeSummary.theme_id, ThemeSummary.text).where(ThemeSummary.theme_id.in_(ids)),
        sa.select(Proposal.id, Proposal.theme_id, Proposal.version).where(Proposal.theme_id.in_(ids)),
    )
    return [{tuple(row) for row in db.session.execute(query)} for query in kinds]


def put(seminar: Seminar, theme: Theme, place: int, state: State | None) -> None:
    if state is None:
        return
    text = seminar.transcripts[place // 2].id
    row = marking.mark_segment(seminar.leads, seminar.cycle.id, text, theme_id=theme.id, position=1 + 2 * (place % 2))
    marking.show(seminar.leads, seminar.cycle.id, row.id, on_board=state[1])
    if state[0]:
        marking.remove(seminar.leads, seminar.cycle.id, row.id)


def shown_under(theme: Theme) -> set[tuple[object, ...]]:
    query = sa.select(Coding.excerpt_id, Coding.on_board).where(Coding.theme_id == theme.id)
    return {tuple(row) for row in db.session.execute(query.where(Coding.removed_at.is_(None)))}


OF_A_THEME = st.tuples(
    st.lists(st.sampled_from(STATES), min_size=PLACES, max_size=PLACES),
    st.integers(0, 2),
    st.integers(0, 2),
    st.booleans(),
)


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=OF_A_THEME, second=OF_A_THEME, decided=st.booleans())
def test_merge_and_undo_is_nothing_at_all(
    app: Flask,
    first: tuple[list[State | None], int, int, bool],
    second: tuple[list[State | None], int, int, bool],
    decided: bool,
) -> None:
    seminar = making.a_seminar((13, "girl"), (9, "boy"))
    theme, target = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    for row, (states, said, proposed, is_summed_up) in ((theme, first), (target, second)):
        for place, state in enumerate(states):
            put(seminar, row, place, state)
        if is_summed_up:
            summaries.write(seminar.leads, seminar.cycle.id, row.id, text=f"Om {row.name}.", version=0)
        for number in range(said):
            voices.write(seminar.leads, seminar.cycle.id, row.id, text=f"Röst {number}")
        for number in range(proposed):
            wish = proposing.write(seminar.leads, seminar.cycle.id, row.id, text=f"Förslag {number}")
            if decided:
                promising.decide(seminar, wish, responsible="Alla")
    db.session.commit()
    before = stands(theme, target)
    either = {words for row in (theme, target) for words, _ in shown_under(row)}
    merge(seminar, theme, target)
    after = stands(theme, target)
    assert shown_under(theme) == set()
    assert {words for words, _ in shown_under(target)} == either
    assert not {row.id for row in codebook.list_themes(seminar.leads, seminar.cycle.id)} & {theme.id}
    undo_last(seminar)
    assert stands(theme, target) == before
    again = undo.get_own(seminar.leads, seminar.cycle.id).again
    assert again is not None
    undo.take_back(seminar.leads, seminar.cycle.id, seq=again.seq)
    db.session.commit()
    assert stands(theme, target) == after
    undo_last(seminar)
    assert stands(theme, target) == before


def test_the_same_words_under_both_are_one_quote_and_shown_if_either_was(seminar: Seminar) -> None:
    theme, target = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    put(seminar, theme, 0, (False, True))
    put(seminar, target, 0, (False, False))
    merge(seminar, theme, target)
    assert [row.on_board for row in marked_texts.list_codings(seminar.transcripts[0])] == [True]
    assert marked_texts.count_quotes(seminar.leads, seminar.cycle.id) == {seminar.transcripts[0].id: 1}
    (row,) = voices.list_voices(seminar.leads, seminar.cycle.id)
    assert (row.theme.id, row.children) == (target.id, 1)


def test_two_summaries_are_one_and_what_is_written_since_stays(seminar: Seminar) -> None:
    theme, target = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    for row in (theme, target):
        summaries.write(seminar.leads, seminar.cycle.id, row.id, text=f"Om {row.name}.", version=0)
    merge(seminar, theme, target)
    joined = summaries.find_summary(seminar.leads, seminar.cycle.id, target.id)
    assert joined is not None
    assert joined.text == "Om Tid.\n\nOm Väntan."
    colleague = make.actor(make.a_person(seminar.unit, Role.FACILITATOR))
    summaries.write(colleague, seminar.cycle.id, target.id, text="Om båda.", version=joined.version)
    db.session.commit()
    undo_last(seminar)
    rows = voices.list_voices(seminar.leads, seminar.cycle.id)
    assert {row.theme.name: row.summary for row in rows} == {"Väntan": "Om Väntan.", "Tid": "Om båda."}


def test_what_comes_after_the_merge_stays_where_it_was_put(seminar: Seminar) -> None:
    theme, target = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    put(seminar, theme, 0, (False, True))
    merge(seminar, theme, target)
    colleague = make.actor(make.a_person(seminar.unit, Role.FACILITATOR))
    text = seminar.transcripts[1].id
    late = marking.mark_segment(colleague, seminar.cycle.id, text, theme_id=theme.id, position=1)
    assert late.theme_id == target.id
    voice = voices.write(colleague, seminar.cycle.id, theme.id, text="Efteråt")
    db.session.commit()
    undo_last(seminar)
    assert {row.theme_id for row in marked_texts.list_codings(seminar.transcripts[0])} == {theme.id}
    assert {row.theme_id for row in marked_texts.list_codings(seminar.transcripts[1])} == {target.id}
    assert db.session.get_one(StaffVoice, voice.id).theme_id == target.id


def test_what_somebody_took_away_after_the_merge_stays_away(seminar: Seminar) -> None:
    theme, target = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    put(seminar, theme, 0, (False, True))
    put(seminar, target, 2, (False, True))
    merge(seminar, theme, target)
    colleague = make.actor(make.a_person(seminar.unit, Role.FACILITATOR))
    (moved,) = marked_texts.list_codings(seminar.transcripts[0])
    marking.remove(colleague, seminar.cycle.id, moved.id)
    db.session.commit()
    undo_last(seminar)
    assert marked_texts.list_codings(seminar.transcripts[0]) == []
    assert (moved.theme_id, moved.removed_at is None) == (theme.id, False)


def test_a_withdrawn_interview_does_not_come_back_with_the_split(seminar: Seminar) -> None:
    theme, target = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    for row in (theme, target):
        put(seminar, row, 0, (False, True))
    put(seminar, theme, 2, (False, True))
    merge(seminar, theme, target)
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    db.session.commit()
    undo_last(seminar)
    left = db.session.scalars(sa.select(Coding)).all()
    assert [row.theme_id for row in left] == [theme.id]


def test_a_chain_is_followed_and_undone_from_its_end(seminar: Seminar) -> None:
    one, two, three = (making.a_theme(seminar, name) for name in ("Ett", "Två", "Tre"))
    put(seminar, one, 0, (False, True))
    merge(seminar, one, two)
    first = undo.get_own(seminar.leads, seminar.cycle.id).last
    merge(seminar, two, three)
    assert codebook.get_to_fill(seminar.leads, seminar.cycle.id, one.id).id == three.id
    assert first is not None
    with pytest.raises(WrongState):
        undo.take_back(seminar.leads, seminar.cycle.id, seq=first.seq)
    db.session.rollback()
    undo_last(seminar)
    undo_last(seminar)
    assert [row.theme_id for row in marked_texts.list_codings(seminar.transcripts[0])] == [one.id]


def test_a_name_that_was_given_to_a_third_holds_the_split_back(seminar: Seminar) -> None:
    theme, target = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    merge(seminar, theme, target)
    colleague = make.actor(make.a_person(seminar.unit, Role.FACILITATOR))
    third = codebook.create(colleague, seminar.cycle.id, name="väntan", area="contact")
    db.session.commit()
    assert undo.get_own(seminar.leads, seminar.cycle.id).last is None
    codebook.change(
        colleague, seminar.cycle.id, third.id, name="Annat", area="contact", definition="", version=third.version
    )
    db.session.commit()
    undo_last(seminar)
    assert not codebook.get_theme(seminar.leads, seminar.cycle.id, theme.id).is_merged


def test_what_is_refused(seminar: Seminar) -> None:
    theme, target = making.a_theme(seminar, "Väntan"), making.a_theme(seminar, "Tid")
    elsewhere = making.a_theme(making.another_cycle(seminar), "Annat")
    with pytest.raises(InvalidInput):
        merging.merge(seminar.leads, seminar.cycle.id, theme.id, into=theme.id)
    with pytest.raises(NotFound):
        merging.merge(seminar.leads, seminar.cycle.id, theme.id, into=elsewhere.id)
    retiring.retire(seminar.leads, seminar.cycle.id, target.id)
    with pytest.raises(WrongState):
        merging.merge(seminar.leads, seminar.cycle.id, theme.id, into=target.id)
    retiring.bring_back(seminar.leads, seminar.cycle.id, target.id)
    for person in (seminar.leader, seminar.worker, making.a_seminar().facilitator):
        with pytest.raises(NotFound):
            merging.merge(make.actor(person), seminar.cycle.id, theme.id, into=target.id)
    with pytest.raises(NotFound):
        merging.split(seminar.leads, seminar.cycle.id, theme.id, carried={})


def test_a_merged_theme_is_gone_from_sight_and_its_codebook_id_is_not_offered_again(seminar: Seminar) -> None:
    codebook.start_from(seminar.leads, seminar.cycle.id, codebook_ids=["meet_more_often"])
    (theme,) = codebook.list_themes(seminar.leads, seminar.cycle.id)
    target = making.a_theme(seminar, "Tid")
    merge(seminar, theme, target)
    with pytest.raises(NotFound):
        codebook.get_theme(seminar.leads, seminar.cycle.id, theme.id)
    assert codebook.start_from(seminar.leads, seminar.cycle.id, codebook_ids=["meet_more_often"]) == 0
