"""In which order suggestions are looked at: the sure apart, kind by kind, all forms of one person together."""

from transcription.deidentification.evaluation_results import Letters
from transcription.deidentification.kinds import Kind
from transcription.deidentification.words_page import KEEP, Word, WordsPage
from transcription.transcripts.models import Transcript


def a_page(*words: Word) -> WordsPage:
    return WordsPage(Transcript(), is_current=True, names_known=True, letters=Letters.ORDINARY, words=words, lines=())


def test_forms_of_one_person_stand_together_in_the_order_of_the_text() -> None:
    page = a_page(
        Word("Umeå", Kind.PLACE, "", "place umeå", sure=True),
        Word("Samir", Kind.NAME, "", "name samir", sure=True),
        Word("Zara", Kind.NAME, "", "name sara", sure=True),
        Word("Sammy", Kind.NAME, "", "name samir", sure=True),
        Word("Sara", Kind.NAME, "", "name sara", sure=True),
        Word("Alma", Kind.KNOWN, "", "known alma", sure=True),
    )
    assert [word.word for word in page.sure] == ["Alma", "Samir", "Sammy", "Zara", "Sara", "Umeå"]


def test_what_is_sure_stands_apart_and_what_is_decided_nowhere() -> None:
    page = a_page(
        Word("Brexa", Kind.NAME, "", "name brexa"),
        Word("Samir", Kind.NAME, "", "name samir", sure=True),
        Word("Saga", Kind.NAME, "", "name saga", action=KEEP, sure=True),
    )
    assert [[word.word for word in words] for words in (page.sure, page.unsure)] == [["Samir"], ["Brexa"]]
