"""What everybody speaks of, so that it points at nobody: countries, authorities, apps, fiction, the famous. Pure."""

from functools import cache, lru_cache

from babel import Locale

from transcription.deidentification import dictionary
from transcription.deidentification.lexicon import MEMORY, TALK_ENDINGS, is_name_of_many, words
from transcription.deidentification.near_spelling import without_genitive
from transcription.deidentification.tokens import Line, cut

MORE_FAMOUS = frozenset(
    [
        "siri",
        "alexa",
        "zlatan",
        "messi",
        "ronaldo",
        "barbie",
        "jesus",
        "allah",
        "drake",
        "eminem",
        "gemini",
        "claude",
        "marvel",
        "lego",
        "frost",
        "ica",
        "sverige",
        "norge",
    ]
)
"""Names too, but whoever says them alone hardly means anybody near."""
SHORTEST_BASE = 4
SHORT_BASES = frozenset({"bup", "bris", "soc", "lvu", "snap", "ica", "kfc", "tv4", "svt", "lss"})


@lru_cache(MEMORY)
def is_left_alone(word: str) -> bool:
    """Whether everybody speaks of it: a country, an authority, an app, somebody famous. In any case."""
    folded = word.lower()
    for one in (folded, without_genitive(folded)):
        if (one,) in everything():
            return one in MORE_FAMOUS or not is_name_of_many(one[:1].upper() + one[1:])
    return _is_built_on_those(folded)


@cache
def everything() -> frozenset[tuple[str, ...]]:
    """What everybody speaks of, word by word in small letters."""
    swedish = Locale("sv")
    named = [*swedish.territories.values(), *swedish.languages.values()]
    everything = [*words("left_alone"), *words("everybody"), *words("origins"), *words("ordinary"), *named]
    return frozenset(tuple(token.lower for token in cut(one)) for one in everything)


def phrases_left_alone(line: Line) -> frozenset[int]:
    """Which tokens of a line belong to something of several words that everybody speaks of."""
    words = [token.lower for token in line]
    return frozenset(
        at
        for start, word in enumerate(words)
        for phrase in _phrases().get(word, ())
        if tuple(words[start : start + len(phrase)]) == phrase
        for at in range(start, start + len(phrase))
    )


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """What everybody speaks of in several words, by the first of them."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in everything():
        if len(one) > 1:
            found.setdefault(one[0], []).append(one)
    return found


def _is_built_on_those(word: str) -> bool:
    """«minecraftvärld», «bris-chatten», «tiktokar»."""
    if is_name_of_many(word[:1].upper() + word[1:]):
        return False
    for at in range(len(word) - 1, 2, -1):
        if (word[:at],) in everything() and (at >= SHORTEST_BASE or word[:at] in SHORT_BASES):
            rest = word[at:].lstrip("-:")
            return rest in TALK_ENDINGS or (len(rest) > 2 and dictionary.is_word(rest))
    return False
