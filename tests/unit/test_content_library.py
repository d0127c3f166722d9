"""Packs on disk: what is missing, damaged or doubled takes nothing else with it."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from selfcompassion_desktop.content.library import Library
from selfcompassion_desktop.content.packs import BUILT_IN, Pack, packs_in, read_script, read_scripts
from selfcompassion_desktop.core.errors import Faulty, NotThere, Trouble
from selfcompassion_desktop.core.practice import Practice, clip_name
from selfcompassion_desktop.core.sounds import Voice
from selfcompassion_desktop.core.timeline import RATE, samples

VOICE = "ana"
BODY = "# All\n\n(bell)\n\nOne line.\n\n(pause 1-300)\n\nAnother line.\n\n(pause 1-300)\n"


def script(practice_id: str, title: str = "A hand", difficulty: int = 1) -> str:
    front = f"id: {practice_id}\ntitle: {title}\nsummary: S.\nshortest: 1\nlongest: 9\ndifficulty: {difficulty}"
    return f"---\n{front}\n---\n{BODY}"


class Shelf:
    """A folder of packs that a test fills."""

    def __init__(self, root: Path) -> None:
        self.built_in = root / "assets"
        self.installed = root / "packs"
        self.add(self.built_in, "hand")
        bells = self.built_in / "audio" / "bells"
        bells.mkdir(parents=True)
        (bells / "bowl.ogg").write_bytes(b"OggS bell")
        (bells / "bells.json").write_text('{"rate": 48000, "clips": {"bowl": 432000}}')

    def add(self, pack: Path, practice_id: str, text: str = "", name: str = "") -> Path:
        (pack / "scripts").mkdir(parents=True, exist_ok=True)
        file = pack / "scripts" / (name or f"{practice_id}.md")
        file.write_text(text or script(practice_id), encoding="utf-8")
        return file

    def record(self, pack: Path, practice: Practice, frames: int = 24_000, voice: str = VOICE) -> list[Path]:
        """A clip a line."""
        folder = pack / "audio" / "voice" / voice
        (folder / practice.id).mkdir(parents=True, exist_ok=True)
        names = [clip_name(line, voice) for line in practice.lines]
        (folder / "clips.json").write_text(json.dumps({"rate": 24_000, "clips": dict.fromkeys(names, frames)}))
        files = [folder / practice.id / f"{name}.ogg" for name in names]
        for file in files:
            file.write_bytes(b"OggS " + file.name.encode())
        return files

    def library(self) -> Library:
        return Library(packs_in(self.built_in, self.installed))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def recorded(library: Library, practice: Practice) -> list[bool]:
    return [cue.recorded for cue in library.timeline(practice, samples(3), VOICE).lines]


def test_a_recorded_practice_takes_the_time_of_its_clips(shelf: Shelf) -> None:
    practice = shelf.library().practice("hand")
    files = shelf.record(shelf.built_in, practice)
    library = shelf.library()
    timeline = library.timeline(practice, samples(3), library.voice_for(practice, VOICE))
    assert (timeline.voice, [cue.length for cue in timeline.lines]) == (VOICE, [RATE, RATE])
    assert library.clips.read("hand", practice.lines[0], VOICE) == files[0].read_bytes()
    assert (library.clips.bell_length(), library.clips.read_bell()) == (432_000, b"OggS bell")


def test_a_clip_that_is_gone_is_a_line_in_text(shelf: Shelf) -> None:
    practice = shelf.library().practice("hand")
    shelf.record(shelf.built_in, practice)[0].unlink()
    library = shelf.library()
    assert recorded(library, practice) == [False, True]
    assert library.clips.recorded(practice, VOICE) == 1


def test_a_clip_that_goes_while_the_program_runs_is_told_by_name(shelf: Shelf) -> None:
    practice = shelf.library().practice("hand")
    files = shelf.record(shelf.built_in, practice)
    library = shelf.library()
    assert recorded(library, practice) == [True, True]
    files[0].unlink()
    with pytest.raises(Trouble, match=files[0].name):
        library.clips.read("hand", practice.lines[0], VOICE)


DAMAGED = (
    b"", b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b"[" * 200_000, b'{"rate": 24000, "clips": []}',
    b'{"rate": 0, "clips": {"x": 1}}', b'{"rate": "fast", "clips": {}}', b"\0" * 4096,
)  # fmt: skip


@pytest.mark.parametrize("content", DAMAGED, ids=lambda c: repr(c[:12]))
def test_a_damaged_list_of_clips_leaves_the_text(shelf: Shelf, content: bytes) -> None:
    practice = shelf.library().practice("hand")
    shelf.record(shelf.built_in, practice)
    (shelf.built_in / "audio" / "voice" / VOICE / "clips.json").write_bytes(content)
    library = shelf.library()
    assert recorded(library, practice) == [False, False]
    assert library.voice_for(practice, VOICE) == ""


@pytest.mark.parametrize("frames", [0, -5, True, None, "24000", 1.5])
def test_a_length_that_is_none_leaves_its_line_in_text(shelf: Shelf, frames: object) -> None:
    practice = shelf.library().practice("hand")
    shelf.record(shelf.built_in, practice)
    index = shelf.built_in / "audio" / "voice" / VOICE / "clips.json"
    clips = json.loads(index.read_text())
    clips["clips"][clip_name(practice.lines[0], VOICE)] = frames
    index.write_text(json.dumps(clips))
    assert recorded(shelf.library(), practice) == [False, True]


def test_an_edited_line_never_plays_its_old_recording(shelf: Shelf) -> None:
    practice = shelf.library().practice("hand")
    shelf.record(shelf.built_in, practice)
    shelf.add(shelf.built_in, "hand", script("hand").replace("One line.", "One other line."))
    library = shelf.library()
    assert recorded(library, library.practice("hand")) == [False, True]


def test_a_bell_that_is_gone_leaves_a_moment_of_quiet(shelf: Shelf) -> None:
    for file in (shelf.built_in / "audio" / "bells").iterdir():
        file.unlink()
    clips = shelf.library().clips
    assert clips.bell_length() == RATE
    with pytest.raises(Trouble, match=r"bowl\.ogg"):
        clips.read_bell()


def test_a_bell_and_a_soundscape_are_found_by_name(shelf: Shelf) -> None:
    audio = shelf.built_in / "audio"
    (audio / "bells" / "chime.ogg").write_bytes(b"OggS chime")
    (audio / "bells" / "bells.json").write_text('{"rate": 48000, "clips": {"bowl": 432000, "chime": 240000}}')
    (audio / "soundscapes").mkdir()
    (audio / "soundscapes" / "rain.ogg").write_bytes(b"OggS rain")
    library = shelf.library()
    assert (library.clips.bell_length("chime"), library.clips.read_bell("chime")) == (240_000, b"OggS chime")
    assert library.clips.read_soundscape("rain") == b"OggS rain"
    with pytest.raises(Trouble, match=r"soundscape sea\.ogg cannot be read"):
        library.clips.read_soundscape("sea")
    assert library.timeline(library.practice("hand"), 60 * RATE, "", "chime").bell == "chime"


@pytest.mark.parametrize(
    ("text", "title", "synthetic"),
    [
        ("title: Heart\nsynthetic: true\n", "Heart", True),
        ("title: Jo\n", "Jo", False),
        (": no: yaml", "af_heart", False),
        ("[1, 2]", "af_heart", False),
        (None, "af_heart", False),
    ],
)
def test_a_voice_is_told_of_as_its_file_says(shelf: Shelf, text: str | None, title: str, synthetic: bool) -> None:
    folder = shelf.built_in / "audio" / "voice" / "af_heart"
    folder.mkdir(parents=True)
    if text is not None:
        (folder / "voice.yaml").write_text(text, encoding="utf-8")
    library = shelf.library()
    assert library.clips.voice(library.practice("hand"), "af_heart") == Voice("af_heart", title, synthetic)


def test_a_bad_script_keeps_no_other_away(shelf: Shelf) -> None:
    shelf.add(shelf.built_in, "bad", "---\nid: bad\n---\n(pauze 3)\n")
    library = shelf.library()
    assert [p.id for p in library.practices] == ["hand"]
    assert {f.file for f in library.faults} == {"bad.md"}
    with pytest.raises(NotThere, match=r"bad\.md:4: “\(pauze 3\)”"):
        library.practice("bad")


def test_a_script_that_is_not_utf_8_says_where(shelf: Shelf) -> None:
    file = shelf.add(shelf.built_in, "latin")
    file.write_bytes(script("latin").replace("Another line", "Une idée").encode("latin-1"))
    with pytest.raises(Faulty) as caught:
        read_script(file)
    assert [(f.file, f.line) for f in caught.value.faults] == [("latin.md", 17)]
    assert "UTF-8" in caught.value.sentence
    assert [p.id for p in shelf.library().practices] == ["hand"]


def test_a_folder_that_cannot_be_read_is_not_called_empty(shelf: Shelf) -> None:
    pack = shelf.installed / "loop"
    pack.mkdir(parents=True)
    (pack / "scripts").symlink_to(pack / "scripts")
    (fault,) = read_scripts(Pack("loop", pack)).faults
    assert fault.file == str(pack / "scripts")
    assert "cannot be read" in fault.message


def test_a_pack_that_cannot_be_entered_keeps_no_other_away(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add(shelf.installed / "open", "foot")
    shelf.add(shelf.installed / "shut", "leg")
    is_dir, iterdir = Path.is_dir, Path.iterdir

    def seen(path: Path) -> Path:
        if "shut" in path.parts and path.name == "scripts":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return path

    monkeypatch.setattr(Path, "is_dir", lambda path: is_dir(seen(path)))
    monkeypatch.setattr(Path, "iterdir", lambda path: iterdir(seen(path)))
    library = shelf.library()
    assert {p.id for p in library.practices} == {"hand", "foot"}
    assert ["permission denied" in fault.message for fault in library.faults] == [True]


def test_an_empty_folder_says_what_may_have_happened(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (fault,) = read_scripts(Pack("x", tmp_path)).faults
    assert "no script is here" in fault.message


def test_a_folder_with_the_name_of_a_script(shelf: Shelf) -> None:
    (shelf.built_in / "scripts" / "odd.md").mkdir()
    library = shelf.library()
    assert [p.id for p in library.practices] == ["hand"]
    assert [f.file for f in library.faults] == ["odd.md"]


def test_what_a_mac_leaves_beside_a_script_is_passed_over(shelf: Shelf) -> None:
    (shelf.built_in / "scripts" / "._hand.md").write_bytes(b"\0\5\26\7")
    assert shelf.library().faults == ()


def test_of_two_practices_with_one_id_the_first_pack_s_is_kept(shelf: Shelf) -> None:
    pack = shelf.installed / "teacher"
    shelf.add(pack, "hand", script("hand", "Another hand"))
    shelf.add(pack, "foot")
    library = shelf.library()
    assert {(p.id, library.source(p.id)) for p in library.practices} == {("hand", BUILT_IN), ("foot", "teacher")}
    assert library.practice("hand").title == "A hand"
    assert library.folder_of("hand") == shelf.built_in
    assert library.folder_of("foot") == pack


def test_two_scripts_of_one_pack_with_one_id_are_told(shelf: Shelf) -> None:
    shelf.add(shelf.built_in, "hand", script("hand", "A copy"), "hand-copy.md")
    library = shelf.library()
    assert [p.id for p in library.practices] == ["hand"]
    assert [str(f) for f in library.faults] == [
        "hand.md: its id “hand” is that of hand-copy.md; give one of them another"
    ]


def test_easiest_first_then_by_title(shelf: Shelf) -> None:
    shelf.add(shelf.built_in, "b", script("b", "B", 1))
    shelf.add(shelf.built_in, "a", script("a", "A", 5))
    assert [p.id for p in shelf.library().practices] == ["hand", "b", "a"]


def test_a_hidden_practice_is_reached_by_its_name_alone(shelf: Shelf) -> None:
    shelf.add(shelf.built_in, "break", script("break").replace("summary", "hidden: true\nsummary"))
    library = shelf.library()
    assert [p.id for p in library.practices] == ["hand"]
    assert library.practice("break").hidden
    assert {p.id for p in library.everything} == {"hand", "break"}


def test_a_name_nearly_right_is_helped(shelf: Shelf) -> None:
    with pytest.raises(NotThere, match=r"“hnad”\. Perhaps: hand\?"):
        shelf.library().practice("hnad")
    with pytest.raises(NotThere, match="lists what there is"):
        shelf.library().practice("x" * 5000)


def test_no_pack_was_ever_installed(shelf: Shelf) -> None:
    assert [p.id for p in packs_in(shelf.built_in, shelf.installed)] == [BUILT_IN]


def test_the_voice_asked_for_or_one_that_speaks_or_none(shelf: Shelf) -> None:
    practice = shelf.library().practice("hand")
    assert shelf.library().voice_for(practice, VOICE) == ""
    shelf.record(shelf.built_in, practice, voice="bea")
    shelf.record(shelf.built_in, practice, voice="cai")
    library = shelf.library()
    assert (library.voice_for(practice, "cai"), library.voice_for(practice, VOICE)) == ("cai", "bea")
    assert library.clips.voices(practice) == ("bea", "cai")


# ------------------------------------------------------------------ exercises

EXERCISE = "---\nid: {id}\ntitle: {title}\nsummary: S.\nminutes: 10\ndifficulty: {rank}\n---\n# One\n\nA.\n\n> B\n"


def write(pack: Path, exercise_id: str, title: str = "Tea", rank: int = 1) -> Path:
    (pack / "exercises").mkdir(parents=True, exist_ok=True)
    file = pack / "exercises" / f"{exercise_id}.md"
    file.write_text(EXERCISE.format(id=exercise_id, title=title, rank=rank), encoding="utf-8")
    return file


def test_exercises_of_every_pack_are_read_easiest_first(shelf: Shelf) -> None:
    assert shelf.library().exercises == ()
    assert shelf.library().exercise_faults == ()
    write(shelf.built_in, "tea", rank=3)
    write(shelf.installed / "teacher", "tea", "Another tea")
    write(shelf.installed / "teacher", "cup", "Cup")
    library = shelf.library()
    assert [(e.id, e.title) for e in library.exercises] == [("cup", "Cup"), ("tea", "Tea")]
    assert library.exercise("tea").title == "Tea"
    assert library.faults == ()  # a pack of exercises alone lacks nothing


def test_a_bad_exercise_keeps_no_other_away_and_says_why(shelf: Shelf) -> None:
    write(shelf.built_in, "tea")
    write(shelf.built_in, "cup").write_text("---\nid: cup\n---\n# One\n", encoding="utf-8")
    (shelf.built_in / "exercises" / "old.md").write_bytes(b"---\nid: \xe9\n")
    library = shelf.library()
    assert [e.id for e in library.exercises] == ["tea"]
    assert {f.file for f in library.exercise_faults} == {"cup.md", "old.md"}
    assert library.faults == ()
    with pytest.raises(NotThere, match=r"cup\.md:1: “title” is missing"):
        library.exercise("cup")
    with pytest.raises(NotThere, match=r"no exercise called “tee”\. Perhaps: tea\?"):
        library.exercise("tee")
    with pytest.raises(NotThere, match="“selfcompassion exercises” lists"):
        library.exercise("x" * 5000)


def test_a_folder_of_exercises_that_cannot_be_read_is_told(shelf: Shelf) -> None:
    folder = shelf.built_in / "exercises"
    folder.symlink_to(folder)
    (fault,) = shelf.library().exercise_faults
    assert "cannot be read" in fault.message
