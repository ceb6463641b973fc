"""network -> archive: ask a source what there is, fetch each document, remember what was done.

The order of writes is what makes a run resumable: the bytes, their record, then the line in the journal. A
kill between two of them costs one more request, and nothing is stored twice: documents go by their hash.
"""

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

import stamina.instrumentation

from ingest.archive import (
    ArchiveError,
    add_document,
    find_document,
    keep_page,
    read_page,
    remove_half_files,
    remove_pages,
)
from ingest.content import CSV, TEXT, file_name, media_type, require_whole
from ingest.journal import Entry, Journal, hold
from ingest.listing import list_links
from ingest.polite import Client, NextRun, parse_address
from ingest.progress import Progress, Tally
from ingest.reading import FetchError, Link, Page, ReadingError, Source
from ingest.request import Answer, NotNow
from ingest.sheet.charset import decode_page

PAGE_BYTES = 8_000_000
DOCUMENT_BYTES = 32_000_000
MOST_PAGES = 2_000  # of one run: a listing that always has a next page is a trap
MOST_FAILURES = 5  # in a row, of a server that is not able: the next run tries again


@dataclass(slots=True, kw_only=True)
class Run:
    """One source being fetched."""

    source: Source
    archive: Path
    client: Client
    progress: Progress
    journal: Journal
    tally: Tally
    pages: int = 0
    in_a_row: int = 0


def choose_sources(sources: Mapping[str, ModuleType], names: Sequence[str]) -> list[ModuleType]:
    """The named sources, or all that can be fetched. Raises FetchError for one that cannot."""
    fetchable = {key: module for key, module in sources.items() if hasattr(module, "discover")}
    for name in names:
        if name not in sources:
            raise FetchError(f"no source {name!r}; there are {', '.join(sources)}")
        if name not in fetchable:
            raise FetchError(f"{name} is not fetched: its documents come in with pedana add")
    if not fetchable:
        raise FetchError("no source says where its documents are; add them with pedana add")
    return [fetchable[name] for name in dict.fromkeys(names or fetchable)]


def fetch_sources(
    sources: Sequence[ModuleType],
    archive: Path,
    client: Client,
    *,
    limit: int | None = None,
    progress: Progress | None = None,
) -> Iterator[Tally]:
    """Fetch one source after the other and yield what came of each; the failure of one stops no other.

    A source is whatever has SOURCE and discover(get). limit: new documents of each source.
    """
    progress = progress or Progress()
    stamina.instrumentation.set_on_retry_hooks([partial(_say_retry, progress)])
    try:
        with hold(archive):
            remove_half_files(archive)
            for module in sources:
                yield _fetch_source(module, archive, client, limit, progress)
    finally:
        stamina.instrumentation.set_on_retry_hooks(None)


def _say_retry(progress: Progress, details: stamina.instrumentation.RetryDetails) -> None:
    """The address is the first argument of what is tried again."""
    address = details.args[0]
    progress.log(f"{address}: {details.caused_by}: again in {details.wait_for:.0f} s")


def _fetch_source(
    module: ModuleType, archive: Path, client: Client, limit: int | None, progress: Progress
) -> Tally:
    """Any error of a source is one line: the next one has its turn."""
    source: Source = module.SOURCE
    tally = Tally(source.key)
    try:
        journal = Journal(archive, source.key)
        remove_pages(archive, source.key, but=journal.hashes())
        run = Run(
            source=source,
            archive=archive,
            client=client,
            progress=progress,
            journal=journal,
            tally=tally,
        )
        with closing(list_links(module.discover, partial(fetch_page, run))) as links:
            _fetch_links(run, links, limit)
    except NextRun as error:
        _fail(tally, progress, f"{error}: left for the next run")
    except (FetchError, ArchiveError, ReadingError) as error:
        _fail(tally, progress, str(error))
    except Exception as error:
        _fail(tally, progress, f"{type(error).__name__}: {error}")
    progress.show("")
    return tally


def _fetch_links(run: Run, links: Iterator[Link], limit: int | None) -> None:
    tally = run.tally
    for link in _in_turn(run, links):
        _try_link(run, link)
        run.progress.show(str(tally))
        if limit is not None and tally.new >= limit:
            run.progress.log(f"{run.source.key}: stopped at {limit} new documents")
            return
    if not tally.found:
        raise FetchError("no documents found: is this still the page that lists them?")


def _in_turn(run: Run, links: Iterator[Link]) -> Iterator[Link]:
    """Each link once. Those whose server was ever not able come last, the one that failed longest ago first:
    whichever of them ends a run, the next one begins behind it, and no link waits for ever.
    """
    order = {url: at for at, url in enumerate(run.journal.failed())}
    seen, later, broken = set[str](), list[Link](), None
    try:
        for link in links:
            if link.url in seen:
                continue
            seen.add(link.url)
            run.tally.found += 1
            if link.url in order:
                later.append(link)
            else:
                yield link
    except NextRun:
        raise
    except Exception as error:  # the list breaks off: that is no fault of the links before
        broken = error
    yield from sorted(later, key=lambda link: order[link.url])
    if broken:
        raise broken


