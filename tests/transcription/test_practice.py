import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest

from transcription import converting, openai_whisper_engine, practice, vocabulary
from transcription.models_store import Model


def test_the_practice_model_is_labelled_and_fits_both_engines(practice_model: Model) -> None:
    assert practice_model.practice
    assert practice_model.engines == ("faster-whisper", "openai-whisper")


def test_the_converted_form_is_always_the_same(practice_model: Model) -> None:
    kept = {name: file.sha256[:16] for name, file in practice_model.files.items()}
    assert kept["tokenizer.json"] == "9e4e24a9154f63fe"
    assert kept["vocabulary.json"] == "22f3cb2fc2be1545"
    assert kept["config.json"] == "15ff1f0228c05d8e"


@pytest.mark.skipif(not openai_whisper_engine.is_installed(), reason="the extra openai-whisper is not installed")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_vocabulary_is_openai_whispers_own() -> None:
    from whisper.tokenizer import LANGUAGES, get_tokenizer

    theirs, ours = get_tokenizer(multilingual=True, num_languages=99), vocabulary.build_tokenizer()
    assert list(vocabulary.LANGUAGES) == list(LANGUAGES)[:99]
    assert vocabulary.non_speech_tokens(ours) == set(theirs.non_speech_tokens)
    for text in ("Hej Alva, vad bra att du kom.", "åäö ÅÄÖ é 👩‍👧", "  två  blanksteg\n", "20 november 2026, 12:30"):
        assert ours.encode(text, add_special_tokens=False).ids == theirs.encode(text)
    assert ours.token_to_id("<|sv|>") == theirs.to_language_token("sv")
    assert ours.token_to_id("<|30.00|>") == theirs.timestamp_begin + 1500


@pytest.mark.skipif(not openai_whisper_engine.is_installed(), reason="the extra openai-whisper is not installed")
def test_weights_are_read_as_torch_reads_them() -> None:
    import torch

    sizes, weights = converting.read_checkpoint(practice.CHECKPOINT)
    theirs = torch.load(practice.CHECKPOINT, map_location="cpu", weights_only=True)
    assert sizes == theirs["dims"]
    assert set(weights) == set(theirs["model_state_dict"])
    for name, array in weights.items():
        assert np.array_equal(array, theirs["model_state_dict"][name].float().numpy()), name


def test_a_checkpoint_cannot_run_anything(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "evil.pt", "w") as archive:
        archive.writestr("run/data.pkl", pickle.dumps({"dims": print}))
    with pytest.raises(pickle.UnpicklingError, match="does not belong in a checkpoint"):
        converting.read_checkpoint(tmp_path / "evil.pt")


def test_a_strided_array_is_rebuilt_in_its_shape() -> None:
    storage = np.arange(12, dtype=np.float32)
    assert np.array_equal(converting._rebuilt(storage, 0, (3, 4), (1, 3)), storage.reshape(4, 3).T)
