"""No code of the program's own reaches the log's page: every code that a fact can hold has its words.

`HOLDS` says which codes each place can write; a place that is not there fails, and so does a code without words.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeGuard

import pytest
from flask import Flask

from interview_guides.letters import Audience
from interview_guides.surveys import Occasion
from seminar.actions.models import REPORTED
from seminar.proposals.models import Decision
from seminar.report.writing import EVERY
from seminar.seminars.models import Kind as SeminarKind
from seminar.themes.models import Area
from tests.architecture.source import expect_none, modules
from toolkit.audit import codes, facts
from toolkit.audit.events import Event
from toolkit.cycles.models import EndReason
from toolkit.data_protection.drafts import Paper
from toolkit.disposal.models import Material
from toolkit.interviews.models import RecordingSource
from toolkit.jobs.leases import INTERRUPTED
from toolkit.language import LANGUAGES, force_locale
from toolkit.log_review.models import Finding as LineFinding
from toolkit.oidc.accounts import Refusal as AccountRefusal
from toolkit.participation.models import Answerer, Contacted
from toolkit.people.attempts import Secret
from toolkit.sound.refusals import Refusal
from toolkit.surveys.open_answers import AnsweredSurvey
from transcription.asr.types import FailureCode
from transcription.deidentification.kinds import Kind
from transcription.deidentification.models import ReadingState
from transcription.deidentification.words_page import BY_HAND, KEEP, REPLACE
from transcription.transcripts.states import Source

FAILURES = (*FailureCode, INTERRUPTED, "handed_back")
IDENTIFIERS = (*Kind, BY_HAND)

HOLDS: Mapping[str, Iterable[str]] = {
    "seminar.actions.progressing state=state": REPORTED,
    "seminar.actions.progressing state='in_use' if is_in_use else 'not_in_use'": ["in_use", "not_in_use"],
    "seminar.actions.deciding decision=decision": Decision,
    "seminar.actions.deciding state='draft'": ["draft"],
    "toolkit.data_protection.making kind=paper.code": [paper.code for paper in Paper],
    "seminar.report.exporting language=language": LANGUAGES,
    "seminar.editions.reading language=language": LANGUAGES,
    "seminar.report.writing kind=section": EVERY,
    "seminar.themes.codebook area=area": Area,
    "seminar.themes.codebook area=theme.area": Area,
    "seminar.themes.codebook area=own.area": Area,
    "seminar.themes.merging area=theme.area": Area,
    "seminar.themes.suggested area=theme.area": Area,
    "seminar.coding.notes action='written'": ["written"],
    "seminar.coding.notes action='changed'": ["changed"],
    "seminar.coding.notes action='removed'": ["removed"],
    "seminar.themes.earlier area=own.area": Area,
    "seminar.board.summaries action='written' if text else 'removed'": ["written", "removed"],
    "seminar.board.voices action='written'": ["written"],
    "seminar.board.voices action='changed'": ["changed"],
    "seminar.board.voices action='removed'": ["removed"],
    "toolkit.audit.refusals endpoint=request.endpoint.lower()": ["interviews.booking"],
    "toolkit.cycles.assignments reason=reason": EndReason,
    "toolkit.cycles.drawing reason=reason": EndReason,
    "toolkit.archiving.handing_over kind=delivery.material.value": Material,
    "toolkit.archiving.handing_over kind=material.value": Material,
    "toolkit.disposal.carrying_out kind=material.value": Material,
    "toolkit.disposal.carrying_out kind=proposal.material.value": Material,
    "toolkit.disposal.decisions kind=material.value": Material,
    "toolkit.disposal.due_list kind=material.value": Material,
    "toolkit.interviews.intake source=source": RecordingSource,
    "toolkit.interviews.joining reason=whole.refusal.value": Refusal,
    "toolkit.interviews.notes kind='notes'": ["notes"],
    "toolkit.interviews.planning place=place": ["office"],
    "toolkit.participation.consent who=answer.who": Answerer,
    "toolkit.participation.contacts who=with_whom": Contacted,
    "toolkit.participation.contacts who=entry.with_whom": Contacted,
    "toolkit.participation.contacts outcome=outcome": ["said_no"],
    "toolkit.participation.contacts outcome=entry.outcome": ["said_no"],
    "toolkit.letters.writing kind=audience.value": Audience,
    "toolkit.operations.head_sending kind=way": ["file", "syslog", "mail"],
    "toolkit.oidc.signing_in reason=settled.refusal": AccountRefusal,
    "toolkit.people.attempts kind=self.secret.value": Secret,
    "toolkit.people.attempts place=place": [],  # a sign for the place, and no word
    "toolkit.surveys.interviewer survey='interviewer'": ["interviewer"],
    "toolkit.surveys.offering survey='child'": ["child"],
    "toolkit.surveys.staff survey=occasion.value": Occasion,
    "toolkit.surveys.reminding survey=occasion.value": Occasion,
    "toolkit.surveys.focus_notes survey=occasion.value": Occasion,
    "seminar.seminars.planning kind=seminar.kind": SeminarKind,
    "seminar.report.open_answers survey=answer.survey.value": AnsweredSurvey,
    "transcription.deidentification.deciding action=action": [REPLACE, KEEP],
    "transcription.deidentification.deciding action=f'{action}_here'": [f"{REPLACE}_here", f"{KEEP}_here"],
    "transcription.deidentification.deciding action=REPLACE": [REPLACE],
    "transcription.deidentification.deciding action='renamed'": ["renamed"],
    "transcription.deidentification.deciding action='split'": ["split"],
    "transcription.deidentification.deciding action='undone'": ["undone"],
    "transcription.deidentification.deciding kind=found.kind": IDENTIFIERS,
    "toolkit.log_review.checking outcome=finding.value": set(LineFinding) - {LineFinding.WAITING},
    "transcription.deidentification.second_reading outcome=state": set(ReadingState) - {ReadingState.ASKED},
    "transcription.exchange.importing source=Source.IMPORT": [Source.IMPORT],
    "transcription.queue.hours_settings setting=f'transcription_hours:{said}'": [
        "transcription_hours:always",
        "transcription_hours:18.00-06.00",
    ],
    "transcription.queue.hours_settings setting='transcription_hours:open_now'": ["transcription_hours:open_now"],
    "transcription.queue.tasks reason=reason": FAILURES,
    "transcription.speech_models.commands origin=_origin(model)": ["kblab", "practice", "folder"],
}


def written() -> Iterator[tuple[str, str, str]]:
    """The event as far as the call names it, the coded fact, and the place that writes it."""
    for module in modules():
        for _, call in module.calls():
            if ast.unparse(call.func) == "trail.record":
                event = next((getattr(Event, one.attr) for one in call.args if _names_event(one)), "")
                for word in call.keywords:
                    if word.arg in facts.CODED - codes.AS_IT_IS:
                        yield event, word.arg or "", f"{module.name} {word.arg}={ast.unparse(word.value)}"


def _names_event(argument: ast.expr) -> TypeGuard[ast.Attribute]:
    return isinstance(argument, ast.Attribute) and ast.unparse(argument.value) == "Event"


def test_every_place_that_writes_a_code_says_which_it_can_be() -> None:
    places = {place for _, _, place in written()}
    expect_none(sorted(places ^ set(HOLDS)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_said_in_the_readers_words(app: Flask, language: str) -> None:
    wordless = []
    with app.test_request_context(), force_locale(language):
        for event, fact, place in written():
            for code in HOLDS[place]:
                said = codes.say(event, fact, str(code))
                if said == str(code) and (language == "sv" or "_" in said or ":" in said):
                    wordless.append(f"{place}: {code}")
    expect_none(wordless)


def test_the_words_are_of_codes_that_can_be_written() -> None:
    """What nothing writes any more has no words either."""
    can_be: dict[str, set[str]] = {}
    for _, fact, place in written():
        can_be.setdefault(fact, set()).update(str(code) for code in HOLDS[place])
    known = chain(codes.WORDS.items(), *(of_event.items() for of_event in codes.WORDS_OF_EVENT.values()))
    expect_none(f"{fact} {code}" for fact, words in known for code in words if code not in can_be[fact])
