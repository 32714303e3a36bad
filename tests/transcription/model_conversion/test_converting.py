"""The same weights in every form say the same; what would not is refused."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.transcription.model_conversion.tiny import quiet, random_model, same_weights, without
from toolkit.errors import InvalidInput, WrongState
from transcription.asr import openai_whisper_engine
from transcription.asr.model_files import Form, Quantization, list_forms
from transcription.model_conversion import converting, openai_checkpoint, vocabulary
from transcription.model_conversion.whisper_weights import Sizes, Whisper, check

BEGINNING = [50258, 50314, 50359, 50363]
"""Start, Swedish, transcribe, no times."""

needs_torch = pytest.mark.skipif(
    not openai_whisper_engine.is_installed(), reason="the extra openai-whisper is not installed"
)


@pytest.fixture(scope="module")
def heard() -> NDArray[np.float32]:
    return np.random.default_rng(3).normal(0, 0.5, (1, 80, 3000)).astype(np.float32)


@pytest.fixture(scope="module")
def ct2_logits(exact: Path, heard: NDArray[np.float32]) -> tuple[list[int], NDArray[np.float32]]:
    return _ct2_logits(exact, heard)


def _ct2_logits(folder: Path, heard: NDArray[np.float32]) -> tuple[list[int], NDArray[np.float32]]:
    import ctranslate2

    model = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="float32")
    (result,) = model.generate(
        ctranslate2.StorageView.from_array(heard),
        [BEGINNING],
        beam_size=1,
        max_length=24,
        return_logits_vocab=True,
        suppress_tokens=[],
        suppress_blank=False,
    )
    return list(result.sequences_ids[0]), np.stack([np.array(step) for step in result.logits[0]])


@pytest.fixture(params=["random", "from Hugging Face", "back from CTranslate2"])
def source(request: pytest.FixtureRequest, tiny: Whisper, published: Path, exact: Path) -> Whisper:
    ways: dict[str, Callable[[], Whisper]] = {
        "random": lambda: tiny,
        "from Hugging Face": lambda: converting.read(published, Form.HUGGING_FACE),
        "back from CTranslate2": lambda: converting.read(exact, Form.CT2),
    }
    return ways[request.param]()


@needs_torch
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_both_engines_compute_the_same_from_the_same_weights(
    source: Whisper, heard: NDArray[np.float32], ct2_logits: tuple[list[int], NDArray[np.float32]], tmp_path: Path
) -> None:
    import torch
    import whisper

    openai_checkpoint.write(source, tmp_path, name="tiny", progress=quiet)
    model = whisper.load_model(str(tmp_path / "tiny.pt"), device="cpu")
    tokens, theirs = ct2_logits
    with torch.no_grad():
        ours = model(torch.from_numpy(heard), torch.tensor([BEGINNING + tokens]))[0].numpy()
    steps = ours[len(BEGINNING) - 1 :][: len(theirs)]
    assert len(theirs) > 3
    assert np.std(theirs) > 0.5  # the numbers say something
    assert np.abs(steps - theirs).max() < 1e-4 * np.abs(theirs).max()  # about 1e-6 on each processor


def test_a_published_model_says_the_same_in_ct2(
    published: Path, heard: NDArray[np.float32], ct2_logits: tuple[list[int], NDArray[np.float32]], tmp_path: Path
) -> None:
    model = converting.read(published, Form.HUGGING_FACE)
    converting.write(model, tmp_path, form=Form.CT2, name="tiny", quantization=None, progress=quiet)
    tokens, logits = _ct2_logits(tmp_path, heard)
    assert tokens == ct2_logits[0]
    assert np.array_equal(logits, ct2_logits[1])


def test_eight_bits_say_almost_the_same(
    rounded: Path, heard: NDArray[np.float32], ct2_logits: tuple[list[int], NDArray[np.float32]]
) -> None:
    _, logits = _ct2_logits(rounded, heard)
    alike = np.corrcoef(logits[0], ct2_logits[1][0])[0, 1]
    assert alike > 0.999  # 0.99998 on each processor


def test_the_third_large_has_one_more_language(tmp_path: Path) -> None:
    sizes = Sizes(**{**vars(random_model().sizes), "n_mels": 128, "n_vocab": 51866})
    large = random_model(sizes=sizes)
    for form in (Form.HUGGING_FACE, Form.CT2):
        folder = tmp_path / form
        folder.mkdir()
        converting.write(large, folder, form=form, name="large", quantization=None, progress=quiet)
        back = converting.read(folder, form)
        assert back.sizes == sizes
        assert same_weights(back.weights, large.weights)
        assert back.tokenizer().token_to_id("<|yue|>") == 50358
        assert back.tokenizer().token_to_id("<|notimestamps|>") == 50364


def test_progress_grows_to_the_whole(tiny: Whisper, tmp_path: Path) -> None:
    for form in (Form.CT2, Form.HUGGING_FACE):
        seen: list[tuple[int, int]] = []
        converting.write(
            tiny, tmp_path, form=form, name="t", quantization=None, progress=lambda *at, seen=seen: seen.append(at)
        )
        assert seen == sorted(seen)
        assert seen[-1][0] == seen[-1][1] > 1_000_000


def test_the_forms_of_a_place_are_seen(published: Path, exact: Path, tmp_path: Path) -> None:
    both = shutil.copytree(published, tmp_path / "both")
    assert (converting.get_form(both), converting.get_form(exact)) == (Form.HUGGING_FACE, Form.CT2)
    shutil.copyfile(exact / "model.bin", both / "model.bin")
    shutil.copyfile(exact / "vocabulary.json", both / "vocabulary.json")
    assert list_forms(both) == [Form.CT2, Form.HUGGING_FACE]
    (both / "a.pt").write_bytes(b"")
    assert Form.OPENAI in list_forms(both)


@pytest.mark.parametrize("name", ["kb-whisper-small.zip", "model.bin", "kb-whisper-small.tar.gz"])
def test_a_packed_or_single_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(InvalidInput, match="unpack what is packed"):
        converting.get_form(tmp_path / name)


def test_a_model_with_a_layer_missing_is_refused_by_its_name(tiny: Whisper) -> None:
    lost = "decoder.blocks.1.mlp.0.bias"
    with pytest.raises(InvalidInput) as refused:
        check(without(tiny, lost))
    assert refused.value.values == {"what": lost}


def test_a_model_for_english_only_is_refused() -> None:
    english = Sizes(**{**vars(random_model().sizes), "n_vocab": 51864})
    with pytest.raises(InvalidInput, match="English only"):
        check(random_model(sizes=english))


def test_only_ct2_is_written_rounded(tiny: Whisper, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        converting.write(
            tiny, tmp_path, form=Form.HUGGING_FACE, name="t", quantization=Quantization.INT8, progress=quiet
        )
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_before_anything_is_written(
    tiny: Whisper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(WrongState) as refused:
        converting.write(tiny, tmp_path, form=Form.CT2, name="t", quantization=Quantization.INT8, progress=quiet)
    assert refused.value.values["free"] == 1
    assert list(tmp_path.iterdir()) == []


def test_suppressed_tokens_come_along(published: Path, tiny: Whisper) -> None:
    always, first = vocabulary.suppressed(tiny, tiny.tokenizer())
    back = converting.read(published, Form.HUGGING_FACE)
    assert (list(back.suppressed or ()), list(back.suppressed_first or ())) == (always, first)
    assert first == [220, 50257]
