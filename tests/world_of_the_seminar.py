"""The second half of the world in `tests.world`: surveys, and what the seminar made of the handed-over text."""

import json
import uuid
from datetime import time, timedelta
from hashlib import sha256

from interview_guides.surveys import Occasion
from seminar.actions.models import Action, CarriedOver, Progress, Verification
from seminar.answers.models import CountedAnswers
from seminar.board.models import StaffVoice, ThemeSummary
from seminar.changes.models import ChangeKind, SeminarChange, SeminarSequence
from seminar.coding.models import Coding, Excerpt, ExcerptNote
from seminar.editions import codec
from seminar.editions.models import Edition, EditionFile, ReleaseYes, Side
from seminar.meetings.models import MeetingItem
from seminar.proposals.models import Proposal
from seminar.published.models import Publication
from seminar.quotable.models import QuoteReview
from seminar.quote_review.models import RecognitionCheck
from seminar.report.models import (
    ChosenQuote,
    EarlierReportText,
    ReportAnswer,
    ReportCompiler,
    ReportInterviewerAnswer,
    ReportText,
)
from seminar.report.outline import AnnualReport, WrittenText
from seminar.seminars.models import AgendaPoint, Group, Mark, Participant, State, ToRead
from seminar.seminars.models import Seminar as SeminarDay
from seminar.themes.models import Theme
from seminar.visits.models import NoticeCount, NoticeTold
from tests.factories import CANARY, add
from toolkit import clock
from toolkit.cycles.models import Assignment
from toolkit.downloads import WORD
from toolkit.people.models import Person
from toolkit.surveys.models import (
    ChildAnswer,
    ChildResponse,
    FocusNotes,
    InterviewerResponse,
    StaffGathering,
    StaffSurvey,
    SurveyOffer,
)
from toolkit.vault import blobs
from toolkit.vault.columns import vault

Ids = dict[str, uuid.UUID]
People = dict[str, Person]


def answered(ids: Ids, people: People, assignment: Assignment) -> None:
    """The child and the interviewer have answered their surveys."""
    response = add(
        ChildResponse(
            cycle_id=ids["cycle_id"], code_hash=uuid.uuid4().hex, closes_on=clock.today() + timedelta(days=30),
            form_version=1, scale="three_faces", scale_version=1, age_band="13–14", sex="girl", finished=True,
        )
    )  # fmt: skip
    add(ChildAnswer(response_id=response.id, question="being_interviewed", face=3, words=CANARY))
    add(SurveyOffer(assignment_id=assignment.id))
    answers = json.dumps({"how_it_went": "well", "learnt": CANARY}, ensure_ascii=False)
    add(InterviewerResponse(assignment_id=assignment.id, form_version=1, answers=answers, saved_at=clock.now()))
    _asked_the_staff(ids, people, assignment)


def _asked_the_staff(ids: Ids, people: People, assignment: Assignment) -> None:
    """Before the interviews the survey is open and somebody has answered; after the seminar it is closed."""
    opened = add(
        StaffSurvey(
            cycle_id=ids["cycle_id"], occasion=Occasion.BEFORE, form_version=1, threshold=5, opened_on=clock.today()
        )
    )  # fmt: skip
    answers = json.dumps({"hopes": [CANARY]}, ensure_ascii=False)
    add(StaffGathering(survey_id=opened.id, people=json.dumps([CANARY], ensure_ascii=False), answers=answers))
    add(
        StaffSurvey(
            cycle_id=ids["cycle_id"], occasion=Occasion.AFTER, form_version=1, threshold=5, opened_on=clock.today(),
            closed_on=clock.today(), asked=6, answered=5,
            answers=json.dumps({"learnt": [CANARY] * 5}, ensure_ascii=False),
        )
    )  # fmt: skip
    leader = people["facilitator"].id
    add(FocusNotes(cycle_id=ids["cycle_id"], occasion=Occasion.BEFORE, text=CANARY, written_by_id=leader))
    decided = {"text": CANARY, "decided_by_id": leader}
    add(ReportAnswer(source=uuid.uuid4().hex, cycle_id=ids["cycle_id"], **decided))
    add(ReportInterviewerAnswer(source=uuid.uuid4().hex, assignment_id=assignment.id, **decided))


