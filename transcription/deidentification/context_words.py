"""The little words that tell what stands beside them: «heter», «hos», «bor i», and the homes that have names. Pure data."""

import re

from transcription.deidentification import patterns
from transcription.deidentification.kinds import ROLES_BY_WORD


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NAMING = _set("heter hette hetat kallas döpt döptes")
CALLING = _set("kallar kallade kallat säger")
FILLER = _set(
    "typ ju nog väl alltså asså liksom då bara egentligen för till också visst som mig mej henne honom han hon hen dom han: :"
)
CLOSE = frozenset(ROLES_BY_WORD) | _set("hej hos farmor farfar familjen fru herr morbror tant")
TOWARDS = _set("hos med till från av åt mot än")
SPEECH = _set(
    "sa sade säger ringde ringer frågade frågar skrev skriver berättade berättar lovade lovar skrek svarade viskade"
)
SUBJECTS = _set("jag du han hon hen vi ni de dom det den man mamma pappa en ett min mitt")
ARTICLES = _set(
    """en ett den det de dom denna detta nån någon nåt något ingen inget inge vilken vilket varje samma hela halva full stor stora
    liten lilla min mitt din ditt sin sitt vår vårt er ert ny nya gammal gamla fin bra sån sånt såna vår två tre fyra fem
    första andra sista mycket lite för så"""
)
CLAUSE = _set("och å att när som men om eftersom fast så sen då bara asså alltså att ja nä nej ba typ liksom även")
COPULA = _set("är e var va blir blev")
SOMEBODY = _set(
    """min hans hennes vår deras snäll snällast snälla bäst bästa kär äldst yngst gift sambo arg ledsen glad sjuk hemma dum
    taskig rolig schysst cool kompis hon han hen äldre yngre lika ett en tio elva tolv tretton fjorton femton sexton sjutton
    arton nitton tjugo ett två tre fyra fem sex sju åtta nio också typ ju"""
)
KIN_PRONOUNS = _set("jag du han hon hen vi mamma pappa mormor farmor morsan farsan brorsan syrran")
OF_OURS = _set("min hans hennes vår deras mitt mina")
OBJECT_END = _set("fortfarande igen också ibland ofta mycket nu idag igår sen då ? . , när här där hemma")
SUBJECT_END = _set("när då för att sen fortfarande också inte ändå egentligen ? va liksom med till som om")
VAGUE = _set(
    """ville vara dina mina sina line said can may maj april juni juli dan los lit hede sagan tim tage sala ask bror hans din min
    kan ta vill hon han ler mer sam ser mor far lär ett alla tur två kär ser säg le ens sin var dem ann per love lo my jan sven karl"""
)
"""Names that are such common words that only «heter» and the like tells."""
MASS = _set(
    "dag sol bo bro mark berg backa storm sten rosa ruta loppan frank love ros rose gran lund ek ask dal vår saga liv björn tor ove viking"
)
"""Names that are common words without an article too, so that «med sten» tells nothing."""
NEVER = _set(
    """jag du han hon hen vi ni de dom det den man en ett och å att i på av för med till från om som men inte så då nu här där var
    är e va ju väl nog hur vad när vem min din sin mitt ditt sitt mina dina sina kan ska vill har hade ville skulle kunde får fick
    måste gör gjorde går gick kom kommer blir blev nån nåt någon något nånting någonting ingen inget alla allt bara också redan
    egentligen liksom typ alltså asså eller fast ja nej nä jo okej mamma pappa mormor morfar farmor farfar samma annat annan samt
    precis exakt mig mej dig dej sig sej henne honom oss er dem ens mest mer bra lite mycket"""
)
"""Words that are nobody's name, whatever stands around them."""
WHERE = _set("i till från utanför nära mot via runt kring ifrån")
STAY = _set(
    "bor bo bodde bott flyttade flytta flyttar flyttat född föddes uppvuxen kommer kom åkte åka åker reste var varit"
)
DIRECTIONS = _set("norra södra östra västra centrala sankt sankta nedre övre stora lilla gamla inre yttre")
SCHOOLS = frozenset(patterns.SCHOOLS.split("|"))
CLUBS = frozenset(one.lower() for one in patterns.CLUB_LETTERS.split("|")) - _set("ok is tk sim ss sk hc")
HOMES = _set(
    f"""{patterns.WORK_WORDS} förskolan dagiset fritids fritidsgården skolan kvinnojouren tjejjouren fältgruppen familjecentralen
    fritidshemmet ungdomsgården församlingen vårdcentralen hälsocentralen jourhemmet korttids korttidsboendet avdelningen akutboendet
    transitboendet asylboendet ungdomsboendet utredningshemmet öppenvården stallet lägret kolonin gymnasiet friskolan laget
    orkestern teatergruppen bandet gänget kvarteret området byn gården torpet campingen hotellet affären macken salongen"""
)
OWNERS = frozenset(ROLES_BY_WORD) | _set(
    "kommun kommunen stad staden by byn barn barnen vår skola skolan dag dagen värld världen land landet dess"
)
WORKING = _set(patterns.WORK_AT)
DOING = _set(f"{patterns.GO_TO} {patterns.WORK_AT} {patterns.PLAY_IN}")
SCHOOL = re.compile(r"\w{3,}(?:skolan|gymnasiet|förskolan|skola)s?")
ANY_SCHOOL = re.compile(rf"{patterns.ANY_SCHOOL}(?:skolan|gymnasiet|förskolan|skola)s?")
HOUSE = re.compile(
    r"\w{3,}(?:kyrkan|moskén|gården|anstalten|badet|hallen|hemmet|klubben|kliniken|hörnan|krogen|stallet|magasinet|huset|boendet)s?"
)
ANY_HOUSE = re.compile(
    r"(?:bad|sim|is|sport|idrotts|bowling|gymnastik|träd|bond|herr|ungdoms|fritids|skol|kyrko|inner|bak|fram|pris|barn|familje|jour|ålderdoms|sjuk|vandrar|"
    r"grupp|fosterhem|stöd|korttids|vård|ridd|rid|fotbolls|hockey|skytte|motor|äventyrs|ute|inne|stads|kommun|råd|kultur|höghus|rad|sommar|vinter|"
    r"växt|parkerings|matt|mat|köp|varu|vänt|entré|flygplats|tennis|bio|musik|dans|danslokal|kvinno|häst|ko|lada|älder|äldre|asyl|student|förråds|"
    r"församlings|bygde|folkets|hus|egna|gamla|natt|behandlings|utrednings|akut|transit|lands|storm|ga?r|tegel|tvätt|bakgård|ko|hund|katt|kåk|växthus|"
    r"lek|lekland|båt|hyres|flerfamiljs|hög|låg|villa|torn|fågel|docka?|dock|pepparkaks|spök|hem|schack|bridge|bok|svamp|syförenings|mc-|supporter|nakna?|"
    r"tand|hud|ögon|psyk|reumat|katt|djur|lung|missbruks|beroende|gräns|mark|ung|öppna|special|ortopedi?)+(?:s)?(?:kyrkan|moskén|gården|anstalten|badet|"
    r"hallen|hemmet|klubben|kliniken|hörnan|krogen|stallet|magasinet|huset|boendet)s?"
)
STREET = re.compile(r"\w{3,}(?:gatan|vägen|gränd|gränden|stigen|torget|allén|backen|esplanaden|slingan|svängen)s?")
VILLAGE = re.compile(
    r"\w{3,}(?:torp|gård|vik|sund|köping|stad|by|hamn|fors|näs|sjö|boda|ryd|hult|tuna|sele|böle|ånger|liden|mon)"
)
SURNAME = re.compile(
    r"\w{2,}(?:ström|berg|lund|qvist|kvist|gren|dahl|stedt|holm|ović|ovic|zadeh|man|mark|stam|dal|vall|wall|borg|hammar|blad|feldt|felt|sjö)s?"
)
DEFINITE = ("en", "et", "an", "na")
NAMED_AFTER = re.compile(
    r"\w{3,}(?:gläntan|gården|udden|backen|lyckan|rosen|punkten|kullen|hagen|dalen|ängen|backen|viken|lunden|eken|hus|strålen|stugan|nästet|boet|trollet|åsen|ljuset|källan|porten|bryggan|fyren|kompassen|ankaret)s?"
)
"""What homes and preschools are called after: a meadow, a cape, a sunbeam."""
