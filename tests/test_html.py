"""A page becomes the lines that a reader sees, whatever its markup."""

import pytest

from ingest import html
from ingest.html import TextLine, read_lines
from ingest.reading import ReadingError


def texts(page: str) -> list[str]:
    return [line.text for line in read_lines(page)]


def test_lines_break_where_a_browser_breaks_them() -> None:
    page = "<h1>Titolo</h1><p>Prima riga<br>seconda <b>ri</b>ga</p><div>Terza</div>coda"
    assert [(line.tag, line.text) for line in read_lines(page)] == [
        ("h1", "Titolo"), ("p", "Prima riga"), ("p", "seconda riga"), ("div", "Terza"), ("", "coda"),
    ]  # fmt: skip


def test_items_of_an_ordered_list_have_the_number_a_browser_prints() -> None:
    assert texts("<ol start=3><li>Prova</li><li><p>Altra</p></li></ol><ul><li>Punto</li></ul>") == [
        "3. Prova", "4. Altra", "Punto",
    ]  # fmt: skip
    assert texts("<ol><li>1. Prova</li><li><ul><li>Dentro</li></ul>Altra</li></ol>") == [
        "1. Prova", "2. Dentro", "Altra",
    ]  # fmt: skip


def test_menus_scripts_and_feet_are_left_out() -> None:
    page = "<nav>Menu <a href=x>y</a></nav><script>a<b</script><p>Testo</p><footer>Piede</footer>"
    assert texts(page) == ["Testo"]
    assert texts("<nav>aperto<p>perso</nav></nav><p>Testo") == ["Testo"]


def test_links_keep_their_text_and_address() -> None:
    page = '<p>Allegati: <a href="a.pdf">Primo <i>file</i></a> e <a href="b.xls">altro</a> qui</p>'
    assert read_lines(page) == [
        TextLine(
            "p", "Allegati: Primo file e altro qui", [("Primo file", "a.pdf"), ("altro", "b.xls")]
        )
    ]
    assert read_lines("<a href=c.pdf><img src=x></a>") == [TextLine("", "", [("", "c.pdf")])]


def test_what_nobody_sees_is_left_out() -> None:
    assert texts("<p>26.300&nbsp;\x00pt&shy;.&#8203;</p>")[0].startswith("26.300 pt")


def test_a_page_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_PAGE", 10)
    with pytest.raises(ReadingError, match="11 characters; more than 10"):
        read_lines("<p>12345678")


def test_broken_nesting_ends() -> None:
    assert texts("<nav>" * 50_000 + "</form></ul>" * 50_000) == []
    assert texts("<div><ol>" * 20_000 + "<li>fondo") == ["1. fondo"]
