"""In headless Chromium, without scripts and by keyboard: from a score to the line it comes from, and back."""

import pytest

from tests.site_database import write_site_database

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", ["/ginnaste/aaaa1111", "/classifiche/trofeo-finto-2024-aa"])
def test_one_key_leads_from_a_score_to_its_line(tmp_path, site_server, browser_page, path):
    site = site_server(write_site_database(tmp_path))
    context = browser_page.context.browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    page.goto(f"{site}{path}")
    score = page.locator("a.origin", has_text="100.600").first
    score.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fonti/d0c0000001/3")
    assert "31 gennaio 2025, alle 10:00 UTC" in page.locator("main").inner_text()
    page.locator("table a", has_text="concorso generale").first.click()
    page.wait_for_url("**/classifiche/trofeo-finto-2024-aa")
    context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_pages_of_sources_fit(tmp_path, site_server, browser_page, width):
    site = site_server(write_site_database(tmp_path))
    browser_page.set_viewport_size({"width": width, "height": 640})
    for path in ["d0c0000001", "d0c0000001/3,5", "d0c0000001/4", "d0c0000000/10"]:
        browser_page.goto(f"{site}/fonti/{path}")
        assert browser_page.evaluate(OVERFLOW) == 0, path
