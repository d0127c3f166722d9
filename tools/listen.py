"""Play a practice on a sound server of its own, record what comes out, and measure when every line began.

    python -m tools.listen self-compassion-break --minutes 10 --stall held
    python -m tools.listen affectionate-breathing --minutes 25 --soundscape rain

Stalls hold up the thread that asked for the sound, as a busy window would, for 400 ms of every second: `held`
keeps Python's global lock meanwhile, so that no other Python thread moves; `released` lets others run; `both`
takes turns. With `import` ten thousand entries are written into a store meanwhile, on a thread of the same program,
again and again. Needs PulseAudio (Debian: pulseaudio, pulseaudio-utils).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selfcompassion_desktop.audio.mixdown import blocks
from selfcompassion_desktop.audio.speaker import PygameSpeaker
from selfcompassion_desktop.core.ports.clips import Clips
from selfcompassion_desktop.core.ports.sound import Channel, SoundState
from selfcompassion_desktop.core.settings import Settings
from selfcompassion_desktop.core.timeline import RATE, Timeline, samples
from selfcompassion_desktop.desktop.clock import SystemClock

NEEDED = ("pulseaudio", "parec")
STALLS = ("none", "released", "held", "both", "import")
STALL = 0.4
_SINK = "listening"
_MEMORY = "/dev/shm"
_GLANCE = 0.01
_TEMPLATE = RATE  # of a line's beginning, looked for in the recording
_AROUND = RATE // 2
_COARSE = 48  # samples of the envelope by which recording and mixdown are first laid on each other
_WHOLE = 0.95  # the correlation below which a line is not what it was
_MOMENT = RATE // 100
_HOLE = 0.05  # of the median moment's strength, under which a soundscape has dropped out
_RISING = 12  # seconds at either end in which a soundscape comes up and goes

Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """When lines began against their cues, in milliseconds; what is common to all, the server's latency, is taken off.

    Attributes:
        torn: lines that were not heard whole.
        torn_at: when they began, in seconds of the practice.
        holes: moments of 10 ms in which nothing sounded although the soundscape was to; none without a soundscape.
        held_up: when this machine stood still for 100 ms and more, as a process that does nothing but look at the clock
            saw it: (seconds of the recording, milliseconds). Nothing that sounds can play then.
        drift: how much later the last fifth of the lines was than the first, in milliseconds.
    """

    lines: int
    p50: float
    p95: float
    p99: float
    most: float
    drift: float
    torn: int
    torn_at: list[float]
    holes: int
    latest: list[float]
    held_up: list[tuple[float, int]]


class Server:
    """A PulseAudio server with one sink that leads nowhere, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_SERVER": f"unix:{folder / 'socket'}",
            "SDL_AUDIODRIVER": "pulseaudio",
        }

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Start it, and end it afterwards."""
        modules = (
            f"module-null-sink sink_name={_SINK} rate={RATE}",
            f"module-native-protocol-unix socket={self.folder / 'socket'} auth-anonymous=1",
        )
        options = [part for module in modules for part in ("-L", module)]
        command = ["pulseaudio", "--daemonize=no", "-n", "--exit-idle-time=-1", "--use-pid-file=no", *options]
        with _process(command, self.environment):
            _until((self.folder / "socket").exists)
            yield self

    @contextmanager
    def recording(self, file: Path) -> Iterator[None]:
        """Write what the sink is given to `file`: raw, 48 kHz, 16 bit, one channel."""
        command = ["parec", "-d", f"{_SINK}.monitor", "--raw", f"--rate={RATE}", "--channels=1", "--format=s16le"]
        with file.open("wb") as target, _process(command, self.environment, target.fileno()):
            _until(lambda: file.stat().st_size > 0)
            yield


@contextmanager
def _process(command: list[str], environment: dict[str, str], out: int = subprocess.DEVNULL) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _until(done: object, seconds: float = 20.0) -> None:
    assert callable(done)
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("the sound server does not answer")
        time.sleep(0.05)


def play(timeline: Timeline, clips: Clips, stall: str, soundscape: str = "") -> None:
    """Sound `timeline` once from a thread that stalls. To be called in a process of its own."""
    states: list[SoundState] = []
    clock = SystemClock()
    speaker = PygameSpeaker(clips, clock, states.append, print)
    speaker.set_soundscape(soundscape)
    settings = Settings()  # as loud as the program is when nobody has set it otherwise
    speaker.set_volume(Channel.VOICE, settings.volume_voice)
    speaker.set_volume(Channel.BELL, settings.volume_bell)
    speaker.set_volume(Channel.SOUNDSCAPE, settings.volume_soundscape)
    begun = clock.monotonic()
    speaker.play(timeline, 0, begun)
    if stall == "import":
        threading.Thread(target=_import, name="import", daemon=True).start()
    kinds = {"released": ["released"], "held": ["held"], "both": ["held", "released"]}.get(stall, [""])
    work = _work_for(STALL)
    second = 0
    while (now := clock.monotonic() - begun) < timeline.seconds + 2:
        kind = kinds[second % len(kinds)]
        if kind == "held":
            sum(work)
        elif kind == "released":
            time.sleep(STALL)
        second += 1
        time.sleep(max(0.0, 1.0 - (clock.monotonic() - begun - now)))
    speaker.close()
    assert states == [SoundState.SOUNDING, SoundState.SILENT], states


def _import() -> None:
    """Write 10,000 entries of 1 kB in one transaction into a fresh store, without end."""
    from selfcompassion_desktop.store.database import Database
    from selfcompassion_desktop.store.entries import Entries
    from selfcompassion_desktop.store.ids import Ids

    clock = SystemClock()
    while True:
        with tempfile.TemporaryDirectory() as folder:
            database = Database(Path(folder, "store.db"), clock)
            entries = Entries(database, clock, Ids(clock))
            with database.write() as connection:
                for number in range(10_000):
                    text = f"Entry {number}\n\n" + "a line of about this length " * 36
                    entries.insert(connection, text, "", clock.now())
            database.close()


def _work_for(seconds: float) -> range:
    """Numbers whose sum takes about `seconds`, during which Python's global lock is not given up."""
    size = 2_000_000
    started = time.perf_counter()
    sum(range(size))
    return range(round(size * seconds / (time.perf_counter() - started)))


