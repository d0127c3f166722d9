"""No order of saves, failures, kills and second windows loses a text that was acknowledged."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, RuleBasedStateMachine, invariant, multiple, rule

from fakes import FakeClock
from selfcompassion_desktop.core.errors import StoreFull
from selfcompassion_desktop.core.journal import Entry, clean, removed
from selfcompassion_desktop.core.search import Excerpts, columns, search_terms
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import SLIPS, Entries
from selfcompassion_desktop.store.ids import Ids

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
WORDS = st.lists(
    st.sampled_from(["calm", "sea", "don't", "日記", "🫶", "forêt", "\n", "#", "a\0b", "\ud83d"]), max_size=8
)
TEXTS = WORDS.map(" ".join)


class Writing(RuleBasedStateMachine):
    """Two windows on one store, whose disk is full at times and whose program is killed at times."""

    desks: Bundle[Entry] = Bundle("desks")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="writing-")
        self.clock = FakeClock(datetime(2026, 11, 25, tzinfo=UTC))
        self.acknowledged: dict[str, list[str]] = {}
        self.tries = 0
        self.start()

    def start(self) -> None:
        self.database = Database(Path(self.folder.name, "store.db"), self.clock)
        self.windows = [Entries(self.database, self.clock, Ids(self.clock)) for _ in range(2)]

    def teardown(self) -> None:
        assert self.database.integrity() == "ok"
        self.database.close()
        self.folder.cleanup()

    def acknowledge(self, entry: Entry, text: str) -> Entry:
        assert entry.body == clean(text)
        self.acknowledged.setdefault(entry.id, []).append(entry.body)
        return entry

    @rule(target=desks, window=st.integers(0, 1), text=TEXTS)
    def write(self, window: int, text: str) -> Entry:
        return self.acknowledge(self.windows[window].add(text), text)

    @rule(target=desks, window=st.integers(0, 1), desk=desks, text=TEXTS)
    def save(self, window: int, desk: Entry, text: str) -> Entry:
        """Save on what this desk last held, be it ever so old."""
        saved = self.windows[window].save(desk.id, text, desk.revision)
        if saved.body != clean(text):  # nothing was changed here: the entry is as somebody else left it
            assert clean(text) == desk.body
            return saved
        return self.acknowledge(saved, text)

    @rule(target=desks, window=st.integers(0, 1), desk=desks, more=TEXTS)
    def type_on(self, window: int, desk: Entry, more: str) -> Entry:
        text = desk.body + more
        saved = self.windows[window].save(desk.id, text, desk.revision)
        return self.acknowledge(saved, text) if saved.body == clean(text) else saved

    @rule(target=desks, window=st.integers(0, 1), desk=desks)
    def save_on_a_full_disk(self, window: int, desk: Entry) -> Entry:
        """The save fails whole; the text is tried again when there is room."""
        self.tries += 1
        text = f"{desk.body[:200]} {self.tries} " + "more than there is room for " * 1000
        with self.database.read() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")
        try:
            saved = self.windows[window].save(desk.id, text, desk.revision)
        except StoreFull:
            saved = None  # else what was let go before has left room enough
        with self.database.read() as connection:
            connection.execute("PRAGMA max_page_count = 1000000")
        return self.acknowledge(saved or self.windows[window].save(desk.id, text, desk.revision), text)

    @rule(desk=desks)
    def discard(self, desk: Entry) -> None:
        self.windows[0].discard(desk.id)

    @rule(desk=desks)
    def restore(self, desk: Entry) -> None:
        self.windows[1].restore(desk.id)

    @rule(seconds=st.sampled_from([1, 60, 301, 86_400, -3_600]))
    def time_passes(self, seconds: int) -> None:
        self.clock.pass_time(seconds)

    @rule(target=desks)
    def kill(self) -> MultipleResults[Entry]:
        """What a kill leaves is the files as they are; the store goes on from a copy of them."""
        files = {file.name: file.read_bytes() for file in Path(self.folder.name).glob("store.db*")}
        self.database.close()
        self.folder.cleanup()
        self.folder = tempfile.TemporaryDirectory(prefix="writing-")
        for name, content in files.items():
            if not name.endswith("-shm"):
                Path(self.folder.name, name).write_bytes(content)
        self.start()
        return multiple()

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        entries = self.windows[0]
        for entry_id, texts in self.acknowledged.items():
            kept = [revision.body for revision in entries.revisions(entry_id)]
            assert kept[0] == entries.get(entry_id).body
            assert texts[-1] in kept
            assert all(min(removed(text, other) for other in kept) <= SLIPS for text in texts)

    @invariant()
    def every_entry_is_listed_once(self) -> None:
        entries = self.windows[1]
        shown = [row.id for row in entries.newest(10_000)]
        binned = [row.id for row in entries.binned()]
        assert sorted(shown + binned) == sorted(self.acknowledged)
        assert len(shown) == entries.count()


TestWriting = Writing.TestCase
TestWriting.settings = settings(max_examples=15, stateful_step_count=15, suppress_health_check=list(HealthCheck))


@given(ANY_TEXT)
def test_a_clean_text_can_always_be_kept(text: str) -> None:
    cleaned = clean(text)

    assert cleaned.encode().decode() == cleaned
    assert clean(cleaned) == cleaned
    assert "\0" not in cleaned
    if "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text):
        assert cleaned == text


@pytest.fixture(scope="module")
def shared() -> Entries:
    clock = FakeClock()
    folder = Path(tempfile.mkdtemp(prefix="searching-"))
    return Entries(Database(folder / "store.db", clock), clock, Ids(clock))


@settings(max_examples=60)
@given(text=ANY_TEXT, query=ANY_TEXT)
def test_any_text_is_kept_and_any_question_answered(shared: Entries, text: str, query: str) -> None:  # case JR28
    entry = shared.add(text)

    assert shared.get(entry.id).body == clean(text)
    for row in shared.search(query, 5) + shared.search(text, 5):
        assert all(0 <= start < end <= len(row.snippet) for start, end in row.marks)
    shared.discard(entry.id)


@settings(max_examples=60)
@given(
    words=st.lists(
        st.sampled_from(["calm", "don't", "日記帳", "🫶", "forêt", "x-y", "감사", "Ä"]), min_size=1, max_size=6
    )
)
def test_what_was_written_is_found_by_each_of_its_words(shared: Entries, words: list[str]) -> None:
    entry = shared.add(" ".join(words))

    for word in words:
        found = {row.id: row for row in shared.search(word, 5)}
        row = found[entry.id]
        assert word in {row.snippet[start:end] for start, end in row.marks}
    shared.discard(entry.id)


@given(ANY_TEXT, ANY_TEXT)
def test_making_a_text_findable_never_fails(body: str, query: str) -> None:
    words, pairs = columns(clean(body))
    assert clean(words + pairs) == words + pairs
    search_terms(query)
    snippet, marks = Excerpts(query).of(clean(body))
    assert all(snippet[start:end] for start, end in marks)


@given(ANY_TEXT, ANY_TEXT)
def test_what_is_taken_away_is_never_more_than_there_was(before: str, after: str) -> None:
    assert max(0, len(before) - len(after)) <= removed(before, after) <= len(before)
    assert removed(before, before + after) == 0


@settings(max_examples=40)
@given(
    texts=st.lists(st.text("abc 日", min_size=1, max_size=3000), min_size=2, max_size=4),
    share=st.floats(0, 1, exclude_max=True),
    noise=st.sampled_from([b"", b"\0", b"\xa5"]),
)
def test_a_power_cut_within_a_save_leaves_the_save_before(texts: list[str], share: float, noise: bytes) -> None:
    """The log is cut anywhere within what the last save added; after the cut stands nothing, zeros or noise."""
    clock = FakeClock()
    with tempfile.TemporaryDirectory(prefix="power-") as folder:
        path, log = Path(folder, "store.db"), Path(folder, "store.db-wal")
        database = Database(path, clock)
        entries = Entries(database, clock, Ids(clock))
        entry = entries.add("begun")
        logs = [log.read_bytes()]
        for text in texts:
            entry = entries.save(entry.id, entry.body + text, entry.revision)
            logs.append(log.read_bytes())
        file = path.read_bytes()
        database.close()
        cut = len(logs[-2]) + int(share * (len(logs[-1]) - len(logs[-2])))
        path.write_bytes(file)
        log.write_bytes(logs[-1][:cut] + noise * (len(logs[-1]) - cut))

        database = Database(path, clock)
        found = Entries(database, clock, Ids(clock)).get(entry.id)

        assert found.body == "begun" + "".join(texts[:-1])
        assert database.integrity() == "ok"
        database.close()
