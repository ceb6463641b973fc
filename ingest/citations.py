"""Cited addresses: when two address texts are one page, and how far its host is believed."""

import functools
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from ingest.vocabulary import trust_of

NOISE = re.compile(r"utm_.*|highlight|rcp_action|fbclid")
FEDERATION_NEWS = re.compile(r"federginnastica\.it/news/(?:[\w-]+/)?(\d+)-")


@dataclass(frozen=True, slots=True)
class Citation:
    citation_id: str
    key: str
    address: str
    host: str
    trust: int
    is_link: bool


@functools.lru_cache(maxsize=100_000)
def cite(address: str) -> Citation:
    """Read a cited address. http and https, www, a closing slash, a fragment and tracking make no other
    page; federation news are one page by their number. A text that is no address is kept and no link.
    """
    is_link = (
        bool(re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?", address)) and "..." not in address
    )
    key, host = _key(address)
    is_link = is_link and bool(host)
    digest = hashlib.sha256(key.encode()).hexdigest()[:10]
    return Citation(digest, key, address, host, trust_of(host), is_link)


def host_of(address: str) -> str:
    """The host of an address with or without its scheme; "" where there is none, or no address."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:  # "//[" begins an address of IPv6 that is none
        return ""


def _key(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address, ""
    host = (parts.hostname or "").removeprefix("www.")
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)
             if not NOISE.fullmatch(name)]  # fmt: skip
    key = host + parts.path.rstrip("/") + (f"?{urlencode(query)}" if query else "")
    news = FEDERATION_NEWS.match(key)
    return (f"federginnastica.it/news/{news[1]}" if news else key or address), host