def released(ids: Ids, people: People, assignment: Assignment) -> None:
    """An edition of three small files, and a yes to the next one."""
    both = {"compiler_id": people["facilitator"].id, "leader_id": people["leader"].id}
    edition = add(Edition(cycle_id=ids["cycle_id"], number=1, fingerprint="0" * 64, sha256="0" * 64, **both))
    cycle = assignment.cycle
    report = AnnualReport(
        cycle.year,
        cycle.unit.name,
        cycle.unit.municipality,
        clock.now(),
        edition=1,
        written=(WrittenText("summary", CANARY),),
    )
    files = (("facts", "json", "sv"), ("facts", "json", "en"), ("annual-report", "docx", "sv"))
    for position, (name, extension, language) in enumerate(files):
        content = codec.dump(report)
        with vault().writing(blobs.new_name("edition")) as writer:
            writer.write(content)
        add(
            EditionFile(
                edition_id=edition.id, position=position, name=name, extension=extension, language=language,
                media_type=WORD, file_name=f"{name}-{language}.{extension}", sha256=sha256(content).hexdigest(),
                plain_length=writer.sealed.plain_length, sealed_length=writer.sealed.blob_length,
                blob_id=writer.sealed.file_id, key_id=writer.sealed.key_id, wrapped_key=writer.sealed.wrapped_key,
            )
        )  # fmt: skip
    add(
        Publication(
            cycle_id=ids["cycle_id"], edition=1, threshold=5, numbers=json.dumps({CANARY: [5, 0]}, ensure_ascii=False)
        )
    )
    add(ReportCompiler(cycle_id=ids["cycle_id"], person_id=people["facilitator"].id))
    yes = {"person_id": people["facilitator"].id, "fingerprint": "0" * 64}
    add(ReleaseYes(cycle_id=ids["cycle_id"], side=Side.COMPILER, **yes))


def invited(ids: Ids, people: People, assignment: Assignment) -> None:
    """A seminar is planned; the facilitator reads before it, too, and has marked words that nobody else is to see."""
    day = add(
        SeminarDay(
            cycle_id=ids["cycle_id"], on=clock.today() + timedelta(days=9), starts=time(8, 30), ends=time(11, 30),
            created_by_id=people["facilitator"].id, agenda=[AgendaPoint(position=0, name="Läsa", minutes=60)],
        )
    )  # fmt: skip
    group = add(Group(seminar_id=day.id, number=1))
    reader = add(Participant(seminar_id=day.id, person_id=people["facilitator"].id, group_id=group.id))
    add(ToRead(participant_id=reader.id, assignment_id=assignment.id))
    text = f"Jag vill veta mer om {CANARY}."
    mark = add(
        Mark(
            participant_id=reader.id, transcript_id=ids["transcript_id"], revision=1, start=0, end=len(text),
            quote=text, before=CANARY, after=CANARY, note=CANARY,
        )
    )  # fmt: skip
    ids.update({"seminar_id": day.id, "seminar_reading.mark_id": mark.id})
    ids["seminar_reading.assignment_id"] = assignment.id
    _opened(ids, people)


def _opened(ids: Ids, people: People) -> None:
    """Another one is open. Those who take part in it may not read the only text: one held the interview, the other
    handles the child."""
    day = add(
        SeminarDay(
            cycle_id=ids["cycle_id"], on=clock.today(), starts=time(8, 30), ends=time(11, 30), state=State.OPEN,
            opened_at=clock.now(), shared_at=clock.now(), created_by_id=people["facilitator"].id,
        )
    )  # fmt: skip
    for who in ("owner", "colleague"):
        add(Participant(seminar_id=day.id, person_id=people[who].id))


