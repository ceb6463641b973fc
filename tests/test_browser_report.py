"""The form of /segnala on the wire and in headless Chromium: too large, by keyboard, on a phone."""

import http.client
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from ingest import inbox
from tests.site_database import write_site_database

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = tmp_path / "inbox" / "requests.db"
    monkeypatch.setenv("PEDANA_REQUESTS", str(path))
    return path


@pytest.fixture
def served(tmp_path, site_server, path):
    return site_server(write_site_database(tmp_path))


def raw_post(address, headers, chunks):
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.putrequest("POST", "/segnala")
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    try:
        for chunk in chunks:
            connection.send(chunk)
    except (BrokenPipeError, ConnectionResetError):
        pass
    with closing(connection):
        return connection.getresponse().status


def test_a_large_body_is_refused_before_it_is_read(served):
    assert raw_post(served, {"Content-Length": "999999999999"}, [b"testo=x"]) == 413
    endless = [b"8000\r\n" + b"x" * 0x8000 + b"\r\n"] * 2
    assert raw_post(served, {"Transfer-Encoding": "chunked", "Cookie": "a=b"}, endless) == 413


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_parent_asks_by_keyboard_on_a_phone(served, path, browser_page, has_scripts):
    browser = browser_page.context.browser
    context = browser.new_context(
        java_script_enabled=has_scripts, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(f"{served}/ginnaste/aaaa1111")
    page.get_by_text("Segnala un errore, o chiedi di non comparire").click()
    assert page.locator("#pagina").input_value() == "/ginnaste/aaaa1111"
    assert page.evaluate(OVERFLOW) == 0
    page.locator("input[name=cosa]").first.focus()
    for key in ("ArrowDown", "ArrowDown", "Tab", "Space", "ArrowDown", "Tab", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("Prova: solo le iniziali.")
    page.keyboard.press("Tab")
    page.keyboard.type("prova@esempio.example")
    page.wait_for_timeout(3100)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/segnala/ricevuta?numero=*")
    page.reload()
    with closing(inbox.open_inbox(path)) as connection:
        (letter,) = inbox.read_letters(connection)
    assert inbox.shown_number(letter.number) in page.locator("main").inner_text()
    assert (letter.kind, letter.asker, letter.contact) == (
        "initials",
        "parent",
        "prova@esempio.example",
    )
    context.close()
