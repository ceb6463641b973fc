"""The federation's list of rankings: found by link and text around it, in any markup, or refused."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from ingest import cards
from ingest.archive import describe_document
from ingest.reading import Link, Page, ReadingError
from ingest.sources import fgi_portal

HOME = fgi_portal.SOURCE.home_url
Item = tuple[str, str, str, str]  # title, date, section, href

ITEMS: list[Item] = [
    ("Coppa Finta Gold - 1ª prova", "21 Marzo 2026", "Ritmica", "/docs/coppa%20finta.pdf"),
    ("Coppa Finta 2026 di Artistica", "14/03/2026", "Artistica Femminile", "/docs/gaf.xlsx"),
    ("Trofeo Finto LC – LD", "21-22 Marzo 2026", "Ritmica", "/docs/finto.xls?v=2"),
    ("Torneo Finto 2026", "21/22 marzo", "Ritmica", "https://www.federginnastica.it/docs/f.ods"),
    ("Gran Premio Inventato", "28 febbraio - 1 marzo 2026", "Ritmica", "/index.php?download=7:g.csv"),
    ("Trofeo Inventato di Trampolino", "1° Marzo 2026", "Trampolino Elastico", "/docs/te.pdf"),
]  # fmt: skip
SITE = "https://www.federginnastica.it"
EXPECTED = [
    ("Coppa Finta Gold - 1ª prova", "2026-03-21", f"{SITE}/docs/coppa%20finta.pdf", "coppa finta.pdf"),
    ("Trofeo Finto LC – LD", "2026-03-21", f"{SITE}/docs/finto.xls?v=2", "finto.xls"),
    ("Torneo Finto 2026", "2026-03-21", f"{SITE}/docs/f.ods", "f.ods"),
    ("Gran Premio Inventato", "2026-02-28", f"{SITE}/index.php?download=7:g.csv", "g.csv"),
]  # fmt: skip


def joomla_table(items: Iterable[Item]) -> str:
    rows = "".join(
        f'<tr class="cat-list-row"><td headers="t"><h3>{title}</h3></td><td>{date}</td><td>{section}</td>'
        f'<td><a class="btn" href="{href}"><span class="icon"></span> Scarica</a></td></tr>'
        for title, date, section, href in items
    )
    return f"<table><thead><tr><th>Titolo<th>Data<th>Sezione<th></tr></thead><tbody>{rows}</tbody></table>"


def boxes(items: Iterable[Item]) -> str:
    return '<div class="grid">' + "".join(
        f'<div class="col"><div class="card"><div class="t">{title}</div><p><i></i> {date}</p>'
        f'<p>Sezione: <b>Ginnastica {section}</b></p><div class="foot"><a href="{href}">SCARICA</a></div>'
        "</div></div>"
        for title, date, section, href in items
    ) + "</div>"  # fmt: skip


def nested_spans(items: Iterable[Item]) -> str:
    return "<ul>" + "".join(
        f"<li><span><span><span>{date}</span></span><span>{section}</span></span><span>{title}</span>"
        f'<span><span><a href="{href}" title="Scarica"><img src="pdf.png"></a></span></span>'
        for title, date, section, href in items
    ) + "</ul>"  # fmt: skip


def lines(items: Iterable[Item]) -> str:
    return "".join(
        f'<p>{title} | {date} | {section} <a href="{href}">Scarica il file</a> (245 kB)</p>'
        for title, date, section, href in items
    )


MARKUPS = [joomla_table, boxes, nested_spans, lines]


def site(*pages: str) -> Callable[[str], Page]:
    """A list of pages at ?start=0, 20 ...; behind the last one an empty list."""

    def get(url: str) -> Page:
        start = int(url.partition("?start=")[2] or 0)
        asked.append(start)
        body = pages[start // 20] if start // 20 < len(pages) else "<p>Nessun elemento</p>"
        menu = "<nav><a href='/ritmica'>Ritmica</a> 1 marzo 2026</nav><a href='/statuto.pdf'>Statuto</a>"
        text = f"<html><body>{menu}<h1>Classifiche</h1><div id=x>{body}</div></body></html>"
        return Page(url=url, content=text.encode(), text=text)

    asked: list[int] = []
    get.asked = asked  # type: ignore[attr-defined]
    return get


def pager(*starts: int) -> str:
    return "<ul>" + "".join(f"<li><a href='{HOME}?start={n}'>{n}</a>" for n in starts) + "</ul>"


def many(first: int, count: int = 20) -> list[Item]:
    return [
        (f"Gara Finta {n}", "21 Marzo 2026", "Ritmica", f"/docs/{n}.pdf")
        for n in range(first, first + count)
    ]


def said(links: Iterable[Link]) -> list[tuple[str, str, str, str]]:
    return [(link.said["title"], link.said["date"], link.url, link.name) for link in links]


@pytest.mark.parametrize("markup", MARKUPS)
def test_any_markup_gives_the_same_links(markup: Callable[[Iterable[Item]], str]) -> None:
    links = list(fgi_portal.discover(site(markup(ITEMS))))
    assert said(links) == EXPECTED
    assert {link.said["discipline"] for link in links} == {"rhythmic"}


def test_a_title_may_name_the_section_and_the_date_again() -> None:
    items = [
        ("Campionato di Ginnastica Ritmica, dal 21 al 22 marzo 2026", "21 Marzo 2026", "Ritmica", "/a.pdf"),
        ("Gara di Artistica e Ritmica", "21 Marzo 2026", "Ritmica", "/b.pdf"),
    ]  # fmt: skip
    for markup in MARKUPS:
        links = list(fgi_portal.discover(site(markup(items))))
        assert [link.said["title"] for link in links] == [items[0][0], items[1][0]]


def test_a_card_in_running_text_is_read_by_its_separators() -> None:
    page = "<p>Ritmica – Coppa Finta - 1ª prova, 21 marzo 2026 <a href='/a.pdf'>Scarica</a></p>"
    (link,) = fgi_portal.discover(site(page))
    assert said([link]) == [("Coppa Finta - 1ª prova", "2026-03-21", f"{SITE}/a.pdf", "a.pdf")]


def test_a_card_with_two_files_gives_both() -> None:
    page = joomla_table(ITEMS[:1]).replace("</a>", "</a><a href='/docs/c.xlsx'>Scarica</a>")
    assert [link.name for link in fgi_portal.discover(site(page))] == ["coppa finta.pdf", "c.xlsx"]


def test_a_file_without_extension_is_found_by_its_text() -> None:
    page = boxes([("Gara Finta", "21 Marzo 2026", "Ritmica", "/scarica/1234")])
    (link,) = fgi_portal.discover(site(page))
    assert (link.url, link.name) == (f"{SITE}/scarica/1234", "1234")


def test_the_list_is_read_to_the_last_page_that_is_linked() -> None:
    get = site(
        joomla_table(many(0)) + pager(0, 20, 40),
        joomla_table(many(20)) + pager(0, 20, 40),
        joomla_table(many(40, 3)) + pager(0, 20, 40),
    )
    assert len(list(fgi_portal.discover(get))) == 43
    assert get.asked == [0, 20, 40]  # type: ignore[attr-defined]


def test_without_links_to_pages_the_list_ends_where_nothing_new_stands() -> None:
    get = site(boxes(many(0)), boxes(many(20, 5)))
    assert len(list(fgi_portal.discover(get))) == 25
    assert get.asked == [0, 20, 25]  # type: ignore[attr-defined]
    again = site(boxes(many(0)), boxes(many(0)))
    assert len(list(fgi_portal.discover(again))) == 20


def test_a_page_of_nothing_but_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MAX_FILES", 5)
    with pytest.raises(ReadingError, match="more than 5 files on one page"):
        list(fgi_portal.discover(site(boxes(ITEMS))))


def test_a_file_is_a_ranking_of_rhythmic_gymnastics(tmp_path: Path) -> None:
    content = (
        "Rank;Nome;Società;Cerchio;Palla;Totale\n1;Prova Inventata;Finta;24,1;23,1;47,2\n".encode()
    )
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    document = describe_document(
        content, path, source="fgi_portal", name="x.csv", address="", fetched_at="", status="",
        said={"title": "Coppa Finta 2026", "date": "2026-03-21"},
    )  # fmt: skip
    rows = list(fgi_portal.parse(document))
    assert [(row.discipline, row.competition, row.points) for row in rows] == [
        ("rhythmic", "Coppa Finta 2026", points) for points in ("47,2", "24,1", "23,1")
    ]


def test_without_links_a_page_may_hold_less_than_twenty() -> None:
    def get(url: str) -> Page:
        start = int(url.partition("?start=")[2] or 0)
        text = boxes(many(start, min(10, 34 - start))) if start < 34 else "<p>Nessun elemento</p>"
        return Page(url=url, content=text.encode(), text=text)

    assert len(list(fgi_portal.discover(get))) == 34


def test_a_file_that_is_no_cards_stops_nothing() -> None:
    others = "<div><a href='/privacy.pdf'>Privacy</a></div><p><a href='/app'>Scarica l'app</a></p>"
    assert said(fgi_portal.discover(site(f"<div>{boxes(ITEMS)}</div>{others}"))) == EXPECTED


def test_a_range_of_days_may_begin_with_a_word() -> None:
    (link,) = fgi_portal.discover(
        site(boxes([("Gara Finta", "dal 21 al 22 marzo 2026", "Ritmica", "/a.pdf")]))
    )
    assert said([link])[0][:2] == ("Gara Finta", "2026-03-21")


def test_a_file_of_two_cards_is_asked_once() -> None:
    items = [(f"Gara Finta {n}", "21 Marzo 2026", "Ritmica", "/docs/a.pdf") for n in (1, 2)]
    assert len(list(fgi_portal.discover(site(boxes(items))))) == 1


def test_a_second_page_whose_files_are_not_seen_is_an_error() -> None:
    lost = boxes([(*item[:3], f"/v/{at}") for at, item in enumerate(many(20))])
    with pytest.raises(ReadingError, match=r"start=20: a card without a file: 'Gara Finta 39"):
        list(fgi_portal.discover(site(boxes(many(0)), lost.replace("SCARICA", "Visualizza"))))


BROKEN = {
    "a box beside the list": (
        joomla_table(many(0, 3)) + "<p>Programma Ritmica, 3 marzo 2026 <a href='/p.pdf'>PDF</a></p>",
        "stands elsewhere than the others: 'Programma",
    ),
    "no item at all": ("<p>Sito in aggiornamento</p>", "no card with a file"),
    "no date": (
        joomla_table([*many(0, 3), ("Gara Rotta", "", "Ritmica", "/r.pdf")]),
        "a card .*'Gara Rotta Ritmica Scarica'",
    ),
    "no section": (boxes([*many(0, 3), ("Gara Rotta", "21 Marzo 2026", "", "/r.pdf")]), "Gara Rotta"),
    "unknown section": (
        nested_spans([*many(0, 3), ("Gara Rotta", "21 Marzo 2026", "Danza", "/r.pdf")]), "Gara Rotta",
    ),
    "no file": (
        joomla_table(many(0, 3)).replace('href="/docs/1.pdf"', ""), "without file.*'Gara Finta 1 ",
    ),
    "no date anywhere": ("<p>Gara Rotta Ritmica <a href='/r.pdf'>Scarica</a></p>", "a file without date"),
    "a date without year": (lines([("Gara Rotta", "21/22 marzo", "Ritmica", "/r.pdf")]), "0 dates.*Rotta"),
    "two dates": (
        boxes([("21 Marzo 2026", "22 Marzo 2026", "Ritmica", "/r.pdf")]), "a card with 2 dates",
    ),
    "no title": (boxes([("", "22 Marzo 2026", "Ritmica", "/r.pdf")]), "a card without title"),
    "a page cut short": (lines(many(0, 19)) + pager(0, 20), "19 cards before the next page, expected 20"),
    "a page that is linked and empty": (lines(many(0)) + pager(0, 20), r"start=20: no card"),
    "a list that stands still": (lines(many(0)) + pager(0, 20, 40), "start=20: nothing but the files"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_list_that_changed_shape_is_an_error_that_says_so(case: str) -> None:
    page, message = BROKEN[case]
    pages = [page, page] if case == "a list that stands still" else [page]
    with pytest.raises(ReadingError, match=message) as raised:
        list(fgi_portal.discover(site(*pages)))
    assert str(raised.value).startswith(HOME)