def coded(ids: Ids, people: People, assignment: Assignment) -> None:
    """The facilitator has found a theme, and a voice has been written beside it."""
    leader, transcript = people["facilitator"], ids["deidentified_id"]
    theme = add(
        Theme(cycle_id=ids["cycle_id"], area="knowledge", name=f"Tema {CANARY}", definition=CANARY, slot=0, position=0)
    )
    text = f"Jag vill veta mer om {CANARY}."
    excerpt = add(
        Excerpt(
            transcript_id=transcript, revision=1, start=0, end=len(text), quote=text, before=CANARY, after=CANARY,
            created_by_id=leader.id,
        )
    )  # fmt: skip
    coding = add(Coding(excerpt_id=excerpt.id, theme_id=theme.id, coded_by_id=leader.id, changed_by_id=leader.id))
    waiting = add(
        Excerpt(
            transcript_id=transcript, revision=1, start=0, end=len("Jag vill"), quote="Jag vill", before=CANARY,
            after=CANARY, created_by_id=people["colleague"].id,
        )
    )  # fmt: skip
    by = people["colleague"].id
    add(Coding(excerpt_id=waiting.id, theme_id=theme.id, is_waiting=True, coded_by_id=by, changed_by_id=by))
    ids["excerpt_id"] = excerpt.id
    add(RecognitionCheck(cycle_id=ids["cycle_id"], ticked=json.dumps([CANARY], ensure_ascii=False)))
    add(ChosenQuote(coding_id=coding.id, words=CANARY))
    add(QuoteReview(excerpt_id=waiting.id, child_answer="stands", child_words=CANARY, wording=CANARY))
    note = add(ExcerptNote(excerpt_id=excerpt.id, text=CANARY, written_by_id=leader.id))
    answers = json.dumps({"knows_why": "yes", "a question of before": CANARY}, ensure_ascii=False)
    add(CountedAnswers(assignment_id=assignment.id, answers=answers, answered_by_id=leader.id))
    add(ThemeSummary(theme_id=theme.id, text=CANARY, written_by_id=leader.id))
    voice = add(StaffVoice(theme_id=theme.id, text=CANARY, written_by_id=leader.id))
    words = json.dumps({"after": {"text": CANARY}}, ensure_ascii=False)
    add(SeminarSequence(cycle_id=ids["cycle_id"], last=1))
    add(
        SeminarChange(
            cycle_id=ids["cycle_id"], seq=1, kind=ChangeKind.VOICE_WRITTEN, person_id=leader.id, object_id=voice.id,
            theme_id=theme.id, words=words,
        )
    )  # fmt: skip
    ids.update({"theme_id": theme.id, "coding_id": coding.id, "voice_id": voice.id, "note_id": note.id})
    rooms = ("coding", "notes", "pending", "suggestions")
    ids.update({f"{room}.transcript_id": transcript for room in rooms})


def promised(ids: Ids, people: People, _assignment: Assignment) -> None:
    """The unit leader has decided, and reported once."""
    leader = people["leader"]
    proposal = add(
        Proposal(
            theme_id=ids["theme_id"], text=CANARY, responsible=CANARY, indicator=CANARY, due=clock.today(),
            written_by_id=people["facilitator"].id, decided_by_id=leader.id, decided_at=clock.now(), decision="changed",
            decision_words=CANARY, for_children=CANARY,
        )
    )  # fmt: skip
    add(ReportText(cycle_id=ids["cycle_id"], section="summary", text=CANARY, drafted=CANARY, written_by_id=leader.id))
    earlier = {"cycle_id": ids["cycle_id"], "section": "summary", "number": 1}
    add(EarlierReportText(text=CANARY, written_by_id=leader.id, **earlier))
    action = add(
        Action(
            unit_id=ids["unit_id"], proposal_id=proposal.id, cycle_id=ids["cycle_id"], what=CANARY, responsible=CANARY,
            due=clock.today(), indicator=CANARY, goal=CANARY, notice_question=CANARY, created_by_id=leader.id,
        )
    )  # fmt: skip
    report = add(
        Progress(
            action_id=action.id, number=1, on=clock.today(), state="done", note=CANARY, evidence=CANARY,
            link=f"https://example.org/{CANARY}", reported_by_id=leader.id,
        )
    )  # fmt: skip
    looked = Verification(
        action_id=action.id,
        progress_id=report.id,
        is_in_use=False,
        note=CANARY,
        verified_by_id=people["facilitator"].id,
    )
    add(looked)
    add(CarriedOver(action_id=action.id, cycle_id=ids["cycle_id"], reason=CANARY, carried_by_id=leader.id))
    ids["action_id"] = ids["offer_id"] = action.id  # its question is offered to the guides
    item = MeetingItem(
        unit_id=ids["unit_id"], cycle_id=ids["cycle_id"], forum="board", on=clock.today(), presenter=CANARY, version=1,
        outcome=CANARY, written_by_id=leader.id, actions=[action],
    )  # fmt: skip
    ids["item_id"] = add(item).id
    add(NoticeCount(action_id=action.id, month=clock.today().replace(day=1), yes=5, no=1))
    add(NoticeTold(action_id=action.id, yes=5, asked=5, weighed=5))
    ids["proposal_id"] = proposal.id
