"""What the tests of fetch share: an invented source on the hostile server, and a client that may reach it.

As a program it is `pedana fetch finta` against a server on 127.0.0.1, in a process that can be killed:

    python -m tests.fetching PORT ARCHIVE [N]     with N it kills itself before its N-th write is safe
"""

import functools
import itertools
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

from ingest.fetch import fetch_sources
from ingest.polite import Client, Patience
from ingest.progress import Tally
from ingest.reading import Expects, Get, Link, Source
from ingest.request import Limits, Network
from tests.hostile import CSV
from tests.raw_server import Site

AGENT = "pedana/0 (+prova@example.org)"
CONTACT = "prova@example.org"
HOST = "risultati.example"
LINK = re.compile(r'<a href="([^"]+)">([^<]*)</a>')


def resolve(host: str, port: int) -> list[str]:
    """Every invented host is this machine."""
    return ["127.0.0.1"] if host.endswith(".example") else [host]


LOCAL = Network(resolve=resolve, may_connect=lambda address: address == "127.0.0.1")
QUICK = Patience(attempts=4, first_wait=0.001, longest_wait=0.002, jitter=0.0)


def local_client(**changes) -> Client:
    settings = {"agent": AGENT, "limits": Limits(deadline_seconds=20, idle_seconds=10)}
    return Client(**(settings | {"network": LOCAL, "patience": QUICK} | changes))


def source(**changes) -> Source:
    fields = {
        "key": "finta",
        "name": "Fonte Finta",
        "publisher": "Federazione Finta",
        "lineage": "first_party",
        "home_url": f"http://{HOST}/",
        "licence": "inventata",
        "covers": "2026-",
        "media_types": ("text/csv", "application/pdf"),
        "expects": Expects(min_rows=1, filled={}),
        "hosts": (HOST,),
        "delay_seconds": 0.0,
    }
    return Source(**(fields | changes))


def discover_pages(start: str, get: Get) -> Iterator[Link]:
    """The links of a list that goes on as long as a page has a link `avanti`."""
    following = start
    while following:
        page = get(following)
        following = ""
        for href, text in LINK.findall(page.text):
            if text == "avanti":
                following = href
            else:
                yield Link(url=href, name=href.rpartition("/")[2], said={"title": text})


def finta(start: str = "", discover: Callable[[Get], Iterator[Link]] | None = None, **changes):
    """The source as a module would be, registered nowhere."""
    return SimpleNamespace(
        SOURCE=source(**changes), discover=discover or functools.partial(discover_pages, start)
    )


def linking(*urls: str) -> Callable[[Get], Iterator[Link]]:
    """A discover that knows its links without asking."""

    def discover(get: Get) -> Iterator[Link]:
        yield from (Link(url=url, name=url.rpartition("/")[2]) for url in urls)

    return discover


def fetch(archive: Path, *modules, client: Client | None = None, **options) -> list[Tally]:
    return list(fetch_sources(modules, archive, client or local_client(), **options))


def fetch_one(archive: Path, site: Site, path: str, **options) -> Tally:
    """The tally of a source with one link."""
    (tally,) = fetch(archive, finta(discover=linking(site.url(path))), **options)
    return tally


def put_list(site: Site, documents: int = 4, pages: int = 2) -> str:
    """A list in pages with its documents, all with an ETag; return its first address."""
    each = -(-documents // pages)
    for page in range(pages):
        numbers = range(page * each, min((page + 1) * each, documents))
        links = [(site.url(f"/gara{number}.csv"), f"Trofeo Finto {number}") for number in numbers]
        if page + 1 < pages:
            links.append((site.url(f"/elenco?start={page + 1}"), "avanti"))
        body = "".join(f'<p><a href="{href}">{text}</a></p>' for href, text in links)
        html = f"<html><body>{body}</body></html>"
        site.put(f"/elenco?start={page}", html.encode(), Content_Type="text/html")
    for number in range(documents):
        site.put(f"/gara{number}.csv", CSV + f"2;Altra Prova;Finta;{number},000\n".encode())
    return site.url("/elenco?start=0")


def snapshot(archive: Path) -> dict[str, str]:
    """Every file of an archive with what is in it; the hours at which it was fetched left out."""
    files = (path for path in archive.rglob("*") if path.is_file())
    return {
        str(path.relative_to(archive)): re.sub(
            r'"fetched_at": "[^"]+"', "", path.read_bytes().decode("latin-1")
        )
        for path in files
    }


def names(archive: Path) -> list[str]:
    """The names of the documents in an archive, in order."""
    records = archive.glob("documents/*/*.record.json")
    return sorted(json.loads(path.read_text(encoding="utf-8"))["name"] for path in records)


# A process that is killed


def kill_before(nth: int) -> None:
    """Make this process kill itself before its n-th call that makes a write safe or visible."""
    calls = itertools.count(1)

    def or_killed(call, *arguments):
        if next(calls) == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments)

    os.fsync = functools.partial(or_killed, os.fsync)
    os.replace = functools.partial(or_killed, os.replace)


def main(port: str, archive: str, nth: str = "0") -> int:
    """The command itself, with one source and one client in place of the real ones."""
    from ingest import cli, polite

    os.environ["PEDANA_CONTACT"] = CONTACT
    cli.load_sources = lambda: {"finta": finta(f"http://{HOST}:{port}/elenco?start=0")}
    polite.Client = functools.partial(Client, network=LOCAL, patience=QUICK)
    kill_before(int(nth))
    return cli.main(["fetch", "finta", "--archive", archive])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
