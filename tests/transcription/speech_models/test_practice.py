import pytest

from transcription.asr import openai_whisper_engine
from transcription.model_conversion import vocabulary
from transcription.speech_models.store import Model


def test_the_practice_model_is_labelled_and_fits_both_engines(practice_model: Model) -> None:
    assert practice_model.practice
    assert practice_model.engines == ("faster-whisper", "openai-whisper")


def test_the_converted_form_is_always_the_same(practice_model: Model) -> None:
    kept = {name: file.sha256[:16] for name, file in practice_model.files.items()}
    assert kept["tokenizer.json"] == "9e4e24a9154f63fe"
    assert kept["vocabulary.json"] == "22f3cb2fc2be1545"
    assert kept["config.json"] == "15ff1f0228c05d8e"
    assert kept["model.bin"] == "12d86492b44a94d8"


@pytest.mark.skipif(not openai_whisper_engine.is_installed(), reason="the extra openai-whisper is not installed")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_vocabulary_is_openai_whispers_own() -> None:
    from whisper.tokenizer import LANGUAGES, get_tokenizer

    theirs, ours = get_tokenizer(multilingual=True, num_languages=99), vocabulary.build_tokenizer()
    assert list(vocabulary.LANGUAGES) == list(LANGUAGES)
    assert vocabulary.non_speech_tokens(ours) == set(theirs.non_speech_tokens)
    for text in ("Hej Alva, vad bra att du kom.", "åäö ÅÄÖ é 👩‍👧", "  två  blanksteg\n", "20 november 2026, 12:30"):
        assert ours.encode(text, add_special_tokens=False).ids == theirs.encode(text)
    assert ours.token_to_id("<|sv|>") == theirs.to_language_token("sv")
    assert ours.token_to_id("<|30.00|>") == theirs.timestamp_begin + 1500
