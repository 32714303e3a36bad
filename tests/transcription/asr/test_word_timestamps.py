from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from transcription.asr.types import Word
from transcription.asr.word_timestamps import fit

seconds = st.floats(0, 60, allow_nan=False)
words = st.lists(
    st.builds(Word, seconds, seconds, st.text("abcå", min_size=1, max_size=9), st.floats(0, 1)), max_size=12
)


@given(words, st.floats(0, 30), st.floats(0.1, 20))
def test_no_word_is_lost_and_all_lie_in_order_inside(given_words: list[Word], start: float, length: float) -> None:
    end = start + length
    placed = fit(given_words, start, end)
    assert [(word.text, word.probability) for word in placed] == [(word.text, word.probability) for word in given_words]
    times = [moment for word in placed for moment in (word.start, word.end)]
    assert all(earlier <= later for earlier, later in pairwise(times))
    assert all(start - 0.001 <= moment <= end + 0.001 for moment in times)


def test_good_times_are_kept() -> None:
    good = [Word(1.0, 1.4, "Ja,", 0.9), Word(1.6, 2.0, "absolut.", 0.8)]
    assert fit(good, 1.0, 2.2) == (good[0], Word(1.6, 2.2, "absolut.", 0.8))


def test_words_squeezed_into_one_moment_share_the_time_by_their_length() -> None:
    squeezed = [Word(3.0, 3.0, text, 0.5) for text in ("det", "är", "okej")]
    assert [(word.start, word.end) for word in fit(squeezed, 2.0, 3.2)] == [(2.0, 2.4), (2.4, 2.7), (2.7, 3.2)]
