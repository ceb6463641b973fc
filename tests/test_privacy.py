"""/privacy: the operator's part with its blanks; what it promises about cookies and logs is so."""

import re
import shutil
import sqlite3
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ingest.cli import main
from ingest.notice import BLANK, TEMPLATE, NoticeError, load_notice, notice_path
from ingest.vocabulary import curated
from plugins.faults import fault_line
from tests.conftest import NOTICE, ROOT, serving, write_notice
from tests.pages import text_of
from tests.test_pages import site, site_database  # noqa: F401

MARKER = "zzmarcatore"


# The notice


@pytest.fixture
def blank_notice(monkeypatch):
    """The notice as it comes."""
    monkeypatch.delenv("PEDANA_NOTICE")


async def test_the_page_shows_its_blanks_loudly(blank_notice, site):  # noqa: F811
    html = (await site.get("/privacy")).text
    assert html.count('<mark class="blank">') == html.count(BLANK) == 9  # the mail stands twice
    assert "Informativa incompleta: chi gestisce il sito deve ancora scrivere 8 voci" in html


async def test_a_filled_notice_has_none(site):  # noqa: F811
    html = (await site.get("/privacy")).text
    assert (
        BLANK not in html and "Informativa incompleta" not in html and 'class="blank"' not in html
    )
    assert "Associazione Finta, via Inventata 1, Nessundove, dati@esempio.example" in html
    assert "legittimo interesse &lt;b&gt;" in html


async def test_the_page_is_read_in_two_minutes(blank_notice, datasette_for, archive_database):
    client = datasette_for(archive_database).client
    text = await text_of(client, "/privacy")
    without = re.sub(r"\[DA COMPILARE[^]]*\]|Informativa incompleta: .* in evidenza\.", "", text)
    assert all(row["what"] in text for row in curated("published"))
    assert 300 < len(without.split()) <= 480, "at 240 words a minute"
    for word in ("Il titolare", "Base giuridica", "Per quanto tempo", "30 giorni", "Garante", "reclamo",
                 "ds_csrftoken", "opporti", "correggere", "mai le parole cercate", "minorenni"):  # fmt: skip
        assert word in text, word
    assert 'href="/segnala"' in (await client.get("/privacy")).text


async def test_every_page_links_the_notice(site):  # noqa: F811
    for path in ("/", "/cerca", "/ginnaste/aaaa1111", "/none", "/pedana", "/pedana/athlete", "/privacy",
                 "/pedana?sql=selec", "/pedana/athlete_podiums"):  # fmt: skip
        assert 'href="/privacy"' in (await site.get(path)).text, path


async def test_the_page_says_the_rules_of_the_release(datasette_for, archive_database):
    text = await text_of(datasette_for(archive_database).client, "/privacy")
    assert "Serie A, dai 16 anni: aperta (il campionato più alto" in text
    assert "Chiunque altra: fuori dai motori (in gran parte minorenni" in text


def test_the_template_has_a_blank_where_only_the_operator_knows():
    notice = load_notice(TEMPLATE)
    assert {*notice.blanks} == NOTICE.keys() - {"backup_days", "log_days"}
    assert (notice.backup_days, notice.log_days) == ("30", "7")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"controller": None}, "controller must be a text"),
        ({"controller": " "}, "controller must be a text"),
        ({"owner": "x"}, "owner is none of controller, address"),
    ],
)
def test_a_notice_that_is_not_in_order_is_one_line(tmp_path, change, says):
    values = {name: text for name, text in (NOTICE | change).items() if text is not None}
    with pytest.raises(NoticeError, match=says):
        load_notice(write_notice(tmp_path / "notice.toml", values))


def test_build_says_which_blanks_there_are(blank_notice, tmp_path, capsys):
    assert main(["build", "--archive", str(ROOT / "archive"), "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().err.startswith(
        "pedana: the notice at /privacy has 8 blanks: controller, address, mail, officer, hosting,"
    )


def test_without_its_notice_serve_stops(tmp_path, monkeypatch, capsys, site_database):  # noqa: F811
    monkeypatch.setenv("PEDANA_NOTICE", str(tmp_path / "nessuno.toml"))
    assert main(["serve", str(site_database)]) == 1
    assert capsys.readouterr().err == f"pedana: {notice_path()}: No such file or directory\n"


# Cookies


async def test_who_reads_gets_no_cookie(site):  # noqa: F811
    for path in ("/", "/cerca?q=finta", "/ginnaste/aaaa1111", "/privacy", "/gare", "/none", "/pedana",
                 "/pedana/athlete?_search=finta", "/pedana?sql=select+1", "/pedana/athlete_podiums",
                 "/qualita"):  # fmt: skip
        assert "set-cookie" not in (await site.get(path)).headers, path


# Logs


def broken(database: Path, folder: Path) -> Path:
    """A release whose search raises: a table in place of the index of gymnasts."""
    copy = Path(shutil.copy(database, folder / "rotto.db"))
    with sqlite3.connect(copy) as connection:
        connection.executescript("drop table athlete_fts; create table athlete_fts (name text);")
    connection.close()
    return copy


def ask(address: str) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Referer": f"http://x/?q={MARKER}"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_no_line_of_a_served_process_holds_what_was_looked_for(tmp_path, site_database):  # noqa: F811
    with serving(tmp_path, broken(site_database, tmp_path)) as address:
        status, page = ask(f"{address}/cerca?q={MARKER}")
        assert status == 500 and "errore nostro" in page
        assert MARKER not in page.partition("<main")[2] and "athlete_fts" not in page
        for path in (f"/pedana?sql=select+{MARKER}", f"/pedana.csv?sql=select+{MARKER}&_stream=on",
                     f"/pedana/athlete?_search={MARKER}", f"/pedana/athlete.json?_where={MARKER}",
                     f"/pedana/athlete?_sort={MARKER}", f"/pedana/{MARKER}", f"/{MARKER}", f"/%{MARKER}",
                     f"/ginnaste/{MARKER}.json", f"/pedana/athlete_podiums?athlete_id={MARKER}"):  # fmt: skip
            ask(address + path)
    (log,) = tmp_path.glob("serve-*.log")
    said = log.read_text()
    assert MARKER not in said
    assert "OperationalError in a page of /cerca: " in said and "search.py" in said
    assert "GET " not in said and "127.0.0.1:" not in said, "no log of accesses"


def test_the_line_of_a_fault_says_where_and_not_what():
    try:
        raise ValueError(f"no {MARKER}")
    except ValueError as error:
        line = fault_line(f"/cerca/{MARKER}", error)
    assert re.fullmatch(
        r"pedana: ValueError in a page of /cerca: test_privacy\.py:\d+ test_the\w+", line
    )
