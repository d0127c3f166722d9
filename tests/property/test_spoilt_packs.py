"""Whatever somebody did to a pack, it is installed or refused with reasons; nothing is written outside its folder."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packed import MANIFEST, lessons, script
from selfcompassion_desktop.content.pack_check import Known
from selfcompassion_desktop.content.pack_install import Packs
from selfcompassion_desktop.core.errors import Trouble

NAMES = [
    "../out.md",
    "/tmp/out.md",
    "..\\out.md",
    "C:out.md",
    "scripts/con.md",
    "scripts/a.md\0",
    "scripts/A.md",
    "mine",
]


def sound() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pack.yaml", MANIFEST)
        members = {
            **lessons("a", "b"),
            "audio/voice/me/clips.json": '{"rate": 1, "clips": {}}',
            "audio/x.ogg": b"OggSx",
        }
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


SOUND = sound()


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A pack with some bytes changed, lost, doubled or foreign, or with members that no honest tool writes."""
    content = bytearray(SOUND)
    if draw(st.booleans()):
        made = io.BytesIO(SOUND)
        with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
            names = st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=30))
            for name in draw(st.lists(names, max_size=3, unique=True)):
                about = zipfile.ZipInfo("x")
                about.filename = name.encode("utf-8", "replace").decode()
                about.external_attr = draw(st.sampled_from([0, 0o120777 << 16, 0o100644 << 16, 0o040755 << 16]))
                if about.filename in archive.NameToInfo:
                    continue
                archive.writestr(about, draw(st.sampled_from([script("x"), "", "../../out"])))
        content = bytearray(made.getvalue())
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(content) - 1))
        match draw(st.integers(0, 3)):
            case 0:
                content[at] ^= 1 << draw(st.integers(0, 7))
            case 1:
                del content[at : at + draw(st.integers(1, 40))]
            case 2:
                content[at:at] = content[at : at + 40]
            case _:
                content[at : at + 4] = draw(st.binary(min_size=1, max_size=4))
        if not content:
            break
    return bytes(content)


# case PK01
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=spoilt())
def test_a_spoilt_pack_writes_nothing_outside_its_folder(content: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="spoilt-") as name:
        root = Path(name)
        folder, file = root / "deep" / "data" / "packs", root / "x.scpack"
        file.write_bytes(content)
        packs = Packs(folder, root / "built-in", Known)
        installed, why = "", ""
        try:
            with packs.offered(file) as offer:
                packs.install(offer)
                installed = offer.manifest.id
        except Trouble as refused:
            why = refused.sentence
        assert bool(installed) != bool(why)
        there = {path for path in root.rglob("*") if path.is_file() and path not in (file, folder / ".lock")}
        allowed = {path for path in there if installed and path.is_relative_to(folder / installed)}
        assert there == allowed
        assert bool(installed) == bool(allowed)
        assert not any(path.is_symlink() for path in root.rglob("*"))
