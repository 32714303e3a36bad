"""Numbers that point at somebody, in digits or spoken: personal numbers, telephone, dates, ages. Pure.

`personnummer` and `phonenumbers` only say what a number looks like: no checksum ever filters a hit, because misheard
numbers fail it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from personnummer import personnummer

from transcription.deidentification.kinds import Kind

Hit = tuple[int, int, Kind]

ONES = {"ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9}
TEENS = {
    "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17,
    "arton": 18, "nitton": 19,
}  # fmt: skip
TENS = {"tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90}
OTHERS = {"noll": 0, "hundra": 100, "tusen": 1000}
VALUES = {**OTHERS, **TENS, **TEENS, **ONES}
NUMERAL = "|".join(sorted(VALUES, key=len, reverse=True))
PART = rf"(?:\d+|(?:{NUMERAL})+)"
SPOKEN = re.compile(rf"\b(?:plus )?{PART}(?:(?:[ ,.–-]|\bstreck\b|\bsen\b)+{PART}\b){{3,}}", re.I)
DIGITS = re.compile(r"(?<![\w-])\+?\d(?:[ -]{0,3}\d){5,13}(?![\w-])")
MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
FIRST = "första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde"
ORDINAL = (
    rf"(?:(?:tjugo|trettio)?(?:{FIRST})|tionde|elfte|tolfte|trettonde|fjortonde|femtonde|sextonde|sjuttonde|artonde|nittonde"
    r"|tjugonde|trettionde|\d{1,2}(?::?[ae]\b)?)"
)
DAY = "måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag"
YEAR = rf"(?:,? (?:år )?(?:(?:19|20)\d\d|(?:nittonhundra|tjugohundra|tvåtusen|två tusen|tjugo)(?: ?(?:och )?(?:{NUMERAL})+)*))?"
DATE = re.compile(
    rf"\b(?:(?:i|på) (?:{DAY})s?,? )?(?:den )?{ORDINAL} (?:{MONTH})\b{YEAR}"
    rf"|\bden {ORDINAL} i {ORDINAL}\b{YEAR}|\b(?:19|20)\d\d-\d\d?-\d\d?\b|(?<![\d/])\d{{1,2}}/\d{{1,2}}(?:[ -](?:19|20)?\d\d)?(?![\d/])"
    rf"|(?<=\bfödd )(?:i |år )?(?:{MONTH}|(?:19|20)\d\d)\b(?: (?:19|20)\d\d)?",
    re.I,
)
SOON = rf"(?: (?:(?:i|på|till|nästa) (?:{DAY})s?|i (?:{MONTH})|i (?:morgon|övermorgon|sommar|vinter|höst|vår)|imorgon|nästa (?:vecka|månad|år)))"
YEARS = (
    rf"(?:\d{{1,2}}|(?:{NUMERAL})+)(?: och (?:ett )?halvt?)?(?: år(?! (?:sen|sedan)\b)(?: och (?:\d+|\w+) månader)?)?"
)
AGE_ENDS = r"(?=\s*(?:[.,!?;]|$)| och\b| men\b| snart\b| nu\b| så\b| fast\b)"
WHO = (
    r"(?:jag|han|hon|hen|du|bror|brorsan|lillebror|storebror|syster|syrran|syrra|lillasyster|storasyster|lillasyrra|kusin|mamma|pappa|kompis"
    r"|(?-i:[A-ZÅÄÖ])\w+)"
)
AGE = re.compile(
    rf"\b{WHO} är (?:bara |snart |typ |precis |nästan |ju |redan )*(?P<is>{YEARS}){AGE_ENDS}"
    rf"|\b(?:fyller|fyllde|blir|blev) (?:ju |snart |bara )?(?P<turns>{YEARS}(?:{SOON}|,? (?:den )?{ORDINAL} (?:{MONTH})\b{YEAR})*){AGE_ENDS}"
    rf"|\b(?:fyller|fyllde|blir|blev) (?:ju |snart |bara )?(?P<then>{YEARS}(?:{SOON}|,? (?:den )?{ORDINAL} (?:{MONTH})\b{YEAR})+)"
    rf"|\bär (?P<plain>(?:\d{{1,2}}|(?:{NUMERAL})+) år)\b(?! (?:sen|sedan|mellan|kvar))"
    rf"|, snart (?P<soon>{YEARS}){AGE_ENDS}",
    re.I,
)


def find(text: str) -> Iterator[Hit]:
    """Places (start, end, kind) of numbers, dates and ages; they may overlap."""
    import phonenumbers

    for match in phonenumbers.PhoneNumberMatcher(text, "SE", leniency=phonenumbers.Leniency.POSSIBLE):
        if len(re.sub(r"\D", "", match.raw_string)) > 6:
            yield match.start, match.end, looks_like(match.raw_string)
    for found in DIGITS.finditer(text):
        yield found.start(), found.end(), looks_like(found[0])
    for found in SPOKEN.finditer(text):
        digits = digits_of(found[0])
        if len(digits) > 5 and not _is_counting(found[0]):
            yield found.start(), found.end(), looks_like(digits)
    for found in DATE.finditer(text):
        yield found.start(), found.end(), Kind.DATE
    for found in AGE.finditer(text):
        name = found.lastgroup or ""
        yield found.start(name), found.end(name), Kind.AGE


def looks_like(shown: str) -> Kind:
    """Whether a long number is rather a telephone's or a person's. Never says that it is neither."""
    digits = re.sub(r"\D", "", shown)
    if personnummer.valid(digits):
        return Kind.PERSONAL_NUMBER
    like_phone = shown.startswith("+") or re.match(r"0\d{7,9}$", digits) is not None
    return Kind.PERSONAL_NUMBER if _begins_with_birthday(digits) and not like_phone else Kind.PHONE


def digits_of(spoken: str) -> str:
    """The digits of a spoken number, roughly: «tjugotolv noll tre» is 201203."""
    found, before = "", ""
    for part in re.findall(rf"\d+|{NUMERAL}", spoken.casefold()):
        if part in ONES and before in TENS:
            found = found[:-1] + str(ONES[part])
        else:
            found += part if part.isdigit() else str(VALUES[part])
        before = part
    return found


def _begins_with_birthday(digits: str) -> bool:
    digits = digits.removeprefix("19").removeprefix("20") if len(digits) in {8, 12} else digits
    return len(digits) >= 6 and 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) % 60 <= 31


def _is_counting(spoken: str) -> bool:
    """«Ett två tre fyra fem sex»: somebody counts, or says how many."""
    values = [VALUES.get(part, -1) for part in re.findall(r"\w+", spoken.casefold())]
    return all(later - one == 1 for one, later in pairwise(values))
