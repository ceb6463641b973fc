"""The picture of the README, taken from the bundled archive: `python -m bench.screenshots`.

It shows a career of public, cited results. Needs Chromium; writes docs/career.png.
"""

import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

ROOT = Path(__file__).parents[1]
DATABASE = ROOT / "build" / "pedana.db"
PICTURE = ROOT / "docs" / "career.png"
NAME = "Veronica Bertolini"
PORT = 8391
SIZE = ViewportSize(width=1100, height=900)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def main() -> None:
    with sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True) as connection:
        (athlete_id,) = connection.execute(
            "select athlete_id from athlete where name = ?", [NAME]
        ).fetchone()
    command = [sys.executable, "-m", "ingest.cli", "serve", str(DATABASE), "--port", str(PORT)]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{PORT}/salute")
        take(f"http://127.0.0.1:{PORT}/ginnaste/{athlete_id}")
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{address} did not answer")


def take(address: str) -> None:
    PICTURE.parent.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        page.screenshot(path=PICTURE)
        browser.close()
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
