"""Finds phrases that point at one person without any name: «den enda tandläkaren i byn». Pure.

Reads a line whose capitals are names (`capitals`), so that a place is a word with a capital letter.
"""

import re
from collections.abc import Iterator

from transcription.deidentification.kinds import ROLES_BY_WORD

NAME = r"[A-ZÅÄÖÉ][\w-]+(?: [A-ZÅÄÖÉ][\w-]*)*"
HERE = (
    r"(?:(?:hela |vår |våran |min |den här |hela den här )*(?:kommunen|kommun|byn|by|stan|stad|staden|orten|bygden|skolan|skola|årskursen|"
    r"församlingen|länet|socknen|trakten|området|sverige|norrland|regionen|ön|dalen|kyrkan|moskén|klubben|föreningen)\b)"
)
PLACE = rf"(?:{HERE}|(?:hela |mellersta |norra |södra |västra |östra )?{NAME})"
KIN = "|".join(sorted(ROLES_BY_WORD, key=len, reverse=True))
CLAUSE = r"(?: som(?: (?!så\b|men\b|och\b|å\b|jag\b|hon\b|han\b|därför\b|fast\b|eller\b)[\w-]+){1,6})"
OFFICES = (
    r"(?:biträdande )?(?:rektorn|rektor|prästen|präst|ordföranden|ordförande|polischefen|borgmästaren|kommunalrådet|imamen|imam|chefen|chef|kantorn|"
    r"biskopen|socialchefen|ägaren|vaktmästaren|kommunchefen|brandchefen|tränaren|läkaren|tandläkaren|doktorn|polisen|veterinären|"
    r"pastorn|mattanten|bibliotekarien|handläggaren)"
)
POINTING = re.compile(
    "|".join(
        (
            rf"\b(?:(?:den|dom|de|det|en|ett) )?(?:enda|ende)(?: [\w-]+){{0,4}}? (?:i|på|från|inom|här i) {PLACE}{CLAUSE}?",
            r"\b(?:(?:den|dom|de|det) )?(?:enda|ende)(?: [\w-]+){1,3}? (?:i|på) (?:hela )?(?:klassen|laget|trappan|kören|teamet|gatan)\b",
            rf"\b(?:den|det|de|dom) (?:största|äldsta|yngsta|minsta|rikaste|kändaste|första)(?: [\w-]+){{0,3}}? (?:i|på) (?:hela )?{NAME}",
            rf"\b(?:han|hon|hen|den|dom|de|killen|tjejen|tanten|gubben|mannen|kvinnan|familjen|pojken|flickan) som(?: [\w-]+){{1,6}}? (?:i|på|vid|utanför|hos|till) {NAME}",
            rf"\b(?:min|vår|våran|mitt|hans|hennes) (?:{KIN}) som (?:är|e|va|var|jobbar|jobbade|spelar|kör|har|äger|driver|leder|tränar)(?: [\w-]+){{0,5}}? (?:i|på|för|hos|vid|till|åt) {NAME}",
            rf"\b[\w-]{{3,60}}(?:et|en|an) som (?:brann|exploderade|kraschade|sprängdes|kollapsade|rasade|försvann|drunknade|körde|\w+des|\w+ades)(?: [\w-]+){{0,3}}? (?:i|på|vid|utanför|till) {NAME}",
            rf"(?<=\bär )(?:ju )?{OFFICES} (?:på|i|för|till|av|hos) {PLACE}",
            rf"(?<=\be ){OFFICES} (?:på|i|för|till|av|hos) {PLACE}",
            rf"(?<=\bvar ){OFFICES} (?:på|i|för|till|av|hos) {PLACE}",
            r"(?:(?<=\bär )|(?<=\be )|(?<=\bvar )|(?<=\bblev ))(?:kyrkoherden|borgmästaren|kommunalrådet|polischefen|kommunchefen|landshövdingen|biskopen|riksdagsledamot)",
            rf"\b(?:{OFFICES}|\w+råd|ledamot|politiker) i (?:\w*(?:styrelsen|nämnden|fullmäktige|rådet|partiet))(?: (?:i|för|på) {PLACE})?",
            rf"\b(?:han|hon|hen|jag|den|de|dom) som (?:vann|var|blev|startade|grundade|byggde|äger|ledde|räddade|sköt|hittade)(?: (?!så\b|men\b|och\b|i\b|på\b)[\w-]+){{0,3}}? (?:(?:i|på|vid) )?{NAME}",
            rf"\bårets [\w-]+ (?:i|på|vid) {PLACE}",
            rf"\b(?:mordet|branden|olyckan|rånet|skjutningen|knivdådet|knivskärningen|sprängningen|explosionen|bussolyckan|bilolyckan|drunkningen|dubbelmordet|"
            rf"kidnappningen|översvämningen|rättegången|målet|utredningen) (?:i|på|vid|utanför|mot) {NAME}",
            rf"\b{OFFICES.replace('(?:biträdande )?', '')}s (?:son|dotter|barn|fru|man|unge)\b",
            r"\b(?:vann|tog|fick|vunnit|tagit)(?: [\w-]+){0,2}? (?:sm|em|vm|dm|nm|jsm|usm)(?:-?(?:guld|silver|brons))?\b(?: i [\w-]+)?(?: (?:förra året|i år|\d{4}))?",
            r"\b(?:svensk|nordisk) mästare(?: i [\w-]+)?",
            rf"\b(?:son|dotter|barnbarn|syskonbarn|systerson|brorson|kusin) till {OFFICES} (?:på|i|för) {PLACE}",
        )
    ),
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """Places [start, end) of such phrases."""
    for found in POINTING.finditer(text):
        yield found.start(), found.end()
