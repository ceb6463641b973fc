"""The polite client: says who asks, obeys robots.txt, waits its turn, tries again, stays on its own hosts."""

import datetime
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx
import stamina
from protego import Protego

from ingest.reading import FetchError, Source
from ingest.request import Answer, Limits, Network, NotNow, TryLater, ask

ROBOT = "pedana"
ROBOTS_BYTES = 512_000  # RFC 9309 asks for 500 KiB at least
REDIRECTS = 5
MOVED = (301, 302, 303, 307, 308)
TOO_MANY = 429
PASSING = (408, 425, TOO_MANY)  # and every 5xx: an answer that may be another one later
CONTACT = re.compile(r"(https?://|[!-~]+@)[!-~]+")


class NextRun(NotNow):
    """The host asks for more patience than one run has: its source is left for the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often and how long to wait; seconds. ceiling is the longest wait that a server may ask for."""

    attempts: int = 4
    first_wait: float = 2.0
    longest_wait: float = 60.0
    jitter: float = 2.0
    ceiling: float = 300.0


def user_agent(contact: str) -> str:
    """How pedana names itself to a server. Raises FetchError without somebody to write to."""
    if not CONTACT.fullmatch(contact) or "(" in contact or ")" in contact:
        found = f"it is {contact!r}" if contact else "it is not set"
        raise FetchError(
            "PEDANA_CONTACT must be a mail address or a web page at which the owner of a site"
            f" reaches you, and {found}"
        )
    return f"{ROBOT}/{version('pedana')} (+{contact})"


def parse_address(text: str) -> httpx.URL:
    """An address as it is asked for: without its fragment, blanks and accents escaped."""
    try:
        url = httpx.URL(text.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"{text!r} is not an address ({error})") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(f"{text!r} is not an address of the web")
    return url


