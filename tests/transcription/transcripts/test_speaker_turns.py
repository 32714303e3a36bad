from tests.transcription.sounds import demo_truth
from transcription.speech_models import practice
from transcription.transcripts.speaker_turns import Speaker, SpokenSegment, propose


def test_the_demo_interview_is_mostly_told_apart() -> None:
    import json

    told = json.loads((practice.SOURCE / "demo_interview.json").read_text(encoding="utf-8"))["utterances"]
    truth = [Speaker.CHILD if one["speaker"] == "barn" else Speaker.INTERVIEWER for one in told]
    proposed = propose([SpokenSegment(start, end, text) for start, end, text in demo_truth()])
    assert sum(a is b for a, b in zip(truth, proposed, strict=True)) >= 22


def test_what_follows_in_the_same_breath_has_the_same_voice() -> None:
    found = propose(
        [
            SpokenSegment(0, 2, "Hur var det?"),
            SpokenSegment(3, 5, "Bra."),
            SpokenSegment(5.2, 7, "Fast ibland tråkigt."),
        ]
    )
    assert found == [Speaker.INTERVIEWER, Speaker.CHILD, Speaker.CHILD]


def test_nothing_gives_nothing() -> None:
    assert propose([]) == []
