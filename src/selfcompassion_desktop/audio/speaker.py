"""`core.ports.sound.Speaker` with pygame."""

from __future__ import annotations

import atexit
import queue
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..core.ports.clips import Clips
from ..core.ports.clock import Clock
from ..core.ports.sound import Channel, SoundState
from ..core.timeline import Timeline

if TYPE_CHECKING:
    from .player import Player

_PATIENCE = 4.0  # seconds that closing waits for a device that does not answer


def _nothing(_: object) -> None:
    pass


class PygameSpeaker:
    """Plays on the system's sound device, from one thread that is started when something is first played.

    Args:
        clips: the recordings.
        clock: gives monotonic time.
        on_state: told each new state, on the speaker's thread.
        on_trouble: told of a recording that cannot be played, on the speaker's thread.
        device: the name of the device to play on; the system's own choice where it is empty or not there.
    """

    def __init__(
        self,
        clips: Clips,
        clock: Clock,
        on_state: Callable[[SoundState], None] | None = None,
        on_trouble: Callable[[str], None] | None = None,
        device: str = "",
    ) -> None:
        self._clips = clips
        self._clock = clock
        self._on_state = on_state or _nothing
        self._on_trouble = on_trouble or _nothing
        self._device = device
        self._acts: queue.SimpleQueue[Callable[[Player], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._state = SoundState.SILENT

    @property
    def state(self) -> SoundState:
        return self._state

    def play(self, timeline: Timeline, position: int, at: float) -> None:
        if self._closed:
            return
        self._acts.put(lambda player: player.play(timeline, position, at))
        if not self._thread:
            # A device that hangs hangs its thread, and must not keep the program from ending: hence a daemon.
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()

    def set_soundscape(self, name: str) -> None:
        self._acts.put(lambda player: player.set_soundscape(name))

    def hush(self, fade: float = 0.0) -> None:
        self._acts.put(lambda player: player.hush(fade))

    def set_volume(self, channel: Channel, level: float) -> None:
        self._acts.put(lambda player: player.set_volume(channel, level))

    def close(self) -> None:
        self._closed = True
        thread, self._thread = self._thread, None
        if not thread:
            return
        self._acts.put(None)
        thread.join(_PATIENCE)
        if thread.is_alive() and "pygame" in sys.modules:
            # pygame would ask the device that does not answer once more when the program ends.
            atexit.unregister(sys.modules["pygame"].quit)

    def _run(self) -> None:
        from .device import PygameDevice
        from .player import Player

        device = PygameDevice(self._clock, self._on_trouble, self._device)
        player = Player(self._clips, self._clock, device, self._tell, self._on_trouble)
        wait: float | None = None
        while True:
            try:
                act = self._acts.get(timeout=wait)
            except queue.Empty:
                pass
            else:
                if act is None:
                    break
                act(player)
            wait = player.tick()
        player.close()

    def _tell(self, state: SoundState) -> None:
        self._state = state
        self._on_state(state)
