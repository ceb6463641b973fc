"""datasette-vega in a browser: it draws on tables and questions, and is nowhere else."""

import pytest

BUTTON = "Show charting options"


def draw_line(page, x_column, y_column):
    """Open the options, choose a line of two columns and wait for the drawing."""
    page.get_by_text(BUTTON).click()
    page.check("input[name=mark][value=line]")
    page.select_option("select[name=x_column]", x_column)
    page.select_option("select[name=y_column]", y_column)
    drawing = page.locator(".vega-embed canvas, .vega-embed svg").first
    drawing.wait_for(state="visible")
    grown = "(drawing) => drawing.getBoundingClientRect().width > 50"
    page.wait_for_function(grown, arg=drawing.element_handle())
    return drawing.bounding_box()


@pytest.mark.parametrize(
    ("path", "x_column", "y_column"),
    [
        ("/pedana/result?rank__notnull=1&total__notnull=1&_nocol=note", "rank", "total"),
        ("/pedana/season_overview?season_id=2024", "series_name", "result_count"),
    ],
)
@pytest.mark.parametrize("width", [360, 1280])
def test_table_and_question_draw_a_chart(
    browser_page, site_server, archive_database, path, x_column, y_column, width
):
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto(site_server(archive_database) + path)
    box = draw_line(browser_page, x_column, y_column)
    assert box["width"] > 50 and box["height"] > 50
    assert f"g.x_column={x_column}" in browser_page.url
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert browser_page.evaluate(overflow) <= 0


def test_our_pages_and_rows_have_no_charting_button(browser_page, site_server, archive_database):
    address = site_server(archive_database)
    asked = []
    browser_page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/cerca?q=raffaeli", "/pedana", "/pedana/season/2024"):
        browser_page.goto(address + path)
        assert browser_page.get_by_text(BUTTON).count() == 0
    assert asked and not [url for url in asked if "vega" in url]
