"""Rows of words that tell of schools, workplaces, addresses and professions with a place, for `tokens.Pattern`. Pure data.

They are written as spaCy's matcher reads them. Each says how many of its first tokens identify nobody.
"""

import re
from collections.abc import Mapping, Sequence

from transcription.deidentification.kinds import Kind

Token = Mapping[str, object]
CAP = "[A-ZÅÄÖÉ]"

SCHOOLS = (
    "skola|skolan|skolas|skolans|förskola|förskolan|friskola|friskolan|gymnasium|gymnasiet|gymnasieskola|gymnasieskolan|fritids|fritidshem|"
    "fritidsgård|fritidsgården|grundskola|grundskolan|montessori|montessoriskola|dagis|högstadium|högstadiet|lågstadium|folkhögskola"
)
ANY_SCHOOL = (
    r"(?:för|grund|gymnasie|hög|sär|special|fri|låg|mellan|natt|musik|sim|sommar|folkhög|rid|kultur|hem|resurs|anpassade\s?grund|lek|skid|kvälls|språk|"
    r"kör|trafik|bil|dans|by|stor|små|lär|konst|svenska|söndags|bibel|bollskole|boll|fotbolls|hockey|danslek|lands|internat|yrkes|under|vinter|"
    r"sfi-?|koran|dag|helg|sport|scen|estet|seglar|tennis|gymnastik|jakt|mamma|föräldra|data|teater|cirkus|ur|i|till|hela)"
)
WORKS = (
    "klubb|klubben|ridklubb|ridklubben|fotbollsklubb|skytteklubb|hockeyklubb|simklubb|gymnastikförening|idrottsförening|förening|föreningen|"
    "kyrka|kyrkan|moské|moskén|församling|församlingen|äldreboende|äldreboendet|bibliotek|biblioteket|sjukhus|sjukhuset|lasarett|lasarettet|"
    "vårdcentral|vårdcentralen|hälsocentral|hälsocentralen|pizzeria|ridskola|ridskolan|dansskola|ridhus|hemmet|behandlingshem|stödboende|"
    "anstalten|anstalt|häktet|akuten|mottagning|familjehem|fritidsgård|fritidsgården|simhall|simhallen|ishall|sporthall|camping|restaurang|bageri|"
    "hotell|badet|kommun|åkeri|verkstad|boende|boendet|kvinnojour|tjejjour|scoutkår|brottarklubb|boxningsklubb|orkester"
)
CLUB_LETTERS = "IF|IK|FF|FK|BK|SK|GIF|GIK|AIK|BoIS|HK|HC|HF|IBK|IBF|IBS|RK|SS|SIF|KIF|AIF|DFF|FC|TK|OK|OIS|BTK|KFUM|UHK|AK|JK|KK|VBK|VK|GF|SIM|LK|RF"
WORK_WORDS = "hvb-hemmet hvb behandlingshemmet familjehemmet stödboendet ridskolan kyrkan moskén pizzerian restaurangen kiosken klubben föreningen boendet hemmet ungdomshemmet sis-hemmet scouterna"
BUSINESSES = "Ica ICA Coop Willys Hemköp Lidl Rusta Jula Biltema Ikea IKEA Dollarstore Burger Max McDonalds Pressbyrån Preem OKQ8 Circle Folktandvården"
WORK_COMPOUND = rf"^{CAP}[\wåäö-]{{2,}}(?:kyrkan|moskén|gården|anstalten|badet|hallen|huset|hemmet|klubben|kliniken|jouren|macken|kiosken|pizzerian|hörnan|krogen|biblioteket|sjukhuset|föreningen|församlingen|lasarettet|vården|stallet|restaurangen)s?$"
STREETS = (
    "gatan|gata|vägen|väg|gränd|gränden|stigen|stig|torget|torg|allén|alle|allé|backen|backe|esplanaden|esplanad|leden|slingan|stranden|kajen|"
    "rundan|svängen|liden|kroken|promenaden|plan|parken|terrassen|bron|bågen|ringen|körvägen|stråket|höjden"
)
STREET_COMPOUND = r"^[\wåäöÅÄÖ-]{3,}(?:gatan|vägen|gränd|gränden|stigen|torget|allén|backen|esplanaden|slingan|stranden|leden|svängen|kroken|rundan|kajen|väg|bågen|ringen)s?$"
ANY_STREET = (
    r"^(?:huvud|gå|cykel|väst|öst|motor|lands|by|grus|skogs|stor|bak|fram|gång|bil|tåg|väg|skol|ut|hem|till|in|järn|sido|tvär|mot|av|om|under|för|över|livs|led|"
    r"flykt|enskilda|trapp|rull|fot|bad|sand|hav|strand|sjö|is|skid|ski|pulka|pulk|mål|fågel|"
    r"salu|mellan|körnings|åter|natur|vandrings|kund)(?:s)?(?:gatan|vägen|stigen|torget|backen|stranden|leden|slingan|svängen|väg|ringen)s?$"
)
GO_TO = "går gick gå gått börja börjar började börjat pluggar pluggade slutade slutar"
WORK_AT = "jobbar jobbade jobba arbetar arbetade praktiserade praktik prao sommarjobbade extrajobbar jobb"
PLAY_IN = "spelar spelade spela tränar tränade träna rider red dansar dansade tävlar simmar"
ON = "på i hos för vid"
EVERYWHERE = re.compile(ANY_STREET, re.I)

