"""The polite client: robots.txt, turns and waits, whose addresses are asked for, and what it says it is."""

import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.polite import NextRun, Patience, retry_after, user_agent
from ingest.reading import FetchError
from ingest.request import TryLater
from tests.fetching import AGENT, HOST, local_client, source
from tests.hostile import CSV, hostile_site

MOST = 1_000_000


@pytest.fixture
def site():
    with hostile_site() as running:
        yield running


class Clock:
    """Hours that pass only while somebody sleeps."""

    def __init__(self):
        self.now = 1000.0
        self.slept = []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        if seconds:
            self.slept.append(seconds)
        self.now += seconds


def get(site, path="/buono.csv", client=None, **changes):
    return (client or local_client()).get(site.url(path), source(**changes), MOST)


def put_robots(site, text, status="200 OK"):
    body = text if isinstance(text, bytes) else text.encode()
    site.answers["/robots.txt"] = lambda visit: visit.answer(body, status)


# robots.txt: the 7 cases, then its own troubles

DELAY = "User-agent: *\nCrawl-delay: 2.5\n"


@pytest.mark.parametrize(
    ("robots", "path", "is_allowed"),
    [
        ("User-agent: *\nDisallow: /area", "/area/buono.csv", False),
        ("User-agent: *\nDisallow: /area", "/altra/buono.csv", True),
        ("User-agent: *\nDisallow: /*/privato", "/2026/privato.csv", False),
        ("User-agent: *\nDisallow: /*/privato", "/privato.csv", True),
        ("User-agent: *\nDisallow: /gare\nAllow: /gare/2026", "/gare/2026/x.csv", True),
        ("User-agent: *\nAllow: /gare\nDisallow: /gare/2026", "/gare/2026/x.csv", False),
        ("User-agent: *\nDisallow: /*.csv$", "/x.csv", False),
        ("User-agent: *\nDisallow: /*.csv$", "/x.csv?anno=2026", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: pedana\nDisallow:", "/x.csv", True),
        ("User-agent: *\nDisallow:\n\nUser-agent: Pedana\nDisallow: /", "/x.csv", False),
        ("User-agent: *\nDisallow:", "/x.csv", True),
        ("User-agent: *\nDisallow: /ricerca?anno=", "/ricerca?anno=2026", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/x.csv", False),
    ],
    ids=lambda value: repr(value)[:60],
)
def test_robots_are_obeyed(site, robots, path, is_allowed):
    put_robots(site, robots)
    site.put(path, CSV)
    if is_allowed:
        assert get(site, path).content == CSV
        return
    with pytest.raises(FetchError, match="robots.txt of risultati.example does not allow"):
        get(site, path)
    assert site.asked(path) == 0


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_without_robots_all_is_allowed(site, status):
    put_robots(site, "User-agent: *\nDisallow: /", status)
    assert get(site).content == CSV


@pytest.mark.parametrize("status", ["500 Internal Server Error", "503 No", "429 Too Many"])
def test_while_robots_cannot_be_read_nothing_is_allowed(site, status):
    put_robots(site, "", status)
    with pytest.raises(NextRun, match="robots.txt cannot be read"):
        get(site)
    assert site.asked("/buono.csv") == 0
    assert site.asked("/robots.txt") == 4


def test_robots_out_of_reach_allow_nothing(site):
    site.answers["/robots.txt"] = lambda visit: visit.reset()
    with pytest.raises(NextRun, match="robots.txt cannot be read"):
        get(site)
    assert site.asked("/buono.csv") == 0


def test_robots_behind_a_redirect_are_read(site):
    site.answers["/robots.txt"] = lambda visit: visit.redirect("/altrove/robots.txt")
    site.put("/altrove/robots.txt", b"User-agent: *\nDisallow: /")
    with pytest.raises(FetchError, match="does not allow"):
        get(site)


def test_robots_on_another_site_allow_nothing(site):
    site.answers["/robots.txt"] = lambda visit: visit.redirect("http://altrove.example/robots.txt")
    with pytest.raises(NextRun, match="not on a host of the source"):
        get(site)


def test_a_redirect_is_held_to_robots_too(site):
    put_robots(site, "User-agent: *\nDisallow: /buono.csv")
    site.answers["/qui"] = lambda visit: visit.redirect("/buono.csv")
    with pytest.raises(FetchError, match="does not allow"):
        get(site, "/qui")


def test_robots_are_read_once_a_run(site):
    client = local_client()
    for _ in range(3):
        get(site, client=client)
    assert site.asked("/robots.txt") == 1


# Turns


@pytest.mark.parametrize(
    ("own", "robots", "each"),
    [
        (5.0, "", 5.0),
        (1.0, DELAY, 2.5),
        (5.0, DELAY, 5.0),
        (0.0, "User-agent: *\nCrawl-delay: presto\n", None),
        (1.0, "User-agent: pedana\nCrawl-delay: 9\n\nUser-agent: *\nCrawl-delay: 3\n", 9.0),
    ],
)
def test_the_delay_of_a_host(site, own, robots, each):
    """After robots.txt the delay of the source; from then on the longer of the two."""
    put_robots(site, robots)
    clock = Clock()
    client = local_client(clock=clock, sleep=clock.sleep)
    for _ in range(4):
        get(site, client=client, delay_seconds=own)
    assert clock.slept == ([own] if own else []) + ([each] * 3 if each else [])


def test_time_that_passed_anyway_is_no_delay_twice(site):
    clock = Clock()
    client = local_client(clock=clock, sleep=clock.sleep)
    get(site, client=client, delay_seconds=5.0)
    clock.now += 3.0
    get(site, client=client, delay_seconds=5.0)
    clock.now += 60.0
    get(site, client=client, delay_seconds=5.0)
    assert clock.slept == [5.0, 2.0]


def test_hosts_wait_apart_and_redirects_wait_too(site):
    clock = Clock()
    client = local_client(clock=clock, sleep=clock.sleep)
    site.answers["/qui"] = lambda visit: visit.redirect(site.url("/buono.csv", f"www.{HOST}"))
    get(site, "/qui", client=client, delay_seconds=5.0)
    assert clock.slept == [5.0, 5.0]
    assert [headers["host"].split(":")[0] for _, headers in site.requests] == [
        HOST,
        HOST,
        f"www.{HOST}",
        f"www.{HOST}",
    ]


def test_retries_wait_their_turn(site):
    clock = Clock()
    client = local_client(clock=clock, sleep=clock.sleep)
    get(site, "/reset_twice", client=client, delay_seconds=5.0)
    assert clock.slept == [5.0, 5.0, 5.0]


def test_one_request_at_a_time(site):
    for _ in range(5):
        get(site)
    assert site.most_at_once == 1


# Retries


@pytest.mark.parametrize("status", ["429 Too Many", "500 No", "502 No", "503 No", "408 Slow"])
def test_what_may_pass_is_tried_again(site, status):
    site.answers["/x.csv"] = lambda visit: (
        visit.answer(b"", status) if visit.nth == 1 else visit.answer(CSV)
    )
    assert get(site, "/x.csv").content == CSV


@pytest.mark.parametrize(
    "status", ["400 No", "401 No", "403 No", "404 No", "410 Gone", "204 Empty"]
)
def test_what_will_not_pass_is_asked_once(site, status):
    site.answers["/x.csv"] = lambda visit: visit.answer(b"", status)
    with pytest.raises(FetchError, match=f"the answer is {status[:3]}"):
        get(site, "/x.csv")
    assert site.asked("/x.csv") == 1


def test_waits_grow_and_are_never_the_same(site, monkeypatch):
    waits = []
    monkeypatch.setattr("time.sleep", waits.append)
    site.answers["/x.csv"] = lambda visit: visit.answer(b"", "503 No")
    patience = Patience(attempts=5, first_wait=2.0, longest_wait=60.0, jitter=1.5)
    client = local_client(patience=patience)
    for _ in range(2):
        with pytest.raises(TryLater):
            get(site, "/x.csv", client=client)
    for number, (one, other) in enumerate(zip(waits[:4], waits[4:], strict=True)):
        assert 2.0 * 2**number <= one <= 2.0 * 2**number + 1.5
        assert one != other


def test_retry_after_is_obeyed_as_a_date(site, monkeypatch):
    waits = []
    monkeypatch.setattr("time.sleep", waits.append)
    site.answers["/x.csv"] = lambda visit: (
        visit.answer(b"", "503 No", Retry_After=formatdate(time.time() + 100, usegmt=True))
        if visit.nth == 1
        else visit.answer(CSV)
    )
    get(site, "/x.csv")
    (wait,) = waits
    assert 60 < wait <= 100


@pytest.mark.parametrize("wait", ["3600", "9" * 500, formatdate(time.time() + 7200, usegmt=True)])
def test_too_long_a_wait_leaves_the_source_for_the_next_run(site, wait):
    site.answers["/x.csv"] = lambda visit: visit.answer(b"", "429 Basta", Retry_After=wait)
    with pytest.raises(NextRun, match="answers 429 and asks to wait"):
        get(site, "/x.csv")
    assert site.asked("/x.csv") == 1


def test_too_long_a_crawl_delay_leaves_the_source(site):
    put_robots(site, "User-agent: *\nCrawl-delay: 86400")
    with pytest.raises(NextRun, match="asks for 86,400 s between requests"):
        get(site)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Sat, 21 Mar 2026 10:02:00 GMT", 120.0),
        ("Sat, 21 Mar 2026 10:02:00 -0000", 120.0),
        ("Sat, 21 Mar 2026 09:00:00 GMT", 0.0),
        ("", None),
        ("-5", None),
        ("presto", None),
        ("1.5", None),
        ("Sat, 21 Mar 99999 10:02:00 GMT", None),
        ("21 Mar 2026 10:02 +9999999999", None),
    ],
)
def test_retry_after(text, seconds):
    assert retry_after(text, 1774087200.0) == seconds


@given(st.text(max_size=60))
def test_retry_after_takes_any_text(text):
    assert (retry_after(text, 0.0) or 0.0) >= 0.0


# Who asks


def test_every_request_says_who_asks(site):
    get(site)
    for _, headers in site.requests:
        assert headers["user-agent"] == AGENT
        assert headers["host"] == f"{HOST}:{site.port}"


def test_the_user_agent_names_a_contact():
    assert user_agent("prova@example.org").endswith(" (+prova@example.org)")
    assert user_agent("https://example.org/chi-siamo").startswith("pedana/")


@pytest.mark.parametrize(
    "contact",
    [
        "",
        "pedana",
        "prova@",
        "@example.org",
        "a@b\r\nX-Altro: 1",
        "prova(1)@example.org",
        "http://",
        "è@b.it",
    ],
)
def test_without_a_contact_nothing_is_asked(contact):
    with pytest.raises(FetchError, match="PEDANA_CONTACT must be a mail address or a web page"):
        user_agent(contact)
