"""/segnala as its senders use it, and as those who attack it do: floods, forgeries, markup, too much."""

import asyncio
import re
import time
from contextlib import closing
from urllib.parse import urlencode

import pytest

from ingest import gate, inbox
from ingest.inbox_form import KINDS, LONGEST, MAX_BODY
from tests.site_database import write_site_database

FORM = {
    "cosa": "mistake",
    "chi": "",
    "pagina": "/gare/finta",
    "testo": "Il totale è 80.100.",
    "contatto": "",
}
OUR_NUMBER = re.compile(r"/segnala/ricevuta\?numero=[2-9A-Z]{4}-[2-9A-Z]{4}")
# A line of a career, of a ranking, of a club's teams; a ranking of a competition.
ROW = (
    r'<li class="line">.*?</div>|<tr id="r\d+.*?</tr>|<li><span class="place .{,80}<span class="who">.*?</li>'
    r'|<section class="ranking-card.*?</section>'
)
FIELD = r'name="{}" value="([^"]*)"'
FEWEST_SECONDS = gate.FEWEST_SECONDS


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The rows of an inbox of its own; nobody is too fast in a test."""
    path = tmp_path / "inbox" / "requests.db"
    monkeypatch.setenv("PEDANA_REQUESTS", str(path))
    monkeypatch.setattr(gate, "FEWEST_SECONDS", 0)

    def rows():
        if not path.exists():
            return []
        with closing(inbox.open_inbox(path)) as connection:
            return inbox.read_letters(connection)

    return rows


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return write_site_database(tmp_path_factory.mktemp("site"))


@pytest.fixture
def site(database, datasette_for, kept):
    return datasette_for(database).client


async def open_form(site, path="/segnala"):
    """The token of a form and the cookie it goes with."""
    response = await site.get(path)
    assert response.status_code == 200
    return re.search(FIELD.format("token"), response.text)[1], response.cookies["ds_csrftoken"]


async def send(site, form=None, headers=None, opened=None):
    token, cookie = opened or await open_form(site)
    return await site.post(
        "/segnala",
        data={"token": token} | FORM | (form or {}),
        headers={"cookie": f"ds_csrftoken={cookie}"} | (headers or {}),
    )


# Sent


async def test_a_report_is_kept_and_confirmed_with_a_number(site, kept):
    response = await send(site)
    assert response.status_code == 303
    assert OUR_NUMBER.fullmatch(response.headers["location"])
    assert "no-store" in response.headers["cache-control"]
    (letter,) = kept()
    assert (letter.kind, letter.page, letter.text) == ("mistake", FORM["pagina"], FORM["testo"])
    page = await site.get(response.headers["location"])
    assert inbox.shown_number(letter.number) in page.text
    assert page.headers["cache-control"] == "no-store" and page.headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_can_be_asked(site, kept, kind):
    form = {"cosa": kind, "chi": "parent", "contatto": "prova@esempio.example"}
    assert (await send(site, form)).status_code == 303
    assert [(one.kind, one.asker, one.contact) for one in kept()] == [
        (kind, "parent", "prova@esempio.example")
    ]


async def test_the_same_form_sent_twice_is_one_request(site, kept):
    opened = await open_form(site)
    first, again = [await send(site, opened=opened) for _ in range(2)]
    assert first.headers["location"] == again.headers["location"]
    other = await send(site, {"testo": "Anzi: è 80.200."}, opened=opened)
    assert other.headers["location"] != first.headers["location"]
    assert len(kept()) == 2


async def test_a_form_is_good_for_a_few_letters_and_then_comes_anew(site, kept):
    opened = await open_form(site)
    codes = [(await send(site, {"testo": f"n. {n}"}, opened=opened)).status_code for n in range(3)]
    response = await send(site, {"testo": "n. 3"}, opened=opened)
    assert [*codes, response.status_code] == [303] * 3 + [403]
    assert "n. 3</textarea>" in response.text and "sono già partite" in response.text
    fresh = re.search(FIELD.format("token"), response.text)[1], opened[1]
    assert fresh != opened and len(kept()) == 3
    assert (await send(site, {"testo": "n. 3"}, opened=fresh)).status_code == 303


async def test_the_form_is_plain_html_of_our_dress(site):
    response = await site.get("/segnala")
    html = response.text
    assert "no-store" in response.headers["cache-control"]
    assert response.headers["x-robots-tag"] == "noindex"
    assert "form-action 'self'" in response.headers["content-security-policy"]
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", html)
    assert html.count("<h1") == 1 and 'href="/privacy"' in html
    main = html.partition("<main")[2]
    names = re.findall(r'<(?:input|textarea)[^>]* name="(\w+)"', main)
    assert list(dict.fromkeys(names)) == [
        "token",
        "cosa",
        "chi",
        "pagina",
        "testo",
        "contatto",
        "sito",
    ]
    assert not re.search(r'tabindex="[1-9]|autofocus', html)
    for field in ("pagina", "testo", "contatto"):
        assert f'<label for="{field}">' in main and f'id="{field}"' in main


# Filled in by a link


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("pagina=/classifiche/trofeo-finto-2024-aa%23r12", "/classifiche/trofeo-finto-2024-aa#r12"),
        ("pagina=/fonti/d0c0000001/3,5", "/fonti/d0c0000001/3,5"),
        ("pagina=/ginnaste/aaaa1111", "/ginnaste/aaaa1111"),
        ("pagina=https://altrove.example/", ""),
        ("pagina=//altrove.example/ginnaste/", ""),
        ("pagina=/ginnaste/%22%3E%3Cb%3E", ""),
        ("pagina=/ginnaste/x%0d%0aBcc:y", ""),
        ("pagina=scrivi+a+altrove.example", ""),
        ("pagina=/ginnaste/" + "a" * 300, ""),
        ("pagina=javascript:alert(1)", ""),
    ],
)
async def test_only_a_page_of_ours_is_filled_in(site, query, page):
    html = (await site.get(f"/segnala?{query}")).text
    assert re.search(FIELD.format("pagina"), html)[1] == page


async def test_a_kind_is_filled_in(site):
    checked = r'value="([\w-]+)" checked'
    assert re.findall(checked, (await site.get("/segnala?cosa=initials")).text) == ["initials"]
    assert re.findall(checked, (await site.get("/segnala?cosa=%22x")).text) == []


@pytest.mark.parametrize("form", [{}, {"testo": ""}], ids=["sent", "refused"])
async def test_an_id_that_exists_one_that_never_did_and_a_former_one_are_answered_alike(site, form):
    """With the ids, the tokens and the numbers taken out the answers are equal, headers too."""
    answers = []
    for key in ("aaaa1111", "zzzz9999", "oldoldold"):
        page = f"/ginnaste/{key}"
        shown = await site.get(f"/segnala?pagina={page}")
        sent = await send(site, form | {"pagina": page})
        done = await site.get(sent.headers.get("location", "/segnala/ricevuta"))
        texts = [
            re.sub(r'(token" value=")[^"]*|[2-9A-Z]{4}-[2-9A-Z]{4}', "", one.text)
            for one in (shown, sent, done)
        ]
        codes = [one.status_code for one in (shown, sent, done)]
        answers.append(([text.replace(key, "") for text in texts], codes, sorted(sent.headers)))
    assert answers[0] == answers[1] == answers[2]


async def test_no_page_tells_whether_a_number_was_given(site):
    location = (await send(site)).headers["location"]
    given = await site.get(location)
    never = await site.get("/segnala/ricevuta?numero=AAAA-BBBB")
    assert given.text.replace(location[-9:], "") == never.text.replace("AAAA-BBBB", "")
    for number in ("", "<b>AAAABBBB", "AAAA-BBB0", "1" * 5000):
        response = await site.get(f"/segnala/ricevuta?{urlencode({'numero': number})}")
        assert response.status_code == 404


# Wrong fields


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"cosa": ""}, "cosa"),
        ({"cosa": "tutto"}, "cosa"),
        ({"chi": "nessuno"}, "chi"),
        ({"cosa": "erased", "contatto": "a@esempio.example"}, "chi"),
        ({"cosa": "hidden", "chi": "herself"}, "contatto"),
        ({"testo": " \r\n \x00"}, "testo"),
        ({"testo": "x" * (LONGEST["testo"] + 1)}, "testo"),
        ({"pagina": "x" * (LONGEST["pagina"] + 1)}, "pagina"),
        ({"contatto": "esempio.example"}, "contatto"),
        ({"contatto": "a@b@esempio.example"}, "contatto"),
        ({"contatto": "a@esempio.example\r\nBcc: tutti@esempio.example"}, "contatto"),
        ({"contatto": "a@esempio.example,b@esempio.example"}, "contatto"),
        ({"contatto": f"{'a' * 260}@esempio.example"}, "contatto"),
        ({"sito": "http://altrove.example"}, "sito"),
    ],
)  # fmt: skip
async def test_a_wrong_field_is_named_and_what_was_typed_stays(site, kept, form, field):
    typed = {"testo": 'Resta <b>qui</b> & "così"'} | form
    response = await send(site, typed)
    assert response.status_code == 400
    assert f'href="#{field}"' in response.text
    assert 'role="alert"' in response.text
    if "testo" not in form:
        assert "Resta &lt;b&gt;qui&lt;/b&gt; &amp; &#34;così&#34;</textarea>" in response.text
    assert "Bcc" not in str(response.headers)
    assert kept() == []


async def test_a_field_is_tied_to_its_fault(site):
    html = (await send(site, {"contatto": "x"})).text
    assert re.search(
        r'<input id="contatto"[^>]* aria-invalid="true" aria-describedby="[^"]*contatto-errore"',
        html,
    )
    assert 'id="contatto-errore"' in html


async def test_markup_is_text_and_control_signs_are_gone(site, kept):
    hostile = "<script>alert(1)</script>\x1b]0;x\x07 \u202etxt\u200b\r\nriga\x00 due\u2028tre"
    assert (
        await send(site, {"testo": hostile, "pagina": "<i>\r\nSet-Cookie: a=b"})
    ).status_code == 303
    (letter,) = kept()
    assert letter.text == "<script>alert(1)</script>]0;x txt\nriga due\ntre"
    assert letter.page == "<i> Set-Cookie: a=b"
    again = await send(site, {"testo": hostile, "cosa": ""})
    assert "<script" not in again.text and "set-cookie" not in {*again.headers} - {"set-cookie"}


async def test_other_alphabets_and_the_longest_text_fit(site, kept):
    text = "漢" * LONGEST["testo"]
    assert (await send(site, {"testo": text})).status_code == 303
    assert kept()[0].text == text


# Forgeries


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://altrove.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://["},
        {"origin": "http://localhost.altrove.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": "http://localhost"},
    ],
)
async def test_what_another_site_sends_is_refused(site, kept, headers):
    response = await send(site, {"testo": "scritto altrove"}, headers)
    assert response.status_code == 403
    assert "da un altro sito" in response.text and "scritto altrove" not in response.text
    assert kept() == []


@pytest.mark.parametrize(
    "headers", [{"origin": "http://localhost"}, {"sec-fetch-site": "same-origin"}, {}]
)
async def test_what_our_own_page_sends_is_taken(site, headers):
    assert (await send(site, headers=headers)).status_code == 303


@pytest.mark.parametrize("authorization", ["", "Bearer x"])
async def test_without_the_cookie_of_its_form_nothing_is_taken(site, kept, authorization):
    """Datasette's own check lets a sender without cookies, or with a bearer's header, pass."""
    token, _ = await open_form(site)
    headers = {"authorization": authorization} if authorization else {}
    for cookie in (
        "",
        "ds_csrftoken=forged",
        "altro=1",
        "ds_csrftoken=" + (await open_form(site))[1],
    ):
        response = await site.post(
            "/segnala", data={"token": token} | FORM, headers={**headers, "cookie": cookie}
        )
        assert response.status_code == 403
        assert FORM["testo"] in response.text
    assert kept() == []


@pytest.mark.parametrize("forged", ["", "x", "é", "0-0-0", "1" * 5000])
async def test_a_forged_token_is_refused_and_what_was_typed_stays(site, kept, forged):
    token, cookie = await open_form(site)
    moment, word, signature = token.split("-", 2)
    for bad in (
        forged,
        f"{int(moment) - 9}-{word}-{signature}",
        f"{moment}-{'0' * 32}-{signature}",
    ):
        response = await send(site, opened=(bad, cookie))
        assert response.status_code == 403
        fresh = re.search(FIELD.format("token"), response.text)[1]
        assert FORM["testo"] in response.text and fresh != bad
    assert kept() == []
    assert (await send(site, opened=(fresh, cookie))).status_code == 303


async def test_an_old_form_is_refused_and_sent_again(site, kept, monkeypatch):
    opened = await open_form(site)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + gate.MOST_SECONDS + 60)
    response = await send(site, opened=opened)
    assert response.status_code == 403 and "premi di nuovo Invia" in response.text
    assert kept() == []


async def test_who_is_faster_than_a_person_presses_again(site, kept, monkeypatch):
    monkeypatch.setattr(gate, "FEWEST_SECONDS", FEWEST_SECONDS)
    opened, now = await open_form(site), time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    response = await send(site, opened=opened)
    assert response.status_code == 400 and "troppo in fretta" in response.text
    assert re.search(FIELD.format("token"), response.text)[1] == opened[0]
    monkeypatch.setattr(time, "time", lambda: now + FEWEST_SECONDS + 1)
    assert (await send(site, opened=opened)).status_code == 303
    assert len(kept()) == 1


# Floods, and too much


async def test_a_flood_from_one_sender_is_told_to_wait_and_others_are_not(site, kept):
    answers = [await send(site, {"testo": f"numero {n}"}) for n in range(12)]
    assert [one.status_code for one in answers] == [303] * 10 + [429] * 2
    last = answers[-1]
    assert int(last.headers["retry-after"]) > 0
    assert "numero 11" in last.text and "troppe richieste" in last.text
    assert len(kept()) == 10
    other = await send(site, headers={"x-forwarded-for": "127.0.0.1, 198.51.100.7"})
    assert other.status_code == 303


async def test_who_invents_forwarded_addresses_stays_one_sender(site):
    """Our proxy writes the last one; what a sender wrote stands before it."""
    codes = [
        (await send(site, headers={"x-forwarded-for": f"203.0.113.{n}, 198.51.100.7"})).status_code
        for n in range(12)
    ]
    assert codes == [303] * 10 + [429] * 2


async def send_from(site, senders, opened=None):
    """The status of a letter from each sender."""
    return [
        (await send(site, {"testo": f"n. {n}"}, {"x-forwarded-for": one}, opened)).status_code
        for n, one in enumerate(senders)
    ]


async def test_a_flood_from_everywhere_meets_the_limit_of_all(site, kept):
    codes = await send_from(site, [f"198.51.{n}.7" for n in range(130)])
    assert codes[:120] == [303] * 120 and codes[-1] == 429
    assert len(kept()) < 130
    assert (await site.get("/segnala")).status_code == 200


@pytest.mark.parametrize(
    ("network", "most"),
    [("198.51.100.{}", 12), ("2001:db8:1:{}::7", 12), ("2001:db8:1:2{:02x}::7", 10)],
)
async def test_one_network_does_not_close_the_form_to_others(site, kept, network, most):
    """One home line has 256 networks of IPv6 and more, one rack 256 addresses of IPv4."""
    codes = await send_from(site, [network.format(n) for n in range(256)])
    assert codes.count(303) == most and set(codes) == {303, 429}
    assert await send_from(site, ["203.0.113.9", "2001:db8:2::9"]) == [303, 303]
    assert len(kept()) == most + 2


async def test_one_form_from_everywhere_is_a_few_letters(site, kept):
    opened = await open_form(site)
    codes = await send_from(site, [f"198.51.{n}.7" for n in range(130)], opened)
    assert codes == [303] * 3 + [403] * 127
    assert await send_from(site, ["203.0.113.9"]) == [303]


async def test_wrong_forms_do_not_use_up_the_limit_of_all(site):
    opened = await open_form(site)
    for n in range(130):
        await send(site, {"cosa": ""}, {"x-forwarded-for": f"198.51.{n}.7"}, opened)
    assert (await send(site, {}, {"x-forwarded-for": "198.51.1.7"}, opened)).status_code == 303


async def test_too_large_a_body_is_refused_in_italian(site, kept):
    response = await send(site, {"altro": "x" * MAX_BODY})
    assert response.status_code == 413
    assert "accorcia il testo" in response.text and response.headers["x-robots-tag"] == "noindex"
    assert (await site.post("/cerca", content=b"x" * (MAX_BODY + 1))).status_code == 413
    assert kept() == []


async def test_too_many_fields_and_other_kinds_of_body_are_refused(site, kept):
    assert (await send(site, {f"campo{n}": "" for n in range(40)})).status_code == 400
    for kind in (
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/json",
        "",
    ):
        assert (await send(site, headers={"content-type": kind})).status_code == 415
    assert kept() == []


@pytest.mark.parametrize(
    "body", [b"testo=%ff%fe&cosa=mistake", b"\xff\xfe", b"=&=&&", b"testo", b""]
)
async def test_a_body_of_odd_bytes_is_no_fault_of_the_server(site, body):
    token, cookie = await open_form(site)
    response = await site.post(
        "/segnala",
        content=f"token={token}&".encode() + body,
        headers={
            "content-type": "application/x-www-form-urlencoded",
            "cookie": f"ds_csrftoken={cookie}",
        },
    )
    assert response.status_code in (303, 400)


@pytest.mark.parametrize(
    "cookie", [b"ds_csrftoken=\xff", b"x@y=1", b"a,b=c; ds_csrftoken=x", b";;=;="]
)
async def test_a_cookie_that_cannot_be_read_is_no_fault_of_the_server(site, cookie):
    assert (await site.get("/segnala", headers={b"cookie": cookie})).status_code == 200
    headers = {b"cookie": cookie, b"x-csrftoken": b"\xe9"}
    assert (await site.post("/segnala", data=FORM, headers=headers)).status_code == 403


async def test_other_methods_are_refused(site, kept):
    for method in ("put", "delete", "patch"):
        response = await site.request(method.upper(), "/segnala")
        assert response.status_code == 405 and "<html" in response.text
    assert kept() == []


# What cannot be kept


async def test_an_inbox_that_cannot_be_written_is_said_to_both(
    site, kept, tmp_path, monkeypatch, caplog
):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PEDANA_REQUESTS", str(tmp_path / "file" / "requests.db"))
    response = await send(site, {"contatto": "prova@esempio.example"})
    assert response.status_code == 503
    assert "riprova più tardi" in response.text and FORM["testo"] in response.text
    assert int(response.headers["retry-after"]) > 0
    at_start, line = caplog.messages
    assert "cannot be kept" in at_start and "could not be kept" in line
    assert "esempio" not in line and FORM["testo"] not in line


async def test_an_inbox_among_the_releases_is_not_written(site, kept, tmp_path, monkeypatch):
    """What lies there is copied and given away."""
    monkeypatch.setenv("PEDANA_RELEASES", str(tmp_path))
    assert (await send(site)).status_code == 503
    assert not (tmp_path / "inbox").exists()


async def test_while_a_letter_waits_for_the_file_pages_are_served(site, kept, tmp_path):
    opened = await open_form(site)
    with closing(inbox.open_inbox(tmp_path / "inbox" / "requests.db")) as other:
        other.execute("begin immediate")
        waiting = asyncio.create_task(send(site, opened=opened))
        for _ in range(20):
            assert (await site.get("/salute")).status_code == 200
        assert not waiting.done()
        other.rollback()
        assert (await waiting).status_code == 303
    assert len(kept()) == 1


async def test_a_full_inbox_is_said_too(site, kept, monkeypatch):
    await send(site)
    monkeypatch.setattr(inbox, "MAX_PAGES", 4)
    assert (await send(site, {"testo": "x" * 3000})).status_code in (303, 503)
    codes = [(await send(site, {"testo": f"{n}" + "x" * 2990})).status_code for n in range(5)]
    assert codes[-1] == 503


async def test_requests_are_out_of_reach_of_every_page(site, kept, tmp_path):
    await send(site, {"testo": "parola-segretissima"})
    path = tmp_path / "inbox" / "requests.db"
    for page in ("/-/databases.json", "/pedana.json", "/", "/segnala", "/pedana/letter"):
        response = await site.get(page)
        assert "segretissima" not in response.text and "requests.db" not in response.text
    for sql in (f"attach '{path}' as x", "select * from letter", f"select readfile('{path}')"):
        response = await site.get(f"/pedana.json?{urlencode({'sql': sql})}")
        assert response.status_code == 400 and "segretissima" not in response.text


# Links to the form


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/ginnaste/aaaa1111", "/ginnaste/aaaa1111"),
        ("/gare/trofeo-finto-2024", "/gare/trofeo-finto-2024"),
        ("/classifiche/trofeo-finto-2024-aa", "/classifiche/trofeo-finto-2024-aa"),
        ("/societa/altra-finta", "/societa/altra-finta"),
        ("/fonti/d0c0000001/3,5", "/fonti/d0c0000001/3%2C5"),
    ],
)
async def test_a_page_leads_to_the_form(site, path, page):
    html = (await site.get(path)).text
    assert f'href="/segnala?pagina={page}"' in html
    assert 'href="/segnala"' in html.partition("site-footer")[2]


@pytest.mark.parametrize(
    "path",
    [
        "/ginnaste/aaaa1111",
        "/classifiche/trofeo-finto-2024-aa",
        "/classifiche/serie-finta-2024-sq",
        "/societa/altra-finta",
        "/gare/trofeo-finto-2024",
    ],
)
async def test_every_row_leads_to_the_form_filled_in(site, path):
    html = (await site.get(path)).text
    rows = re.findall(ROW, html, re.S)
    assert rows
    for row in rows:
        (link,) = re.findall(r'href="(/segnala\?pagina=[^"]+)"', row)
        form = (await site.get(link)).text
        assert re.search(FIELD.format("pagina"), form)[1].startswith(("/fonti/", "/classifiche/"))
