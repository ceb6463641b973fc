"""In headless Chromium: search as one types, phones, the keyboard, and no scripts at all."""

import sqlite3
from contextlib import closing

import pytest

from tests.site_database import write_site_database

PHONE = {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 640}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def site(tmp_path, site_server):
    return site_server(write_site_database(tmp_path))


@pytest.fixture
def complaints(browser_page):
    """What the browser complains about: scripts, styles that the policy forbids, missing files."""
    messages = []
    browser_page.on("console", lambda message: messages.append(message.text))
    browser_page.on("pageerror", lambda error: messages.append(str(error)))
    yield messages
    assert messages == []


@pytest.mark.parametrize("path", ["/", "/cerca"])
def test_results_come_as_one_types(site, browser_page, complaints, path):
    browser_page.goto(f"{site}{path}")
    before = browser_page.evaluate("history.length")
    browser_page.locator("#q").press_sequentially("ambrogi", delay=20)
    link = browser_page.locator("#risultati a", has_text="Zeta D'Ambrogina")
    link.wait_for()
    assert browser_page.url == f"{site}{path}"
    assert browser_page.evaluate("history.length") == before
    browser_page.locator("#q").fill("grassetto")
    browser_page.locator("#risultati a", has_text="Quarta").wait_for()
    assert link.count() == 0
    browser_page.locator("#q").fill("")
    browser_page.locator("#risultati a").first.wait_for(state="detached")
    browser_page.locator("#q").fill("zeta")
    link.click()
    browser_page.wait_for_url("**/ginnaste/aaaa1111")


def test_search_works_without_scripts(site, browser_page):
    context = browser_page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.locator("#q").fill("dambrogna")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/cerca?q=dambrogna")
    page.locator("#risultati a", has_text="Zeta D'Ambrogina").click()
    page.wait_for_url("**/ginnaste/aaaa1111")
    assert page.locator("details.season[open]").count() == 2
    context.close()


def test_keyboard_reaches_the_content_the_search_and_a_season(site, browser_page, complaints):
    browser_page.goto(f"{site}/ginnaste/aaaa1111")
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.textContent") == "Vai al contenuto"
    browser_page.keyboard.press("Enter")
    assert browser_page.evaluate("document.activeElement.id") == "contenuto"
    summary = browser_page.locator("details.season > summary").first
    summary.focus()
    browser_page.keyboard.press("Enter")
    assert browser_page.locator("details.season").first.get_attribute("open") is None


@pytest.mark.parametrize("size", [PHONE, NARROWEST])
def test_no_page_is_wider_than_a_phone(site, browser_page, complaints, size):
    browser_page.set_viewport_size(size)
    paths = ["", "/cerca?q=finta", "/gare", "/societa", "/gare/trofeo-finto-2024"]
    paths += ["/ginnaste/aaaa1111", "/ginnaste/bbbb2222", "/societa/altra-finta"]
    paths += ["/qualita", "/qualita?controllo=parts_add_up_to_total", "/copertura"]
    paths += ["/classifiche/trofeo-finto-2024-aa", "/classifiche/serie-finta-2024-sq"]
    for path in paths:
        browser_page.goto(f"{site}{path}")
        assert browser_page.evaluate(OVERFLOW) == 0, path


@pytest.mark.parametrize("release", ["archive_database", "synthetic_database"])
def test_the_longest_career_fits_a_phone(release, request, site_server, browser_page, complaints):
    database = request.getfixturevalue(release)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        sql = "select athlete_id from athlete order by routine_count desc"
        athlete_id = connection.execute(sql).fetchone()[0]
    browser_page.set_viewport_size(PHONE)
    browser_page.goto(f"{site_server(database)}/ginnaste/{athlete_id}")
    closed = browser_page.locator("details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    assert browser_page.evaluate(OVERFLOW) == 0
