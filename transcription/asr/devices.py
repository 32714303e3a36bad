"""What this machine recognises speech with: a graphics card or the processor, and whether that is new enough.

Pure: whoever asks brings what the libraries say. The processor's abilities come from the kernel.
"""

import os
import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from transcription.asr.types import FailureCode, RecognitionError

AUTO, CPU, CUDA = "auto", "cpu", "cuda"
INSTRUCTIONS = ("sse4_1", "sse4_2", "ssse3", "popcnt")
"""What the ready-made CTranslate2 and NumPy take for granted on a PC. They do without AVX, slowly."""
CPUINFO = Path("/proc/cpuinfo")


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def list_missing_instructions() -> list[str]:
    """What this processor lacks, where an engine would crash while it is loaded; empty when nobody knows."""
    if platform.machine() not in {"x86_64", "AMD64"} or not CPUINFO.is_file():
        return []
    lines = CPUINFO.read_text(encoding="utf-8", errors="replace").splitlines()
    flags = next((line.partition(":")[2].split() for line in lines if line.startswith("flags")), None)
    return [name for name in INSTRUCTIONS if flags is not None and name not in flags]


def load_on_first(tries: Sequence[tuple[str, Callable[[], Any]]]) -> tuple[str, Any]:
    """The first device that can load the model, and the model.

    Whatever a graphics card says no to is forgiven while another device is left to try. Raises RecognitionError:
    out_of_memory, model_broken.
    """
    for number, (device, load) in enumerate(tries, 1):
        try:
            return device, load()
        except Exception as error:  # the libraries raise bare RuntimeErrors, ValueErrors and Exceptions
            if number < len(tries):
                continue
            code = FailureCode.OUT_OF_MEMORY if is_lack_of_memory(error) else FailureCode.MODEL_BROKEN
            raise RecognitionError(code, type(error).__name__) from error
    raise ValueError("no device to try")


def is_lack_of_memory(error: Exception) -> bool:
    """Whether a library's error means that memory ran out, in the machine or on the card."""
    return isinstance(error, MemoryError) or "out of memory" in str(error).lower()