HOUSE_NUMBER = {"TEXT": {"REGEX": r"^\d{1,3}[A-Za-z]?$"}}
CAPITAL = {"TEXT": {"REGEX": rf"^{CAP}[\wåäöéÅÄÖ'’-]+$"}}
SMALL = {"IS_LOWER": True, "IS_ALPHA": True}


def _any_of(words: str) -> Token:
    return {"LOWER": {"IN": words.split()}}


def _written(words: str) -> Token:
    return {"TEXT": {"REGEX": rf"^(?:{words})$"}}


PATTERNS: Sequence[tuple[Kind, int, Sequence[Token]]] = (
    # Ekbackens skola, Norra skolan, Sörgårdens förskola och skola
    (Kind.SCHOOL, 0, [{**CAPITAL, "OP": "{1,3}"}, _written(SCHOOLS), {"LOWER": "och", "OP": "?"}, {"LOWER": {"IN": ["skola", "fritids", "fritidshem", "skolan"]}, "OP": "?"}]),
    (Kind.SCHOOL, 0, [{**CAPITAL, "OP": "{1,3}"}, _written(SCHOOLS)]),
    (Kind.SCHOOL, 0, [_any_of("förskolan skolan dagiset friskolan gymnasiet fritids fritidsgården förskola dagis"), {**CAPITAL, "OP": "{1,3}"}]),
    (Kind.SCHOOL, 2, [_any_of(GO_TO), _any_of("på i"), {**CAPITAL, "OP": "{1,3}"}]),
    (Kind.SCHOOL, 0, [{"TEXT": {"REGEX": rf"^{CAP}[\wåäö-]{{2,}}(?:skolan|gymnasiet|förskolan|fritids)s?$"}}]),
    (Kind.SCHOOL, 0, [{"LOWER": {"REGEX": r"^[\wåäö]{4,}(?:s|e|a|kull|by)(?:skolan|förskolan|gymnasiet)$"}}]),
    # Hallsta IK, Älvsbackens ridklubb, HVB-hemmet Tallgården, Ica Nära
    (Kind.WORKPLACE, 0, [{**CAPITAL, "OP": "{1,2}"}, _written(CLUB_LETTERS)]),
    (Kind.WORKPLACE, 0, [{**CAPITAL, "OP": "{1,3}"}, _written(WORKS), {"LOWER": "i", "OP": "?"}]),
    (Kind.WORKPLACE, 0, [_any_of(WORK_WORDS), {**CAPITAL, "OP": "{1,3}"}]),
    (Kind.WORKPLACE, 0, [{"TEXT": {"IN": BUSINESSES.split()}}, {**CAPITAL, "OP": "{1,3}"}]),
    (Kind.WORKPLACE, 0, [{"TEXT": {"IN": BUSINESSES.split()}}, {**CAPITAL, "OP": "*"}, _any_of("i på vid"), {**CAPITAL, "OP": "{1,2}"}]),
    (Kind.WORKPLACE, 0, [{"TEXT": {"REGEX": WORK_COMPOUND}}]),
    (Kind.WORKPLACE, 0, [{"TEXT": {"REGEX": r"^(?:SFI|Sfi|Komvux|BUP|Bup|Polisen|HVB)$"}}, _any_of("i"), {**CAPITAL, "OP": "{1,2}"}]),
    (Kind.WORKPLACE, 2, [_any_of(WORK_AT), _any_of(ON), {**CAPITAL, "OP": "{1,3}"}, {**SMALL, "OP": "?"}]),
    (Kind.WORKPLACE, 2, [_any_of(WORK_AT), _any_of(ON), {**CAPITAL, "OP": "{1,3}"}]),
    (Kind.WORKPLACE, 2, [_any_of(WORK_AT), _any_of(ON), {**CAPITAL, "OP": "{1,3}"}, _any_of("i på"), {**CAPITAL, "OP": "{1,2}"}]),
    (Kind.WORKPLACE, 2, [_any_of(PLAY_IN), _any_of("i på"), {**CAPITAL, "OP": "{1,3}"}]),
    (Kind.WORKPLACE, 3, [_any_of(PLAY_IN), SMALL, _any_of("i på"), {**CAPITAL, "OP": "{1,3}"}]),
    (Kind.WORKPLACE, 2, [_any_of("dans gympa fotboll hockey ridning pingis judo boxning gymnastik simning"), _any_of("på i"), {**CAPITAL, "OP": "{1,3}"}]),
    # Storgatan 12 B, Norra Järnvägsgatan, 854 60 Sundsvall
    (Kind.ADDRESS, 0, [{**CAPITAL, "OP": "{0,2}"}, {"TEXT": {"REGEX": STREET_COMPOUND}}]),
    (Kind.ADDRESS, 0, [{**CAPITAL, "OP": "{0,2}"}, {"TEXT": {"REGEX": STREET_COMPOUND}}, HOUSE_NUMBER, {"TEXT": {"REGEX": "^[A-Za-z]$"}, "OP": "?"}]),
    (Kind.ADDRESS, 0, [{**CAPITAL, "OP": "{1,2}"}, _written(STREETS)]),
    (Kind.ADDRESS, 0, [{**CAPITAL, "OP": "{1,2}"}, _written(STREETS), HOUSE_NUMBER, {"TEXT": {"REGEX": "^[A-Za-z]$"}, "OP": "?"}]),
    (Kind.ADDRESS, 0, [_any_of("postnummer postnumret"), {"TEXT": {"REGEX": r"^\d{3}$"}}, {"TEXT": {"REGEX": r"^\d{2}$"}}]),
    (Kind.ADDRESS, 0, [{"TEXT": {"REGEX": r"^\d{3}$"}}, {"TEXT": {"REGEX": r"^\d{2}$"}}, {**CAPITAL, "OP": "{1,2}"}]),
    (Kind.ADDRESS, 0, [{"TEXT": {"REGEX": r"^\d{5}$"}}, {**CAPITAL, "OP": "{1,2}"}]),
    # polis i Sundsvall, kyrkvaktmästare i Selånger, undersköterska på Sollefteå sjukhus
    *(
        (Kind.PROFESSION, at, [*before, work, _any_of("i på vid hos"), {**CAPITAL, "OP": "{1,3}"}, *after])
        for before, at, work in (([], 0, {"PROFESSION": True}), ([_any_of("som")], 1, SMALL))
        for after in ([], [_written(f"{WORKS}|{SCHOOLS}")], [_any_of("i på"), {**CAPITAL, "OP": "{1,2}"}])
    ),
)  # fmt: skip

SAYS = frozenset(
    """sa säger sade ringde ringer kom kommer frågade frågar skrev skriver skickade tycker tyckte brukar brukade vill ville kan kunde ska skulle har hade fick får
    berättade berättar lovade lovar trodde tror visste vet bor bodde jobbar jobbade flyttade flyttar hjälpte hjälper hämtade hämtar skjutsade slutade bestämde
    blev lyssnade lyssnar kallar kallas fyller fyllde gråter grät gillar hatar älskar sov sover väntar väntade gick går spelar spelade skrattade garvade
    följde följer satt sitter stod hette heter lärde visade köpte gav ger tog tar bad menade mår dog satte sprang skrek åkte åker och""".split()  # noqa: SIM905
)
"""What follows a name that begins a sentence: somebody does something."""