@dataclass(slots=True, kw_only=True)
class Client:
    """Asks for one address at a time. network, clock and sleep are parameters for tests.

    What it remembers for one run: when each host may be asked again, and its robots.txt.
    """

    agent: str
    limits: Limits = Limits()
    patience: Patience = Patience()
    network: Network = Network()
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _free_at: dict[str, float] = field(default_factory=dict, init=False)
    _robots: dict[str, Protego] = field(default_factory=dict, init=False)

    def get(
        self,
        url: str,
        source: Source,
        max_bytes: int,
        conditions: Mapping[str, dict[str, str]] | None = None,
        body: bytes = b"",
    ) -> Answer:
        """The answer 200 or 304 of an address of the source, redirects followed.

        conditions: headers such as If-None-Match, by the address that they were received from. body: JSON
        that is sent by POST, to this address only. Raises FetchError for every other answer, NextRun where
        the source must be left alone for now.
        """
        conditions = conditions or {}
        address = parse_address(url)
        seen: list[str] = []
        while True:
            _require_own(address, source)
            delay = self._delay(address, source)
            condition = conditions.get(str(address), {})
            answer = self._ask_patiently(address, delay, max_bytes, condition, body)
            if answer.status == 200 or (answer.status == 304 and condition):
                return answer
            if body:
                raise FetchError(f"the answer is {answer.status}")
            seen.append(str(address))
            address = _moved_to(address, answer, seen)

    def _ask_patiently(
        self,
        url: httpx.URL,
        delay: float,
        max_bytes: int,
        condition: Mapping[str, str],
        body: bytes = b"",
    ) -> Answer:
        patience = self.patience
        patiently = stamina.retry(
            on=_how_long,
            attempts=patience.attempts,
            timeout=None,
            wait_initial=patience.first_wait,
            wait_max=patience.longest_wait,
            wait_jitter=patience.jitter,
        )
        return patiently(self._ask_once)(url, delay, max_bytes, condition, body)

    def _ask_once(
        self,
        url: httpx.URL,
        delay: float,
        max_bytes: int,
        condition: Mapping[str, str],
        body: bytes,
    ) -> Answer:
        """One request in its turn: `delay` seconds after the last one to this host has ended."""
        headers = {"User-Agent": self.agent, "Accept": "*/*", **condition}
        if body:
            headers["Content-Type"] = "application/json"
        self.sleep(max(0.0, self._free_at.get(url.host, 0.0) - self.clock()))
        try:
            answer = ask(url, headers, max_bytes, self.limits, self.network, body)
        finally:
            self._free_at[url.host] = self.clock() + delay
        if answer.status in PASSING or answer.status >= 500:
            raise self._later(url, answer)
        return answer

    def _later(self, url: httpx.URL, answer: Answer) -> FetchError:
        """What an answer that may pass means. An address that asks for a longer wait than a run has is not
        asked again in this run. 429 is said to whoever asks: nothing more is asked of that host. 503 is taken
        to be said of the address, for the host has just shown its robots.txt: one page that is closed must
        not keep back all others; where all are closed, a few in a row end the source (fetch.py).
        """
        seconds = retry_after(answer.headers.get("retry-after", ""), time.time())
        if seconds is None or seconds <= self.patience.ceiling:
            return TryLater(f"the answer is {answer.status}", seconds)
        wait = f"and asks to wait {seconds:,.0f} s"
        if answer.status == TOO_MANY:
            return NextRun(f"{url} answers {answer.status} {wait}")
        return NotNow(f"the answer is {answer.status} {wait}")

    def _delay(self, url: httpx.URL, source: Source) -> float:
        """Seconds between requests to this host, once its robots.txt allows the address."""
        robots = self._robots_of(url, source)
        if not robots.can_fetch(str(url), ROBOT):
            raise FetchError(f"robots.txt of {url.host} does not allow {url}")
        delay = max(source.delay_seconds, robots.crawl_delay(ROBOT) or 0.0)
        if delay > self.patience.ceiling:
            raise NextRun(f"robots.txt of {url.host} asks for {delay:,.0f} s between requests")
        return delay

    def _robots_of(self, url: httpx.URL, source: Source) -> Protego:
        robots_url = url.copy_with(raw_path=b"/robots.txt")
        key = str(robots_url)
        if key not in self._robots:
            self._robots[key] = Protego.parse(self._read_robots(robots_url, source))
        return self._robots[key]

    def _read_robots(self, url: httpx.URL, source: Source) -> str:
        """Its text; "" where there is none (4xx): all is allowed. Unreadable: nothing is, for now."""
        seen: list[str] = []
        try:
            while True:
                _require_own(url, source)
                answer = self._ask_patiently(url, source.delay_seconds, ROBOTS_BYTES, {})
                if 400 <= answer.status < 500:
                    return ""
                if answer.status == 200:
                    return answer.content.decode("utf-8-sig", errors="replace")
                seen.append(str(url))
                url = _moved_to(url, answer, seen)
        except FetchError as error:
            raise NextRun(f"{url} cannot be read ({error}), so nothing is asked for") from error


def _require_own(url: httpx.URL, source: Source) -> None:
    """Raise FetchError unless the address lies on a host of the source, or below one."""
    host = url.host
    if not any(host == own or host.endswith(f".{own}") for own in source.hosts):
        raise FetchError(f"{url} is not on a host of the source ({', '.join(source.hosts)})")
    if url.userinfo:
        raise FetchError(f"{url.host}: an address with a user name is not asked for")


def _moved_to(url: httpx.URL, answer: Answer, seen: list[str]) -> httpx.URL:
    """Where a redirect leads; FetchError for an answer that is none, and for a chain without end."""
    location = answer.headers.get("location", "")
    if answer.status not in MOVED or not location:
        raise FetchError(f"the answer is {answer.status}")
    try:
        target = parse_address(str(url.join(location)))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"redirect to {location!r}, not an address") from error
    if str(target) in seen:
        raise FetchError(f"redirects in a circle: {' -> '.join([*seen, str(target)])}")
    if len(seen) > REDIRECTS:
        raise FetchError(f"more than {REDIRECTS} redirects, the last to {target}")
    return target


def _how_long(error: Exception) -> bool | float:
    """stamina's question: again after its own wait (True), after these seconds, or not (False)."""
    if not isinstance(error, TryLater):
        return False
    return True if error.seconds is None else error.seconds


def retry_after(text: str, now: float) -> float | None:
    """Seconds that a Retry-After asks for, as a number or a date; None without one that is understood."""
    if re.fullmatch(r"[0-9]+", text):
        return float(text)
    try:
        when = parsedate_to_datetime(text)
        if when.tzinfo is None:
            when = when.replace(tzinfo=datetime.UTC)
        return max(0.0, when.timestamp() - now)
    except (ValueError, OverflowError):
        return None
