"""Whether a word is Swedish, also bent and in a compound: a word that the dictionary does not know may be a name. Pure.

The dictionary is Göran Andersson's, as LibreOffice and Debian carry it; `dictionary/README.md` says from where and
under which licence. Its names begin with a capital letter, so that «umeå» is no word and «Umeå» is one.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from hunspell import Hunspell

FOLDER = Path(__file__).parent / "dictionary"
LANGUAGE = "sv_SE"
LONGEST = 60
"""Letters; what is longer was never said in one word, and takes long to look up."""
MEMORY = 100_000


@lru_cache(MEMORY)
def is_word(word: str) -> bool:
    """Whether the dictionary accepts the word as it is written, small letters being small."""
    return len(word) <= LONGEST and _accepts(LANGUAGE)(word)


@lru_cache(MEMORY)
def is_english(word: str) -> bool:
    """Whether it is an English word: what games and films have taught."""
    return len(word) <= LONGEST and _accepts("en_US")(word)


@lru_cache(MEMORY)
def stems(word: str) -> tuple[str, ...]:
    """The words that a Swedish word can be a form of, whole compounds too: «väntrummen» is of «väntrum». None for what
    the dictionary does not know."""
    if len(word) > LONGEST:
        return ()
    try:
        return tuple(_book(LANGUAGE).stem(word))
    except UnicodeEncodeError:
        return ()


@cache
def _book(language: str) -> Hunspell:
    """The dictionary of a language, read once in a quarter of a second. chunspell brings its English one along."""
    return Hunspell(language, hunspell_data_dir=str(FOLDER)) if language == LANGUAGE else Hunspell(language)


@cache
def _accepts(language: str) -> Callable[[str], bool]:
    book = _book(language)

    def accepts(word: str) -> bool:
        try:
            return bool(book.spell(word))
        except UnicodeEncodeError:  # letters that the dictionary's own code page lacks stand in none of its words
            return False

    return accepts
