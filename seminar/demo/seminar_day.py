"""What the group makes of the invented interviews: themes, excerpts, voices, proposals, promises and how they went."""

from collections.abc import Sequence

from interview_guides.codes import CountableAnswer
from seminar.answers import answering
from seminar.board import voices
from seminar.coding import marking
from seminar.demo import promises
from seminar.demo.story import Facts, Year
from seminar.editions import freezing, releasing, tasks
from seminar.editions.models import Side
from seminar.proposals import proposing
from seminar.report import compiling, writing
from seminar.texts import anchors, transcripts
from seminar.texts.passages import Place
from seminar.themes import codebook
from transcription.transcripts.models import DeidentifiedTranscript

READ_AHEAD = -9


def read_ahead(year: Year) -> None:
    """Whoever leads the seminar begins to read: words under themes, and nothing that belongs to the seminar itself."""
    with year.day(READ_AHEAD, 13):
        _gather_themes(year)
        _mark_all(year)
        _write_texts(year)


def hold_seminar(year: Year) -> None:
    """The whole unit reads, sorts and proposes; weeks later the management decides, and follows up what it decided.

    The days lie within the phases of the year: no decision is taken before the seminar.
    """
    seminar, decided = year.offset_in("seminars", 12), year.offset_in("board", 9)
    with year.day(seminar, 9):
        _gather_themes(year)
    with year.day(seminar, 13):
        _mark_all(year)
        for each in year.facts["voices"]:
            voices.write(year.facilitator, year.cycle.id, year.themes[each["theme"]], text=each["text"])
    with year.day(seminar, 14):
        _count_answers(year)
    for each in _proposals(year):
        with year.day(seminar, 15):
            row = proposing.write(year.facilitator, year.cycle.id, year.themes[each["theme"]], text=each["text"])
        promises.decide(year, each, row, at=decided)


def finish_report(year: Year) -> None:
    """The report is written when the children have had their answer; then the two release it."""
    with year.day(year.offset_in("feedback", 20)):
        _write_texts(year)
        compiling.choose(year.leader, year.cycle.id, person_id=year.facilitator.id, version=0)
    with year.day(year.offset_in("feedback", 27)):
        for side, actor in ((Side.COMPILER, year.facilitator), (Side.LEADER, year.leader)):
            seen = freezing.fingerprint(freezing.collect(actor, year.cycle))
            edition = releasing.say_yes(actor, year.cycle.id, side=side, seen=seen)
        if edition is not None:
            tasks.make_at_once(edition)


def _write_texts(year: Year) -> None:
    for section, text in year.facts["texts"].items():
        writing.save_text(year.facilitator, year.cycle.id, section=section, text=text, version=0)


def _gather_themes(year: Year) -> None:
    own = {each["id"]: each for each in year.facts.get("own_themes", ())}
    used = [*year.facts.get("voices", ()), *_proposals(year)]
    wanted = {
        each["theme"] for each in (*used, *(mark for child in year.facts["children"] for mark in marks_of(child)))
    }
    codebook.start_from(year.facilitator, year.cycle.id, codebook_ids=wanted - set(own))
    for theme in codebook.list_themes(year.facilitator, year.cycle.id):
        year.themes[str(theme.codebook_id)] = theme.id
    for name, each in own.items():
        year.themes[name] = codebook.create(
            year.facilitator, year.cycle.id, name=each["name"], area=each["area"]
        ).id  # fmt: skip


def _mark_all(year: Year) -> None:
    texts: dict[str, list[DeidentifiedTranscript]] = {}
    for transcript in transcripts.list_transcripts(year.facilitator, year.cycle.id):
        texts.setdefault(transcript.assignment.child.code, []).append(transcript)
    for child in year.facts["children"]:
        for mark in marks_of(child):
            transcript, start, end = get_place(texts[child["code"]], mark["words"])
            marking.mark(
                year.facilitator, year.cycle.id, transcript.id,
                theme_id=year.themes[mark["theme"]], start=start, end=end,
            )  # fmt: skip


def _count_answers(year: Year) -> None:
    """The group goes through the interviews once more: what did each child answer?"""
    said = {child["code"]: child["counted"] for child in year.facts["children"] if "counted" in child}
    for interview in answering.list_interviews(year.facilitator, year.cycle.id):
        if counted := said.get(interview.child.code):
            answers = {question: CountableAnswer(answer) for question, answer in counted.items()}
            answering.save(year.facilitator, year.cycle.id, interview.assignment.id, answers=answers, version=0)


def marks_of(child: Facts) -> Sequence[Facts]:
    """The words of a child that the story marks, with their themes."""
    return [*child.get("marks", ()), *child.get("recorded", {}).get("marks", ())]


def get_place(texts: Sequence[DeidentifiedTranscript], words: str) -> tuple[DeidentifiedTranscript, Place, Place]:
    """Where the words stand in what was handed over. Raises ValueError when the story marks what was not said."""
    for transcript in texts:
        for segment in transcript.segments:
            at = segment.text.find(words)
            if at >= 0:
                text = anchors.join([segment.text])
                start, end = (anchors.to_utf16(text, place) for place in (at, at + len(words)))
                return transcript, (segment.position, start), (segment.position, end)
    msg = f"the handed-over text does not hold {words!r}"
    raise ValueError(msg)


def _proposals(year: Year) -> Sequence[Facts]:
    return [*year.facts.get("proposals", ()), *year.facts.get("put_off", ())]