def _try_link(run: Run, link: Link) -> None:
    """Fetch one document; its failure is a line, unless the server fails again and again."""
    try:
        fetch_document(run, link)
        run.in_a_row = 0
    except (FetchError, ArchiveError) as error:
        is_unable = isinstance(error, NotNow)
        if is_unable:
            run.journal.add_failure(link.url)
        if isinstance(error, NextRun):
            raise
        _fail(run.tally, run.progress, f"{link.url}: {error}")
        run.in_a_row = run.in_a_row + 1 if is_unable else 0
        if run.in_a_row == MOST_FAILURES:
            raise NextRun(f"{MOST_FAILURES} failures in a row") from error


def _fail(tally: Tally, progress: Progress, text: str) -> None:
    """Say it once: a page that failed is said before `discover` bears it, or gives up for it."""
    if text in tally.failures:
        return
    tally.failures.append(text)
    progress.say(f"pedana: {tally.source}: {text}")


def fetch_page(run: Run, url: str, body: Mapping[str, str] | None = None, /) -> Page:
    """A listing page for `discover`, from the archive where the server says "not modified". With a body
    it is asked for by POST, and its entry in the journal goes by address and body.

    Raises FetchError for a page that is empty, cut short or says that the site is closed for now.
    """
    run.pages += 1
    if run.pages > MOST_PAGES:
        raise FetchError(f"more than {MOST_PAGES} listing pages")
    address = str(parse_address(url))
    try:
        return _fetch_page(run, address, json.dumps(body, sort_keys=True) if body else "")
    except NextRun:
        raise
    except FetchError as error:
        text = f"{address}: {error}"
        _fail(run.tally, run.progress, text)
        raise FetchError(text) from error


def _fetch_page(run: Run, address: str, sent: str) -> Page:
    asked = f"{address} {sent}".strip()
    entry = run.journal.get(asked)
    kept = read_page(run.archive, run.source.key, entry.sha256) if entry else None
    answer = _ask(run, address, entry if kept else None, PAGE_BYTES, sent.encode())
    if entry and kept and answer.status == 304:
        return Page(url=entry.address, content=kept, text=decode_page(kept, entry.content_type))
    require_whole(answer.content, answer.has_length)
    _remember(run, asked, answer, keep_page(run.archive, run.source.key, answer.content))
    text = decode_page(answer.content, answer.headers.get("content-type", ""))
    return Page(url=answer.url, content=answer.content, text=text)


def fetch_document(run: Run, link: Link) -> None:
    """Store what a link leads to. The same bytes are one document, changed bytes are another.

    Raises FetchError for what the source does not take: another format, a page in place of a file.
    """
    asked = str(parse_address(link.url))
    entry = run.journal.get(asked)
    known = find_document(run.archive, entry.sha256) if entry else None
    answer = _ask(run, asked, entry if known else None, DOCUMENT_BYTES)
    if answer.status == 304:
        run.tally.unchanged += 1
        return
    require_whole(answer.content, answer.has_length)
    sha256, is_new = _store(run, link, answer)
    _remember(run, asked, answer, sha256)
    run.tally.new += is_new
    run.tally.unchanged += not is_new


def _ask(run: Run, url: str, known: Entry | None, max_bytes: int, body: bytes = b"") -> Answer:
    conditions = {}
    if known and known.etag:
        conditions["If-None-Match"] = known.etag
    if known and known.last_modified:
        conditions["If-Modified-Since"] = known.last_modified
    address = known.address if known else ""
    answer = run.client.get(url, run.source, max_bytes, {address: conditions}, body)
    run.tally.received += answer.received
    return answer


def _store(run: Run, link: Link, answer: Answer) -> tuple[str, bool]:
    """Add the document; return its hash and whether it is new. Another source's document stays its own."""
    kind = media_type(answer.content)
    wanted = run.source.media_types
    if kind not in wanted and not (kind == CSV and TEXT in wanted):
        raise FetchError(f"what came is {kind}, expected {' or '.join(wanted)}")
    known = find_document(run.archive, hashlib.sha256(answer.content).hexdigest())
    if known and known.source != run.source.key:
        run.progress.log(f"{answer.url}: is {known.document_id}, a document of {known.source}")
        return known.sha256, False
    document, is_new = add_document(
        run.archive,
        answer.content,
        source=run.source.key,
        name=file_name(link.name, kind, wanted),
        address=answer.url,
        fetched_at=_now(),
        status=str(answer.status),
        said=link.said,
    )
    if is_new:
        run.progress.log(f"{run.source.key}: {document.document_id} {document.name}: new")
    return document.sha256, is_new


def _remember(run: Run, asked: str, answer: Answer, sha256: str) -> None:
    run.journal.add(
        Entry(
            url=asked,
            address=answer.url,
            sha256=sha256,
            etag=_validator(answer, "etag"),
            last_modified=_validator(answer, "last-modified"),
            content_type=answer.headers.get("content-type", ""),
            fetched_at=_now(),
        )
    )


def _validator(answer: Answer, name: str) -> str:
    """A header that can be sent back as it came; "" for one that no header may hold."""
    value = str(answer.headers.get(name, ""))
    return value if value.isascii() and value.isprintable() else ""


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
