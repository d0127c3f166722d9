"""The pages that are taken out, opened in a real browser that has no connection to ask for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from boxes import Box, entry, picture
from selfcompassion_desktop.content.takeout.take_out import TakeOut
from selfcompassion_desktop.core.chosen import Form
from selfcompassion_desktop.core.ports.press import Press

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="no Chromium is here to open the pages in"),
    pytest.mark.skipif(sys.platform != "linux", reason="run where the browser's flags were tried: on Linux"),
    pytest.mark.timeout(240),
]

NASTY = (
    '<script>document.title="taken over"</script> <img src=x onerror=document.title="over"> [go](javascript:alert(1)) '
    "![far](https://127.0.0.1:9/x.png)"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("taken")
    written = entry(2, f"# Rain\n\n**Quiet** and {NASTY}\n\n![the sea](picture:{picture(1, entry(2, '')).id})")
    box = Box(entry(1, "An older one.", "2025-03-01T07:00:00+00:00"), written, picture(1, written))
    press: Press = None  # type: ignore[assignment]  # nothing is printed here
    take_out = TakeOut(box.opened, folder / "data", press)
    now = datetime(2026, 11, 25, tzinfo=UTC)
    take_out(Form.HTML, folder / "journal.html", now, lambda part: True)
    take_out(Form.EVERYTHING, folder / "all", now, lambda part: True)
    return folder


def browse(page: Path, profile: Path, *more: str) -> str:
    """What the browser holds once the page stands."""
    assert BROWSER is not None
    words = [BROWSER, *FLAGS, f"--user-data-dir={profile}", *more, page.as_uri()]
    environment = {**os.environ, "HOME": str(profile)}
    return subprocess.run(words, capture_output=True, check=True, text=True, timeout=200, env=environment).stdout


ELSEWHERE = Path(__file__).resolve().parents[2] / "assets" / "icons" / "app" / "icon-16.png"
PROBE = """
<script>addEventListener('load', () => { const i = [...document.images];
document.body.dataset.seen = i.length + '/' + i.filter(e => e.naturalWidth > 0).length
 + '/' + getComputedStyle(document.body).backgroundColor + '/' + document.title })</script>"""


def probed(page: Path, more: str = "") -> Path:
    """The same page with a script of ours let in, to ask what the browser made of it."""
    probe = page.with_name(f"probe {page.name}")
    text = page.read_text(encoding="utf-8")
    text = text.replace("default-src 'none';", "default-src 'none'; script-src 'unsafe-inline';")
    probe.write_text(text.replace("</body>", f"{more}{PROBE}</body>"), encoding="utf-8")
    return probe


@pytest.mark.parametrize("name", ["journal.html", "all/pages/2026.html"])
def test_a_page_shows_its_pictures_in_light_and_dark(pages: Path, tmp_path: Path, name: str) -> None:
    probe = probed(pages / name)
    light = browse(probe, tmp_path, "--dump-dom", "--blink-settings=preferredColorScheme=1")
    assert 'data-seen="1/1/rgb(247, 243, 236)/Journal' in light
    dark = browse(probe, tmp_path, "--dump-dom", "--blink-settings=preferredColorScheme=0")
    assert 'data-seen="1/1/rgb(27, 29, 28)/Journal' in dark


def test_a_page_runs_nothing_and_loads_nothing_from_elsewhere(pages: Path, tmp_path: Path) -> None:
    page = pages / "journal.html"
    dom = browse(page, tmp_path, "--dump-dom")
    assert "<title>Journal</title>" in dom
    assert "<strong>Quiet</strong>" in dom
    assert 'href="javascript' not in dom
    # Were a picture from elsewhere to come into the page all the same, the browser would not fetch it.
    assert 'data-seen="2/1/' in browse(probed(page, f'<img src="{ELSEWHERE.as_uri()}">'), tmp_path, "--dump-dom")
    # And a script would not run.
    acting = page.with_name("acting.html")
    acting.write_text(page.read_text(encoding="utf-8").replace("</body>", f"{PROBE}</body>"), encoding="utf-8")
    assert "data-seen=" not in browse(acting, tmp_path, "--dump-dom")
