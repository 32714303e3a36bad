"""What the trained recogniser is told of each word of a line: itself, what lists say of it, the words around. Pure.

A feature is a short text; the same ones are made for training and for reading.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from transcription.deidentification import context_words, contexts, left_alone, lexicon
from transcription.deidentification.kinds import ROLES_BY_WORD
from transcription.deidentification.name_matching import Names
from transcription.deidentification.tokens import Line

NEAR = 3
"""Words on each side that are looked at."""
DIGITS = re.compile(r"\d")
DEFINITE = re.compile(r"\w{3,}(?:en|et|an|na|n|t)s?")


def of_line(written: Line, restored: Line, verdicts: Sequence[str], names: Names, *, cased: bool) -> list[list[str]]:
    """The features of every token. `verdicts`: what the rules made of each; `cased`: capital letters say something."""
    own = [_of_word(token.lower) for token in restored]
    told = [[*_told(written, restored, at, names, cased=cased), f"r={verdicts[at]}"] for at in range(len(restored))]
    return [_around(restored, at, own, told) for at in range(len(restored))]


def _told(written: Line, restored: Line, at: int, names: Names, *, cased: bool) -> list[str]:
    """What this talk says of a token: its capital letter, the rules' reading, the names written in."""
    text = written[at].text
    found = [f"up={restored[at].text[0].isupper()}"]
    if cased:
        found.append(f"cap={text[0].isupper()},{written.begins_sentence(at)}")
    else:
        found.append("cap=?")
    if names.known:
        if names.surely(text):
            found.append("known=yes")
        elif len(text) > 2 and not lexicon.is_swedish(restored[at].lower) and names.perhaps(text):
            found.append("known=near")
    return found


@lru_cache(lexicon.MEMORY)
def _of_word(word: str) -> tuple[str, ...]:
    """What a word is by itself, in small letters; first what stands for it where it is a neighbour."""
    if not word[0].isalpha():
        shape = DIGITS.sub("0", word)[:6] if word[0].isdigit() else word
        return (f"{shape}", f"w={shape}", "mark")
    name, base = contexts.shown(word), contexts.base(word)
    swedish = lexicon.is_swedish(word) or lexicon.is_swedish(base)
    everyday = lexicon.is_everyday(word) or word in context_words.NEVER
    flags = {
        "swe": swedish,
        "every": everyday,
        "listed": lexicon.is_listed_with_capital(word) or lexicon.is_listed_with_capital(base),
        "eng": lexicon.is_only_english(word),
        "given": lexicon.is_given(name),
        "many": lexicon.is_name_of_many(name),
        "sur": lexicon.is_surname(name),
        "place": lexicon.is_place(name),
        "two": lexicon.is_listed_as_two_things(name),
        "soundsplace": lexicon.sounds_like_place(word),
        "houses": lexicon.HOUSES.search(word) is not None,
        "alone": left_alone.is_left_alone(word),
        "work": lexicon.is_profession(word),
        "role": word in ROLES_BY_WORD,
        "home": word in context_words.HOMES or word in context_words.SCHOOLS,
        "club": word in context_words.CLUBS,
        "never": word in context_words.NEVER,
        "vague": word in context_words.VAGUE,
        "anyschool": context_words.ANY_SCHOOL.fullmatch(word) is not None,
        "anyhouse": context_words.ANY_HOUSE.fullmatch(word) is not None,
        "definite": DEFINITE.fullmatch(word) is not None,
        "small": word in lexicon.words("small_words"),
    }
    held = [key for key, value in flags.items() if value]
    kind = "".join("1" if flags[key] else "0" for key in ("swe", "listed", "given", "many", "place", "alone", "two"))
    shown = word if swedish and not flags["given"] and not flags["place"] else _class_of(flags)
    endings = [f"e{long}={word[-long:]}" for long in (2, 3, 4, 5, 6) if len(word) > long]
    itself = [f"w={word}"] if swedish else []
    return (shown, *itself, f"k={kind}", f"len={min(len(word), 12)}", *held, *endings)


def _class_of(flags: dict[str, bool]) -> str:
    return "*" + next((key for key in ("alone", "place", "given", "many", "listed", "eng") if flags[key]), "strange")


def _around(line: Line, at: int, own: Sequence[tuple[str, ...]], told: Sequence[Sequence[str]]) -> list[str]:
    """The token's own features and those of its neighbours."""
    features = ["bias", *own[at][1:], *told[at]]
    shown = {}
    for step in range(-NEAR, NEAR + 1):
        there = at + step
        inside = 0 <= there < len(line)
        shown[step] = own[there][0] if inside else "^" if there < 0 else "$"
        if step and inside:
            features.append(f"{step}:{shown[step]}")
            if abs(step) == 1:
                features += [f"{step}:{one}" for one in own[there][2:] if not one.startswith(("e5", "e6", "len"))]
                features += [f"{step}:{one}" for one in told[there]]
        elif step in {-1, 1}:
            features.append(f"{step}:{shown[step]}")
    features += [f"-2-1:{shown[-2]} {shown[-1]}", f"+1+2:{shown[1]} {shown[2]}", f"-1+1:{shown[-1]} {shown[1]}"]
    features += [
        f"-3-1:{shown[-3]} {shown[-2]} {shown[-1]}",
        f"-10:{shown[-1]} {shown[0]}",
        f"0+1:{shown[0]} {shown[1]}",
    ]
    return features
