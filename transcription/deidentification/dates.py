"""Days and ages that point at somebody, written or spoken: days of birth, days of hearings, exact ages. Pure."""

import re
from collections.abc import Iterator

from transcription.deidentification.kinds import Kind
from transcription.deidentification.numbers import COUNT, NUMERAL

Hit = tuple[int, int, Kind]

MONTH = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"(?:jan|feb|febr|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec)(?!\w)\.?)"
)
FIRST = "första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde"
ORDINAL = (
    rf"(?:(?:tjugo|tjugi|tju|trettio|tretti)?(?:{FIRST})|tionde|elfte|tolfte|trettonde|fjortonde|femtonde|sextonde|sjuttonde|artonde|nittonde"
    r"|tjugonde|trettionde|\d{1,2}(?::?[ae]\b)?)"
)
WHICH = rf"(?:{ORDINAL}|\d{{1,2}}|{COUNT})"
DAY = "måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag"
YEAR_ALONE = (
    rf"(?:(?:19|20)\d\d|'\d\d|(?:nittonhundra|tjugohundra|tvåtusen|två tusen|tjugo)(?: ?(?:och )?(?:{NUMERAL}))+)"
)
YEAR = rf"(?:,? (?:år )?(?:{YEAR_ALONE}|\d\d(?!\w)|{COUNT}(?!\w)|förra året|i fjol|i år))?"
CLOCK = rf"(?:,? (?:klockan|kl\.?) (?:halv )?(?:\d{{1,2}}(?:[.:]\d\d)?|{COUNT})(?: på (?:natten|morgonen|kvällen|dagen|eftermiddagen))?)?"
FEAST = (
    r"(?:julafton|nyårsnatten|julnatten|julaftonen|juldagen|annandagen|annandag jul|nyårsafton|nyårsdagen|trettondagen|påskafton|påskdagen|långfredagen?|skärtorsdagen?|midsommarafton|"
    r"midsommar|valborg|valborgsmässoafton|första maj|nationaldagen|lucia|luciadagen|halloween|alla helgons dag|alla hjärtans dag|mors dag|fars dag|skottdagen)"
)
SEASON = r"(?:våren|sommaren|hösten|vintern|julen|påsken)"
DATE = re.compile(
    "|".join(
        (
            rf"\b(?:(?:i|på) (?:{DAY})s?,? )?(?:den )?{ORDINAL} {MONTH}(?!\w){YEAR}{CLOCK}",
            rf"\b{COUNT} (?:januari|februari|april|maj|juni|juli|augusti|september|oktober|november|december)\b{YEAR}{CLOCK}",
            rf"\b(?:den )?{ORDINAL} i {ORDINAL}\b(?! (?:sen|sedan|klassen|gången|laget|raden|gången)){YEAR}",
            rf"\bden (?!första andra|andra första){ORDINAL} {ORDINAL}\b(?! (?:gången|klassen|dagen|veckan|året)){YEAR}",
            rf"(?:\b[ip]å? )?{FEAST} (?:år )?(?:{YEAR_ALONE})",
            r"\b(?:19|20)\d\d-\d\d?-\d\d?\b",
            r"(?<![\d/.])\d{1,2}/\d{1,2}(?:[ -](?:19|20)?\d\d)?(?![\d/])",
            r"(?<![\d.:])\d{1,2}\. ?\d{1,2}\. ?(?:19|20)?\d\d(?!\d|\.\d)",
            rf"\b(?:{MONTH}|{SEASON}) (?:år )?(?:{YEAR_ALONE})\b",
            rf"(?<=\bfödd )(?:i |år |på |den )?(?:{MONTH}|{YEAR_ALONE}|{FEAST})(?!\w){YEAR}",
            rf"(?<=\bfödda )(?:i |år |på |den )?(?:{MONTH}|{YEAR_ALONE}|{FEAST})(?!\w){YEAR}",
            rf"\b{FEAST},? (?:år )?(?:{YEAR_ALONE}|{COUNT}(?!\w))",
            rf"(?:(?<=fyller )|(?<=fyllde )|(?<=född )|(?<=föddes )|(?<=födelsedag )|(?<=födelsedag är )|(?<=blir )|(?<=dog ))(?:år )?(?:ju )?(?:{COUNT} |\d{{1,2}} )?(?:år )?(?:på|den) {FEAST}",
        )
    ),
    re.I,
)
SOON = rf"(?: (?:(?:i|på|till|nästa) (?:{DAY})s?|i {MONTH}|i (?:morgon|övermorgon|sommar|vinter|höst|vår)|imorgon|nästa (?:vecka|månad|år)))"
YEARS = rf"(?:\d{{1,2}}|(?:{NUMERAL})+)(?: och (?:ett )?halvt?)?(?: år(?! (?:sen|sedan)\b)(?: och (?:\d+|\w+) (?:månader|månad|veckor|dagar))?)?"
AGE_ENDS = r"(?=\s*(?:[.,!?;]|$)| och\b| men\b| snart\b| nu\b| så\b| fast\b)"
WHO = (
    r"(?:jag|han|hon|hen|du|bror|brorsan|lillebror|storebror|syster|syrran|syrra|lillasyster|storasyster|lillasyrra|kusin|mamma|pappa|kompis"
    r"|(?-i:[A-ZÅÄÖ])\w+)"
)
AGE = re.compile(
    rf"\b{WHO} är (?:bara |snart |typ |precis |nästan |ju |redan )*(?P<is>{YEARS}){AGE_ENDS}"
    rf"|\b(?:fyller|fyllde|blir|blev) (?:ju |snart |bara )?(?P<turns>{YEARS}(?:{SOON}|,? (?:den )?{ORDINAL} (?:{MONTH}){YEAR})*){AGE_ENDS}"
    rf"|\b(?:fyller|fyllde|blir|blev) (?:ju |snart |bara )?(?P<then>{YEARS}(?:{SOON}|,? (?:den )?{ORDINAL} (?:{MONTH}){YEAR})+)"
    rf"|\bär (?P<plain>(?:\d{{1,2}}|(?:{NUMERAL})+) år)\b(?! (?:sen|sedan|mellan|kvar))"
    rf"|\b(?P<exact>(?:\d{{1,2}}|{COUNT}) år(?:,)? (?:och )?(?:\d{{1,2}}|{COUNT}|en|ett) (?:månader|månad|veckor|vecka|dagar|dag))\b"
    rf"|, snart (?P<soon>{YEARS}){AGE_ENDS}",
    re.I,
)


def find(text: str) -> Iterator[Hit]:
    """Places (start, end, kind) of days and ages; they may overlap. `text` has its capitals where names are."""
    for found in DATE.finditer(text):
        yield found.start(), found.start() + len(found[0].rstrip(" .")), Kind.DATE
    for found in AGE.finditer(text):
        name = found.lastgroup or ""
        yield found.start(name), found.end(name), Kind.AGE
