"""Lets a find reach as far as what it names: «klockarvägen tjugotvå i Stöde», «fiskfabriken i Lugnvik», «åttan c på …». Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace

from transcription.deidentification.kinds import Kind
from transcription.deidentification.numbers import COUNT
from transcription.deidentification.spans import Span

WHERE = r"(?:(?:uppe|nere|borta|ute|inne) )?(?:i|på|vid|utanför|nära|mot)"
HEADS = (
    r"[\w-]*(?:fabriken|affären|butiken|macken|kiosken|kyrkan|moskén|sjukhuset|lasarettet|centralen|biblioteket|badhuset|badet|hallen|pizzerian|"
    r"restaurangen|grillen|vagnen|skolan|skola|dagiset|dagis|fritids|gymnasiet|boendet|hemmet|lägret|stallet|gården|verket|bruket|gruvan|hamnen|"
    r"stationen|akuten|anstalten|fängelset|häktet|kontoret|stugan|campingen|hotellet|jouren|församlingen|föreningen|klubben|salongen|mottagningen|"
    r"tandläkaren|tandvården|mejeriet|bageriet|slakteriet|åkeriet|verkstaden|torget|parken|centrum|skogen|huset|lägenheten)|"
    r"(?:skyddat )?boende|familjehem|jourhem|behandlingshem|\w*förskola|gymnasium|högstadiet|mellanstadiet|lågstadiet|\w*restaurang|kiosk|pizzeria(?: \w+)?|hotell|internat|"
    r"\w*(?:kiosken|kliniken|tidning|tidningen|mottagningen|avdelningen|festivalen|marknaden|lägret|kören|bandet|laget|simhallen|fängelset)|"
    r"hvb|bb|bup|soc|socialtjänsten|polisen|tingsrätten|sfi|komvux|coop|ica(?: (?:maxi|nära|kvantum|supermarket))?|willys|lidl|donken|max|hemköp|konsum|"
    r"rusta|jula|biltema|ikea|preem|okq8|circle k|statoil|apoteket|systembolaget|systemet|mcdonalds|subway|sibylla"
)
HEAD = re.compile(rf"\b(?:{HEADS}) {WHERE} (?:hela )?$", re.I)
DEFINITE = re.compile(rf"\b(?P<noun>\w{{3,}}(?:en|et|an)) {WHERE} (?:hela )?$", re.I)
NO_PLACE = re.compile(
    r"\w*(?:dagen|dan|veckan|gången|sommaren|hösten|våren|vintern|helgen|natten|kvällen|morgonen|året|tiden|månaden|lovet|stunden|killen|tjejen|mannen|kvinnan|"
    r"läraren|mamman|pappan|brodern|brorsan|syrran|morsan|farsan|systern|familjen|kompisen|kusinen|farbrodern|hunden|katten|bilen|tåget|bussen|vägen|båten|flyget|resan|"
    r"flytten|livet|delen|slutet|början|mitten|inte|igen|även|nästan|annan|sedan|redan|innan|medan|utan|ingen|någon|nån|nåten|sen|vännen|grannen|polaren|"
    r"sekreteraren|handläggaren|kuratorn|tolken|advokaten|mötet|samtalet|jobbet|världen|landet|huvudet|magen|tanten|gubben|ungen|pojken|flickan|vän|man|en|ett)"
)
OF_SCHOOL = re.compile(
    r"\b(?:(?:förskoleklass|förskoleklassen|ettan|tvåan|trean|fyran|femman|sexan|sjuan|åttan|nian|klass \w+|\d[a-z]?|årskurs \w+|(?:första|andra|tredje) ring|mellanstadiet|högstadiet|lågstadiet|"
    r"naturprogrammet|bygg|fordon|vård|estet|ekonomi|samhäll|teknik)(?: [a-f])?) (?:på|i|vid) $",
    re.I,
)
BEFORE_NAME = re.compile(
    r"\b(?:[\w-]{2,}(?:boendet|hemmet|gården|huset|centralen|skolan|jouren|avdelningen|mottagningen|klubben|föreningen|kyrkan|hotellet|stugan|lägret|gruppen|teamet)|boendet|hvb(?:-hemmet)?|hemmet|behandlingshemmet|ungdomshemmet|jourhemmet|familjehemmet|stödboendet|kvinnojouren|tjejjouren|förskolan|dagiset|"
    r"skolan|friskolan|fritidsgården|fältgruppen|familjecentralen|församlingen|klubben|föreningen|korttids|korttidsboendet|avdelningen|avdelning|fritids|"
    r"vårdcentralen|hälsocentralen|stallet|lägret|laget|hotellet|campingen|orkestern|kören|gänget|kvarteret|affären|restaurangen|pizzerian|macken|"
    r"kyrkan|moskén|gymnasiet|mottagningen|öppenvården|akutboendet|asylboendet|utredningshemmet|sis|sis-hemmet|ungdomsmottagningen|socialkontoret|soc|"
    r"socialtjänsten|polisen|biblioteket|lasarettet|sjukhuset|anstalten|häktet|teamet|gruppen|pizzeria|restaurang|café|kafé|cafe|"
    r"hotell|salong|frisör|gym|gymmet|kiosk|camping|bageri|åkeri|firma|ridskolan|dansskolan|bandet|äldreboendet) $",
    re.I,
)
HOUSE_NUMBER = re.compile(rf" (?:nummer )?(?:\d{{1,3}}(?: ?[a-f])?|(?:{COUNT})(?: [a-f])?)\b", re.I)
LONGEST_HEAD = 80
"""Letters before a name among which the word is looked for that says what it is."""
ORGANISED = frozenset({Kind.SCHOOL, Kind.WORKPLACE})
NAMED = frozenset({Kind.PLACE, Kind.NAME, Kind.KNOWN})


def joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans of a line, in order, each as long as what it names. `text` has its capitals where names are."""
    found = [_grown(text, _grown(text, one)) for one in spans]
    kept: list[Span] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is not None and _belong(text, last, one):
            kept[-1] = replace(last, end=max(last.end, one.end))
        elif last is None or one.start >= last.end:
            kept.append(one)
        elif one.end > last.end:
            kept.append(replace(one, start=last.end))
    return kept


