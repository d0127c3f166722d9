"""The commands, called within this process on a fresh data folder."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from selfcompassion_desktop.cli import main
from selfcompassion_desktop.core.timeline import RATE

BREAK = "self-compassion-break"


@dataclass(frozen=True)
class Answer:
    """What one run gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one sentence of a refusal."""
        assert self.status in (1, 2)
        assert self.out == ""
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.strip()


Run = Callable[..., Answer]


@pytest.fixture
def run(data_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*words: object, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        status = main([str(word) for word in words])
        return Answer(status, *capsys.readouterr())

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return call


def test_practices_tell_everything_about_each(run: Run) -> None:
    found = run("--json", "practices").json
    assert {p["id"] for p in found} >= {BREAK, "kind-hand", "talking-with-guilt"}
    keys = {"id", "title", "summary", "needs", "shortest", "longest", "lines", "recorded_lines", "voices", "source"}
    assert all(set(p) == keys for p in found)
    assert all(p["lines"] >= p["recorded_lines"] and p["source"] == "built-in" for p in found)
    text = run("practices").out
    assert all(p["id"] in text and p["title"] in text for p in found)


def test_both_ends_that_practices_tell_can_be_had(run: Run) -> None:
    for practice in run("--json", "practices").json:
        for minutes in (practice["shortest"], practice["longest"]):
            timeline = run("--json", "timeline", practice["id"], "--minutes", repr(minutes)).json
            assert timeline["seconds"] == pytest.approx(minutes * 60, abs=1e-6)


def test_a_timeline_is_whole_and_without_gaps(run: Run) -> None:
    timeline = run("--json", "timeline", BREAK, "--minutes", "3.5").json
    cues = timeline["cues"]
    assert timeline["seconds"] == 210
    assert {c["kind"] for c in cues} == {"line", "bell", "pause"}
    assert all(set(c) == {"kind", "start", "seconds", "text", "section"} for c in cues)
    ends = [0.0, *(c["start"] + c["seconds"] for c in cues)]
    assert [c["start"] for c in cues] == pytest.approx(ends[:-1])
    assert ends[-1] == pytest.approx(210)
    titles = [s["title"] for s in timeline["sections"]]
    assert list(dict.fromkeys(c["section"] for c in cues)) == titles
    assert all(bool(c["text"]) == (c["kind"] == "line") for c in cues)


@pytest.mark.parametrize(("written", "seconds"), [("5", 300), ("3.5", 210), ("3,5", 210), ("3:30", 210), (" 4 ", 240)])
def test_ways_to_write_a_length(run: Run, written: str, seconds: float) -> None:
    assert run("--json", "timeline", BREAK, "--minutes", written).json["seconds"] == pytest.approx(seconds)


@pytest.mark.parametrize("written", ["nan", "inf", "-inf", "-5", "0", "", "soon", "3:75", "1e999", "٠", "9" * 500])
def test_what_is_no_length_is_refused_plainly(run: Run, written: str) -> None:
    answer = run("timeline", BREAK, f"--minutes={written}")
    assert "length" in answer.refusal or "minutes" in answer.refusal


def test_a_timeline_in_text(run: Run) -> None:
    lines = run("timeline", "break", "--minutes", "1").out.splitlines()
    assert lines[0] == "A break, 1 minute"
    assert "  0:00  (bell)" in lines


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["timeline", "no-such", "--minutes", "5"], 1, "no practice called “no-such”"),
        (["timeline", "kind-hnad", "--minutes", "5"], 1, "Perhaps: kind-hand?"),
        (["timeline", BREAK, "--minutes", "0.1"], 1, "Choose a length of 3 minutes"),
        (["timeline", BREAK, "--minutes", "9999"], 1, "Choose a length of 10 minutes"),
        (["timeline", BREAK, "--minutes", "5", "--voice", "../x"], 1, "No voice called “../x”"),
        (["timeline", BREAK], 2, "--minutes"),
        (["timeline"], 2, "Missing argument"),
        (["dance"], 2, "dance"),
        (["--data-dir", "", "practices"], 2, "no folder"),
        (["--jsn", "practices"], 2, "--jsn"),
        (["render", BREAK, "--minutes", "5", "-o", "x.xyz"], 1, "what kind of sound file"),
        (["render", BREAK, "--minutes", "5", "-o", "no/such/x.wav"], 1, "There is no folder"),
        (["render", BREAK, "--minutes", "5", "-o", "."], 1, "what kind of sound file"),
        (["break", "--minutes", "7"], 2, "'7'"),
        (["journal", "show", "nothing"], 1, "There is no entry"),
        (["journal", "show", "\udcff"], 1, "There is no entry"),
        (["journal", "restore", "nothing"], 1, "There is no entry"),
        (["journal", "bin", "nothing"], 1, "There is no entry"),
        (["journal", "add", "  "], 1, "nothing to keep"),
        (["journal", "list", "--limit", "0"], 2, "0"),
        (["practise", "no-such"], 1, "no practice"),
        (["practise", BREAK, "--soundscape", "wind"], 2, "'wind'"),
        (["render", BREAK, "--minutes", "5", "-o", "x.wav", "--bell", "gong"], 2, "'gong'"),
        (["render", BREAK, "--minutes", "5", "-o", "x.wav", "--voice", "no-one"], 1, "No voice called “no-one”"),
        (["render", BREAK, "--minutes", "5", "-o", "x.wav", "--soundscape-volume", "2"], 2, "2"),
        (["sittings", "--limit", "many"], 2, "many"),
    ],
)
def test_a_mistake_is_one_plain_sentence(run: Run, words: list[str], status: int, says: str) -> None:
    answer = run(*words)
    assert says in answer.refusal
    assert answer.status == status


def test_render_writes_exactly_that_length(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "one.wav"
    answer = run("--json", "render", "break", "--minutes", "1", "-o", file).json
    assert answer == {"file": str(file), "seconds": 60.0, "samples": 2_880_000, "sample_rate": 48_000}
    assert file.stat().st_size > 2 * 2_880_000
    assert [f.name for f in tmp_path.iterdir() if f.suffix == ".wav"] == ["one.wav"]


def test_render_with_a_soundscape_and_another_bell(run: Run, tmp_path: Path) -> None:
    sounds = {}
    for name, more in {
        "plain": [],
        "none": ["--soundscape", "none"],
        "loud": ["--soundscape", "fire", "--soundscape-volume", "1"],
        "soft": ["--soundscape", "fire", "--soundscape-volume", "0.25"],
        "chime": ["--bell", "chime"],
    }.items():
        file = tmp_path / f"{name}.wav"
        assert run("--json", "render", "break", "--minutes", "1", "-o", file, *more).json["samples"] == 60 * RATE
        sounds[name] = soundfile.read(file)[0]
    plain = sounds["plain"]
    assert np.array_equal(plain, sounds["none"])
    middle = slice(5 * RATE, 50 * RATE)
    loud, soft = (np.std((sounds[name] - plain)[middle]) for name in ("loud", "soft"))
    assert 0.005 < loud < 0.05
    assert soft == pytest.approx(loud / 4, rel=0.02)
    assert np.abs(sounds["loud"]).max() <= 10 ** (-1 / 20)
    differ = np.flatnonzero(np.abs(sounds["chime"] - plain) > 1e-3)
    fitted = run("--json", "timeline", "break", "--minutes", "1").json
    bells = [(c["start"], c["start"] + c["seconds"]) for c in fitted["cues"] if c["kind"] == "bell"]
    assert len(differ) > 0
    assert all(any(a <= at / RATE <= b for a, b in bells) for at in differ[::1000])


def test_voice_bell_and_soundscape_are_those_that_are_set_unless_asked_otherwise(
    run: Run, data_dir: Path, tmp_path: Path
) -> None:
    def rendered(*more: str) -> NDArray[np.float64]:
        file = tmp_path / "one.wav"
        assert run("render", "break", "--minutes", "1", "-o", file, *more).status == 0
        sound: NDArray[np.float64] = soundfile.read(file)[0]
        return sound

    lower = ["--voice", "am_michael", "--bell", "chime"]
    plain = rendered()
    asked = rendered(*lower, "--soundscape", "sea", "--soundscape-volume", "0.25")
    asked_plain = rendered(*lower)
    data_dir.mkdir(exist_ok=True)
    chosen = {"voice": "am_michael", "bell": "chime", "soundscape": "sea", "volume_soundscape": 0.25}
    (data_dir / "settings.json").write_text(json.dumps(chosen), encoding="utf-8")
    assert np.array_equal(rendered(), asked)
    assert np.array_equal(rendered("--soundscape", "none"), asked_plain)
    usual = ["--voice", "af_heart", "--bell", "bowl", "--soundscape", "none"]
    assert np.array_equal(rendered(*usual), plain)
    assert not np.array_equal(plain, asked_plain)
    assert not np.array_equal(asked, asked_plain)


def test_the_journal_gives_back_what_it_was_given(run: Run) -> None:
    text = "A title\n\nemoji 🫶🏽 日本語 \ttab  \n\n\n"
    entry = run("--json", "journal", "add", "-", stdin=text.encode()).json["id"]
    shown = run("--json", "journal", "show", entry).json
    assert (shown["body"], shown["title"]) == (text, "A title")
    assert shown["created"][-6] in "+-"
    (row,) = run("--json", "journal", "list").json
    assert set(row) >= {"id", "created", "title", "snippet"}
    assert run("--json", "journal", "search", "日本").json[0]["id"] == entry
    assert text in run("journal", "show", entry).out


@pytest.mark.parametrize("text", ["-x", "- a list", "--limit", "-"])
def test_a_text_may_begin_with_a_dash(run: Run, text: str) -> None:
    words = ["--", text] if text == "--limit" else [text]
    assert run("--json", "journal", "add", *words, stdin=b"-").json["id"]


def test_what_is_not_utf_8_is_not_half_kept(run: Run) -> None:
    assert "not UTF-8" in run("journal", "add", "-", stdin="café".encode("latin-1")).refusal
    assert run("--json", "journal", "list").json == []


@pytest.mark.parametrize(
    "query", ["don't", '"', "NEAR(", "*", "-x", "", "'; drop table", "a" * 5000, "col:x", "^", "🫶"]
)
def test_any_search_is_a_fair_question(run: Run, query: str) -> None:
    assert run("--json", "journal", "search", query).json == []


def test_more_entries_than_a_page_are_all_listed_for_a_program(run: Run) -> None:
    for n in range(7):
        run("journal", "add", f"entry {n}")
    assert len(run("--json", "journal", "list").json) == 7
    assert [e["title"] for e in run("--json", "journal", "list", "--limit", "2").json] == ["entry 6", "entry 5"]
    assert len(run("journal", "search", "entry", "--limit", "3").out.splitlines()) == 3


def test_the_bin_and_back(run: Run) -> None:
    entry = run("--json", "journal", "add", "to go and come").json["id"]
    assert run("journal", "bin", entry).status == 0
    assert run("--json", "journal", "list").json == []
    assert [e["id"] for e in run("--json", "journal", "bin").json] == [entry]
    assert run("journal", "restore", entry).status == 0
    assert [e["id"] for e in run("--json", "journal", "list").json] == [entry]
    assert run("journal", "bin").out == "The bin is empty.\n"


def test_an_empty_store_says_so_kindly(run: Run) -> None:
    assert run("--json", "sittings").json == []
    assert "when you like" in run("sittings").out
    assert "begins it" in run("journal", "list").out


def test_a_backup_and_where_it_may_go(run: Run, tmp_path: Path) -> None:
    run("journal", "add", "kept")
    made = Path(run("--json", "backup").json["file"])
    assert made.read_bytes().startswith(b"SQLite format 3")
    elsewhere = tmp_path / "copy.db"
    assert run("--json", "backup", "-o", elsewhere).json == {"file": str(elsewhere)}
    assert "there already" in run("backup", "-o", elsewhere).refusal
    assert "is a folder" in run("backup", "-o", tmp_path).refusal
    assert "no folder" in run("backup", "-o", tmp_path / "x" / "y.db").refusal


def test_doctor_finds_all_well(run: Run) -> None:
    found = run("--json", "doctor")
    checks = {c["name"]: c for c in json.loads(found.out)["checks"]}
    assert {"data folder", "store", "settings", "scripts", "recordings", "bell", "sound", "fonts", "free disk"} <= set(
        checks
    )
    assert all(set(c) == {"name", "ok", "detail"} and c["detail"] for c in checks.values())
    assert all(checks[name]["ok"] for name in ("data folder", "store", "settings", "scripts", "bell", "fonts"))


def test_doctor_says_what_is_wrong_and_exits_with_1(run: Run, data_dir: Path) -> None:
    data_dir.mkdir(mode=0o755)
    (data_dir / "settings.json").write_text("{")
    (data_dir / "selfcompassion.db").write_bytes(b"not a database at all, but long enough" * 100)
    answer = run("--json", "doctor")
    checks = {c["name"]: c for c in json.loads(answer.out)["checks"]}
    assert answer.status == 1
    assert not checks["store"]["ok"]
    assert "damaged" in checks["store"]["detail"]
    assert not checks["settings"]["ok"]
    assert "look  store: " in run("doctor").out


def test_a_folder_others_may_enter_is_told(run: Run, data_dir: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("rights are of another kind there")
    data_dir.mkdir()
    data_dir.chmod(0o755)
    detail = {c["name"]: c for c in json.loads(run("--json", "doctor").out)["checks"]}["data folder"]
    assert (detail["ok"], "chmod 700" in detail["detail"]) == (False, True)


def test_a_data_folder_that_is_a_file(run: Run, data_dir: Path) -> None:
    data_dir.parent.mkdir(exist_ok=True)
    data_dir.write_text("a file")
    assert run("journal", "add", "x").refusal
    assert json.loads(run("--json", "doctor").out)["ok"] is False


def test_without_a_screen_no_window_is_tried(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "There is no screen" in run().refusal


def test_help_and_version_name_what_there_is(run: Run) -> None:
    shown = run("--help").out
    commands = ("practices", "timeline", "practise", "render", "break", "journal", "sittings", "backup", "doctor")
    assert all(command in shown for command in commands)
    assert run("--version").out.strip()[0].isdigit()


def test_read_shows_the_words_and_writes_them_as_a_page(run: Run, tmp_path: Path) -> None:
    shown = run("read", BREAK, "--minutes", "5")
    assert shown.status == 0
    assert "STOPPING" in shown.out
    page = tmp_path / "words.html"
    assert run("read", BREAK, "--html", page).status == 0
    assert "<h2>Stopping</h2>" in page.read_text(encoding="utf-8")
    assert "cannot be written" in run("read", BREAK, "--html", tmp_path / "no" / "x.html").refusal


def test_verify_finds_a_text_that_is_gone_and_an_entry_that_no_search_would_find(run: Run, data_dir: Path) -> None:
    import sqlcipher3.dbapi2 as sqlite

    gone, unlisted = (run("--json", "journal", "add", text).json["id"] for text in ("gone", "unlisted"))
    assert run("--json", "journal", "verify").json == {"ok": True, "entries": 2, "findings": []}
    store = sqlite.connect(str(data_dir / "selfcompassion.db"))
    store.execute("DELETE FROM revision WHERE body = 'gone'")
    store.execute("DELETE FROM found WHERE rowid = (SELECT place FROM entry WHERE id = ?)", (unlisted,))
    store.commit()
    store.close()
    found = run("journal", "verify")
    assert found.status == 1
    assert found.out.splitlines() == [f"The text of {gone} is gone.", f"A search passes over {unlisted}."]
