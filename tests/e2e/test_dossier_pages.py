"""The dossier in a real browser: no sideways scrolling on a phone, nothing on the console, complete without script."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from foedus.publish import write_dossier
from support.study_fixture import make_study

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PAGES = ("index.html", "index.zh.html")

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDER_THAN_PAGE = """
(() => {
  const limit = document.documentElement.clientWidth + 0.5;
  const inside = (node) => node.closest('.scroll, pre, .card, .skip') !== null;
  return Array.from(document.body.querySelectorAll('*'))
    .filter((node) => node.getClientRects().length && !inside(node) && node.getBoundingClientRect().right > limit)
    .map((node) => node.tagName + '.' + (node.getAttribute('class') || '')).slice(0, 5);
})()
"""

OVERLAPS = """
(() => {
  const found = [];
  for (const drawing of document.querySelectorAll('svg.fig')) {
    if (!drawing.getClientRects().length) continue;
    const boxes = Array.from(drawing.querySelectorAll('text'))
      .map((text) => [text.textContent, text.getBoundingClientRect()]);
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
      const [a, p] = boxes[i], [b, q] = boxes[j];
      const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (wide > 2 && high > Math.min(p.height, q.height) * 0.45) found.push(a + ' / ' + b);
    }
  }
  return found.slice(0, 5);
})()
"""


class Browser:
    """Chromium over its debugging pipe: commands out on one, answers and events in on the other."""

    def __init__(self, profile: Path) -> None:
        to_browser, self.out = os.pipe()
        self.back, from_browser = os.pipe()
        # Chromium reads commands from descriptor 3 and writes to 4; a shell puts ours there.
        arrange = f'exec 3<&{to_browser} 4>&{from_browser}; exec "$@"'
        options = (
            "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
            "--disable-component-update --disable-sync --hide-scrollbars --remote-debugging-pipe"
        )
        command = ["bash", "-c", arrange, "chromium", str(CHROMIUM), *options.split(), f"--user-data-dir={profile}"]
        self.process = subprocess.Popen(
            [*command, "about:blank"], pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_browser)
        os.close(from_browser)
        self.number = 0
        self.rest = b""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    session: str | None = None

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            piece = os.read(self.back, 1 << 16)
            if not piece:
                raise RuntimeError("chromium closed the pipe")
            self.rest += piece
        message, _, self.rest = self.rest.partition(b"\0")
        return dict(json.loads(message))

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command and return its result; events met on the way are kept."""
        self.number += 1
        message: dict[str, object] = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return dict(answer["result"])
            self.events.append(answer)

    def open(self, page: Path, *, width: int, height: int = 900, dark: bool = False, script: bool = True) -> None:
        """Load a page at a size and wait until it is there."""
        self.events.clear()
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.navigate", url=page.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._read())

    def value(self, expression: str) -> Any:
        """Return the value of a JavaScript expression on the page."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def said(self) -> list[str]:
        """Return errors, warnings and console messages since the page was opened."""
        self.value("1")
        kinds = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        return [json.dumps(event["params"]) for event in self.events if event.get("method") in kinds]

    def asked(self) -> list[str]:
        """Return the addresses asked for since the page was opened."""
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        ]

    def shoot(self, path: Path) -> None:
        """Write a picture of the whole page."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self) -> None:
        """End the browser this object started."""
        self.process.terminate()
        self.process.wait(timeout=20)
        os.close(self.out)
        os.close(self.back)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dossier(make_study(), tmp_path_factory.mktemp("dossier")).parent


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is required where CI is set")
        pytest.skip("chromium is not installed")
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_no_part_of_the_page_is_wider_than_the_page(browser: Browser, site: Path, page: str, width: int) -> None:
    browser.open(site / page, width=width)
    browser.value("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert browser.value("document.documentElement.scrollWidth") <= width
    assert browser.value(WIDER_THAN_PAGE) == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_labels_of_figures_do_not_overlap(browser: Browser, site: Path, page: str, width: int) -> None:
    browser.open(site / page, width=width)
    browser.value("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert browser.value(OVERLAPS) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_silent_and_asks_for_nothing(browser: Browser, site: Path, page: str) -> None:
    browser.open(site / page, width=1280)
    assert browser.said() == []
    assert browser.asked() == [(site / page).as_uri()]


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_complete_without_script(browser: Browser, site: Path, page: str) -> None:
    text = "document.querySelector('main').textContent"
    browser.open(site / page, width=1280)
    with_script = browser.value(text)
    browser.open(site / page, width=1280, script=False)
    without = browser.value(text)
    assert without == with_script
    assert browser.value("document.getElementById('theme').hidden") is True


def test_dark_follows_the_reader_and_the_button(browser: Browser, site: Path) -> None:
    ink = "getComputedStyle(document.body).backgroundColor"
    browser.open(site / "index.html", width=1280)
    light = browser.value(ink)
    browser.open(site / "index.html", width=1280, dark=True)
    dark = browser.value(ink)
    browser.value("document.getElementById('theme').click()")
    toggled = browser.value(ink)
    browser.value("window.localStorage.clear()")
    assert dark != light
    assert toggled == light


def test_a_link_into_a_closed_part_opens_it(browser: Browser, site: Path) -> None:
    browser.open(site / "index.html", width=1280)
    assert browser.value("document.getElementById('play-un_letter').open") is False
    browser.value("location.hash = 'play-un_letter'")
    browser.value("new Promise((done) => setTimeout(done, 50))")
    browser.call("Runtime.evaluate", expression="new Promise((done) => setTimeout(done, 100))", awaitPromise=True)
    assert browser.value("document.getElementById('play-un_letter').open") is True


def test_links_inside_the_page_lead_somewhere(browser: Browser, site: Path) -> None:
    for page in PAGES:
        browser.open(site / page, width=1280)
        lost = browser.value(
            "Array.from(document.querySelectorAll('a[href^=\"#\"]')).map((link) => link.getAttribute('href').slice(1))"
            ".filter((name) => !document.getElementById(name))"
        )
        assert lost == []