def measure(timeline: Timeline, clips: Clips, file: Path, soundscape: str = "") -> Heard:
    """Find every line of `timeline` in a recording."""
    recording: Sound = np.asarray(np.fromfile(file, "<i2") / 32_768, np.float32)
    mixed = np.concatenate(list(blocks(timeline, clips)))
    begun = _laid_on(recording, mixed)
    spoken = [cue for cue in timeline.lines if cue.recorded]
    late, torn_at = list[float](), list[float]()
    for cue in spoken:
        line = mixed[cue.start : cue.end]
        at = _found(recording, line[:_TEMPLATE], begun + cue.start)
        late.append((at - begun - cue.start) / RATE * 1000)
        if _likeness(recording[at : at + len(line)], line) < _WHOLE:
            torn_at.append(round(cue.start / RATE, 2))
    off = np.array(late) - np.median(late)
    fifth = max(1, len(off) // 5)
    size = np.abs(off)
    p50, p95, p99 = (round(float(np.percentile(size, p)), 2) for p in (50, 95, 99))
    drift = round(float(np.median(off[-fifth:]) - np.median(off[:fifth])), 2)
    latest = [round(float(ms), 1) for ms in sorted(off, key=abs)[-5:]]
    holes = _holes(recording[max(0, begun) :][: timeline.length]) if soundscape else 0
    most = round(float(size.max()), 2)
    return Heard(len(spoken), p50, p95, p99, most, drift, len(torn_at), torn_at, holes, latest, [])


def _holes(recording: Sound) -> int:
    inside = recording[_RISING * RATE : -_RISING * RATE]
    moments = inside[: len(inside) // _MOMENT * _MOMENT].reshape(-1, _MOMENT)
    strength = np.sqrt((moments**2).mean(axis=1))
    return int((strength < _HOLE * np.median(strength)).sum())


def _laid_on(recording: Sound, mixed: Sound) -> int:
    """The sample of the recording at which the mixdown's first one is, to a few milliseconds."""
    long, short = _envelope(recording), _envelope(mixed)
    size = 1 << (len(long) + len(short)).bit_length()
    product = np.fft.irfft(np.fft.rfft(long, size) * np.conj(np.fft.rfft(short, size)), size)
    at = int(np.argmax(product))
    return (at if at < len(long) else at - size) * _COARSE


def _envelope(sound: Sound) -> Sound:
    whole = np.abs(sound[: len(sound) // _COARSE * _COARSE]).reshape(-1, _COARSE).mean(axis=1)
    return np.asarray(whole, np.float32)


def _found(recording: Sound, beginning: Sound, near: int) -> int:
    """The sample, within half a second of `near`, at which `beginning` is most like the recording."""
    first = max(0, near - _AROUND)
    window = recording[first : near + _AROUND + len(beginning)]
    size = 1 << (len(window) + len(beginning)).bit_length()
    product = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(beginning, size)), size)
    return first + int(np.argmax(product[: max(1, len(window) - len(beginning) + 1)]))


def _likeness(heard: Sound, line: Sound) -> float:
    heard = np.pad(heard, (0, len(line) - len(heard)))
    scale = float(np.linalg.norm(heard) * np.linalg.norm(line))
    return float(np.dot(heard, line)) / scale if scale else 0.0


def missing() -> str:
    """What is needed and not there; empty where nothing is."""
    return ", ".join(name for name in NEEDED if not shutil.which(name))


def _built_in(practice: str, minutes: float) -> tuple[Timeline, Clips]:
    from selfcompassion_desktop.app import Services
    from selfcompassion_desktop.desktop.paths import find

    with tempfile.TemporaryDirectory() as folder:
        library = Services(find(folder)).library
        found = library.practice(practice)
        return library.timeline(found, samples(minutes), library.voice_for(found, "")), library.clips


def _watched(command: list[str], environment: dict[str, str]) -> list[tuple[float, int]]:
    """Run a program to its end; when this machine stood still meanwhile, and for how long."""
    found: list[tuple[float, int]] = []
    begun = before = time.monotonic()
    with subprocess.Popen(command, env=environment) as process:
        while process.poll() is None:
            time.sleep(_GLANCE)
            now = time.monotonic()
            if now - before > _GLANCE + 0.1:
                found.append((round(before - begun, 2), round((now - before - _GLANCE) * 1000)))
            before = now
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return found


def _keep(file: Path) -> None:
    """A recording with something wrong in it is worth listening to."""
    import soundfile

    kept = Path("build", f"torn-{time.strftime('%H%M%S')}.flac")
    kept.parent.mkdir(exist_ok=True)
    soundfile.write(kept, np.fromfile(file, "<i2"), RATE)
    print(f"Kept as {kept}.", file=sys.stderr)


def main() -> int:
    """Measure, and print the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("practice")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--stall", choices=STALLS, default="none")
    parser.add_argument("--soundscape", default="", help="what sounds behind the voice")
    parser.add_argument("--player", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    timeline, clips = _built_in(given.practice, given.minutes)
    if given.player:
        play(timeline, clips, given.stall, given.soundscape)
        return 0
    if absent := missing():
        print(f"Not here: {absent}; install pulseaudio and pulseaudio-utils.", file=sys.stderr)
        return 1
    # In memory where there is a place for that: a disk that is busy would hold the recording up.
    with tempfile.TemporaryDirectory(dir=_MEMORY if Path(_MEMORY).is_dir() else None) as folder:
        file = Path(folder, "recording")
        with Server(Path(folder)).running() as server, server.recording(file):
            held_up = _watched([sys.executable, *sys.orig_argv[1:], "--player"], server.environment)
        heard = replace(measure(timeline, clips, file, given.soundscape), held_up=held_up)
        if heard.torn or heard.holes:
            _keep(file)
        print(json.dumps({"stall": given.stall, **asdict(heard)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
