"""Who may send a form, and how often: what another site sends, a machine and a flood are stopped here.

All of it is in memory: nothing that was sent, and no address, is written down.
"""

import hmac
import ipaddress
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

FEWEST_SECONDS = 3  # nobody reads and fills in the form in less
MOST_SECONDS = 24 * 60 * 60
TOKEN = re.compile(r"(\d{1,12})-([0-9a-f]{32})-([\w-]{20,60})", re.ASCII)
Sign = Callable[[object, str], str]


def is_foreign(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that another site sends this. One that says nothing still needs the token."""
    if site := headers.get("sec-fetch-site"):
        return site != "same-origin"
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host")


def make_token(sign: Sign, cookie: str, now: float) -> str:
    """When a form was given, a random word of its own, and a signature that ties both to a cookie."""
    return _signed(sign, cookie, str(int(now)), secrets.token_hex(16))


def token_age(sign: Sign, cookie: str, token: str, now: float) -> float | None:
    """Seconds since the form was given; None for a token that is not of this site and cookie, or old."""
    parts = TOKEN.fullmatch(token)
    if not parts or not hmac.compare_digest(token, _signed(sign, cookie, parts[1], parts[2])):
        return None
    age = now - int(parts[1])
    return age if -1 <= age <= MOST_SECONDS else None


def _signed(sign: Sign, cookie: str, moment: str, word: str) -> str:
    signature = sign([cookie, moment, word], "segnala").rpartition(".")[2]
    return f"{moment}-{word}-{signature}"


def sender_keys(peer: str | None, forwarded: str) -> tuple[str, str]:
    """Who counts as one, and the network that has a share: of IPv4 the address and its /24, of IPv6 the /56
    that one home line has and its /48. Behind our own proxy, and only there, the last address it has written;
    what stands before it anybody can write.
    """
    address = _address(peer or "")
    if address is None or address.is_loopback:
        address = _address(forwarded.rpartition(",")[2].strip()) or address
    if address is None:
        return "unknown", "unknown"
    bits = (32, 24) if address.version == 4 else (56, 48)
    one, share = (str(ipaddress.ip_network(f"{address}/{length}", strict=False)) for length in bits)
    return one, share


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Raises nothing: None for what is no address. One of IPv4 in the form of IPv6 is one of IPv4."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


@dataclass(slots=True)
class Limit:
    """So many at once from each key, then one more every so many seconds. Only the latest keys are kept: who
    asks from more addresses than that meets the limit for all.
    """

    at_once: int
    seconds: float
    max_keys: int = 10_000
    _free_at: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def wait(self, key: str, now: float) -> float:
        """0 and one is taken, or the seconds after which one may be."""
        known = self._free_at.pop(key, now)
        free_at = max(known, now) + self.seconds
        too_early = free_at - now - self.at_once * self.seconds
        self._free_at[key] = known if too_early > 0 else free_at
        while len(self._free_at) > self.max_keys:
            self._free_at.popitem(last=False)
        return max(too_early, 0.0)

    def __len__(self) -> int:
        return len(self._free_at)
