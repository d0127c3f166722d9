"""The written exercises, as writing: each step guides, and ends in one thing to write under."""

from pathlib import Path

import pytest
import yaml

from selfcompassion_desktop.core.practice import NEEDS
from selfcompassion_desktop.desktop.paths import assets_folder

FILES = sorted((assets_folder() / "exercises").glob("*.md"))


def test_there_are_at_least_eight() -> None:
    assert len(FILES) >= 8


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_exercise_is_whole(file: Path) -> None:
    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    facts = yaml.safe_load(front)
    assert facts["id"] == file.stem
    assert facts["title"]
    assert facts["summary"]
    assert set(facts["needs"]) <= set(NEEDS)
    steps = body.split("\n# ")[1:] if not body.startswith("# ") else body[2:].split("\n# ")
    assert 3 <= len(steps) <= 6
    for step in steps:
        prompts = [row for row in step.splitlines() if row.startswith(">")]
        assert prompts, step[:40]
        assert step.rstrip().splitlines()[-1].startswith(">"), step[:40]
