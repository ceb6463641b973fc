"""What the tests share: releases built once, Datasette in process, a served site, a browser."""

import functools
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
SHARED_REAL = ROOT.parent / "shared" / "real"
START_SECONDS = 60
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

settings.register_profile("pedana", deadline=None)
settings.load_profile("pedana")


def need(condition: object, reason: str) -> None:
    """Skip a test whose surroundings are missing; with REQUIRE_ALL=1 (CI) that is a failure."""
    if condition:
        return
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"REQUIRE_ALL=1, but {reason}")
    pytest.skip(reason)


@pytest.fixture
def shared_real() -> Path:
    """The folder of real documents, other people's: it is never part of a checkout, so a run without it
    skips, CI too.
    """
    if not SHARED_REAL.is_dir():
        pytest.skip("the folder of real documents (../shared/real) is not here")
    return SHARED_REAL


@pytest.fixture(scope="session", autouse=True)
def private_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test reads the private file or the requests of who runs it: by default there is none."""
    with pytest.MonkeyPatch.context() as patched:
        path = tmp_path_factory.mktemp("private") / "private.json"
        from ingest.inbox import open_inbox
        from ingest.private import PrivateFile

        PrivateFile(path).save()
        open_inbox(path.with_name("requests.db")).close()
        patched.setenv("PEDANA_PRIVATE", str(path))
        patched.setenv("PEDANA_REQUESTS", str(path.with_name("requests.db")))
        yield path


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An operator's surroundings, below a folder; the private file, which is made empty."""
    from ingest.private import PrivateFile

    for name in ("PEDANA_RESTART", "PEDANA_CACHE"):
        monkeypatch.delenv(name, raising=False)
    for name, place in (("ARCHIVE", "archive"), ("BUILD", "out"), ("RELEASES", "releases")):
        monkeypatch.setenv(f"PEDANA_{name}", str(tmp_path / place))
    path = tmp_path / "private" / "private.json"
    monkeypatch.setenv("PEDANA_PRIVATE", str(path))
    PrivateFile(path).save()
    return path


NOTICE = {
    "controller": "Associazione Finta", "address": "via Inventata 1, Nessundove",
    "mail": "dati@esempio.example", "officer": "non nominato", "hosting": "Fornitore Finto, Italia",
    "legal_basis": "legittimo interesse <b>", "retention": "senza termine", "backup_days": "30",
    "log_days": "7", "updated": "2026-11-23",
}  # fmt: skip


def write_notice(path: Path, values: dict[str, str]) -> Path:
    path.write_text("\n".join(f'{name} = "{text}"' for name, text in values.items()), "utf-8")
    return path


@pytest.fixture(scope="session", autouse=True)
def notice_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The operator's part of /privacy is filled in, unless a test is about its blanks."""
    with pytest.MonkeyPatch.context() as patched:
        path = write_notice(tmp_path_factory.mktemp("notice") / "notice.toml", NOTICE)
        patched.setenv("PEDANA_NOTICE", str(path))
        yield path


# Releases, built once for the whole run


@pytest.fixture(scope="session")
def archive_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """pedana.db, built from the bundled archive. Read only: every test shares it."""
    from ingest.build import build_release

    return build_release([ROOT / "archive"], tmp_path_factory.mktemp("release")).database


@pytest.fixture(scope="session")
def synthetic_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """pedana.db, built from a small synthetic archive. Read only: every test shares it."""
    from bench.synthetic import write_archive
    from ingest.build import build_release

    folder = tmp_path_factory.mktemp("synthetic")
    write_archive(folder / "archive", "small")
    return build_release([folder / "archive"], folder / "release").database


@pytest.fixture(scope="session", params=["archive", "synthetic"])
def both_databases(request: pytest.FixtureRequest) -> Path:
    """Runs the test twice, on the bundled and on the synthetic release."""
    return request.getfixturevalue(f"{request.param}_database")


# Datasette in this process


def open_datasette(opened: list, database: Path):
    from ingest.serve import make_datasette

    datasette = make_datasette(database)
    opened.append(datasette)
    return datasette


@pytest.fixture
def datasette_for() -> Iterator[Callable]:
    """`datasette_for(database)` is the site in this process: `await datasette.client.get(path)`."""
    opened: list = []
    yield functools.partial(open_datasette, opened)
    for datasette in opened:
        datasette.executor.shutdown()
        for database in datasette.databases.values():
            database.close()


# A served site


def find_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens."""
    return find_free_port()


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def wait_for_site(server: subprocess.Popen, address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(address):
        if server.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"`pedana serve` did not start:\n{log.read_text()}")
        time.sleep(0.05)


@contextmanager
def serving(folder: Path, database: Path) -> Iterator[str]:
    """`pedana serve` in a process of its own, which is ended by its own id."""
    port = find_free_port()
    address = f"http://127.0.0.1:{port}"
    log = folder / f"serve-{port}.log"
    command = [sys.executable, "-m", "ingest.cli", "serve", str(database), "--port", str(port)]
    with log.open("w") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        wait_for_site(server, address, log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def enter_serving(stack: ExitStack, folder: Path, database: Path) -> str:
    return stack.enter_context(serving(folder, database))


@pytest.fixture
def site_server(tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """`site_server(database)` serves it on a free port and gives `http://127.0.0.1:PORT`."""
    with ExitStack() as stack:
        yield functools.partial(enter_serving, stack, tmp_path)


# A browser


def continue_or_block(blocked: list[str], route) -> None:
    if urlsplit(route.request.url).hostname == "127.0.0.1":
        route.continue_()
    else:
        blocked.append(route.request.url)
        route.abort()


@pytest.fixture
def browser_page():
    """A new page of headless Chromium, with a new profile; the test fails if it asks another host.

    A browser for each test, not for the run: while Playwright's synchronous side is running, no
    asynchronous test can run.
    """
    chromium = shutil.which("chromium")
    need(chromium, "Chromium is not installed")
    from playwright.sync_api import sync_playwright

    blocked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page()
        page.context.route("**/*", functools.partial(continue_or_block, blocked))
        yield page
        browser.close()
    assert not blocked, f"the page asked for something outside the site: {blocked}"