def _grown(text: str, one: Span) -> Span:
    """A span with the word that says what it is: before it the home, the class or the shop, after it the house number."""
    if one.kind is Kind.ADDRESS and (number := HOUSE_NUMBER.match(text, one.end)):
        one = replace(one, end=number.end())
    if one.kind is Kind.SCHOOL and (of := OF_SCHOOL.search(_before(text, one))):
        return replace(one, start=one.start - len(of[0]))
    if (
        one.kind in NAMED
        and (one.hit is None or not _is_person(one))
        and (head := BEFORE_NAME.search(_before(text, one)))
    ):
        return replace(one, start=one.start - len(head[0]), kind=_kind_of(head[0]))
    if one.kind in {Kind.PLACE, *ORGANISED} and (head := HEAD.search(_before(text, one))):
        return replace(one, start=one.start - len(head[0]), kind=_kind_of(head[0]))
    if (
        one.kind is Kind.PLACE
        and (head := DEFINITE.search(_before(text, one)))
        and not NO_PLACE.fullmatch(head["noun"].lower())
    ):
        return replace(one, start=one.start - len(head[0]))
    return one


def _before(text: str, one: Span) -> str:
    """The words before a span, as many as its head can have."""
    return text[max(0, one.start - LONGEST_HEAD) : one.start]


def _is_person(one: Span) -> bool:
    """Whether the interview says that the name is somebody's."""
    return one.kind is Kind.KNOWN and one.hit is not None and one.hit.role not in {"skolan", "orten", "verksamheten"}


def _kind_of(head: str) -> Kind:
    return Kind.SCHOOL if re.search(r"skola|dagis|fritids\b|gymnasi", head, re.I) else Kind.WORKPLACE


def _belong(text: str, one: Span, other: Span) -> bool:
    """«Betelkyrkan» and «Junsele» with «i» between them are one; so are «Rosenvägen 17» and «Stöde»."""
    between = text[one.end : other.start]
    if one.kind in {*ORGANISED, Kind.ADDRESS} and other.kind in {Kind.PLACE, *ORGANISED}:
        return re.fullmatch(rf",? {WHERE} |, | ", between) is not None
    if one.kind is Kind.DATE and other.kind is Kind.DATE:
        return between in {" ", ", "}
    return False
