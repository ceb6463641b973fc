"""The command `pedana`: one sub-command a step of the flow. Bad input is one line and exit code 1, a
wrong call one line and 2.
"""

import argparse
import datetime
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest import (
    hidden_commands,
    private_commands,
    release_commands,
    request_commands,
    review_commands,
)
from ingest.archive import (
    ArchiveError,
    add_document,
    describe_document,
    read_file,
    remove_half_files,
)
from ingest.build import build_release, read_document
from ingest.check import format_report, run_checks
from ingest.command import (
    ERRORS,
    Command,
    Parser,
    build_arguments,
    count_argument,
    database_argument,
    default_archive,
    open_release,
    public_folders,
    say_report,
)
from ingest.coverage import format_coverage, read_coverage
from ingest.decisions import load_decisions
from ingest.inbox import default_inbox, overdue_line
from ingest.notice import notice_path, say_blanks
from ingest.private import default_private
from ingest.published import published_name
from ingest.reading import ReadingError
from ingest.release_commands import require_newest
from ingest.sandbox import Sandbox
from ingest.sources import idle_sources, load_sources

SAID = {  # key of Document.said -> its value in the help
    "title": "COMPETITION",
    "date": "2026-03-21",
    "place": "TOWN",
    "discipline": "rhythmic|artistic",
    "category": "CATEGORY",
}


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BrokenPipeError:
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"pedana: {where}{error.strerror or error}", file=sys.stderr)
        return 1
    except ERRORS as error:
        print(f"pedana: {error}", file=sys.stderr)
        return 1
    return code


def _fetch_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="default: all that can be fetched"
    )
    parser.add_argument(
        "--archive", type=Path, default=default_archive(), help="default: %(default)s"
    )
    parser.add_argument(
        "--limit", type=count_argument, metavar="N", help="stop a source after N new documents"
    )


def _fetch(options: argparse.Namespace) -> int:
    from ingest import fetch, polite  # the other commands need no network

    chosen = fetch.choose_sources(load_sources(), options.sources)
    idle = {} if options.sources else idle_sources(chosen)
    print(end="".join(f"{key}: {reason}\n" for key, reason in idle.items()))
    chosen = [module for module in chosen if module.SOURCE.key not in idle]
    client = polite.Client(agent=polite.user_agent(os.environ.get("PEDANA_CONTACT", "")))
    failed = 0
    try:
        for tally in fetch.fetch_sources(chosen, options.archive, client, limit=options.limit):
            failed += bool(tally.failures)
            print(tally, flush=True)
    except KeyboardInterrupt:
        print("\npedana: stopped; the next run goes on from here", file=sys.stderr)
        return 130
    return 1 if failed else 0


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--source", required=True, help="key of the source that reads it (see: pedana sources)"
    )
    parser.add_argument("--url", default="", help="address it was published at")
    said = parser.add_argument_group("what the document itself does not print")
    for key, example in SAID.items():
        said.add_argument(f"--{key}", default="", metavar=example)
    parser.add_argument(
        "--archive", type=Path, default=default_archive(), help="default: %(default)s"
    )
    parser.add_argument(
        "--keep", action="store_true", help="add even what its source does not understand today"
    )


def _add(options: argparse.Namespace) -> int:
    if options.source not in load_sources():
        raise ArchiveError(f"no source {options.source!r}; there are {', '.join(load_sources())}")
    remove_half_files(options.archive)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    refused = 0
    for path in options.files:
        said = {"source": options.source, "name": path.name, "address": options.url,
                "fetched_at": now, "status": "added",
                "said": {key: getattr(options, key) for key in SAID}}  # fmt: skip
        content = read_file(path)
        reason = ""
        if content and not options.keep:
            reason = _why_not(options.archive, path, content, said)
        if reason:
            refused += 1
            print(f"pedana: {published_name(path.name)}: {reason}; not added", file=sys.stderr)
            continue
        document, is_new = add_document(options.archive, content, **said)
        if any(text not in ("", document.said.get(key)) for key, text in said["said"].items()):
            refused += 1
            files = document.path.with_suffix("")
            print(f"pedana: {published_name(path.name)}: already there, and what is said of it stays as it"
                  f" was; to change it delete {files}* and add it again", file=sys.stderr)  # fmt: skip
            continue
        known = "already there, blackened" if document.blackened else "already there"
        print(f"{document.document_id} {published_name(path.name)}: {'added' if is_new else known}")
    return 1 if refused else 0


def _why_not(archive: Path, path: Path, content: bytes, said: dict[str, Any]) -> str:
    """What its source does not understand of a file, "" when it reads all of it."""
    document = describe_document(content, path, **said)
    try:
        with Sandbox(load_sources()) as sandbox:
            for _ in read_document(document, sandbox, load_decisions([archive])):
                pass
    except ReadingError as error:
        return str(error)
    for line in sandbox.warnings:
        print(f"pedana: {line}", file=sys.stderr)
    return ""


def _build(options: argparse.Namespace) -> int:
    require_newest(default_private(), options.out)
    code = say_report(build_release(options.archive or [default_archive()], options.out))
    if line := overdue_line(default_inbox(), datetime.date.today(), public_folders()):
        print(f"pedana: {line}", file=sys.stderr)
    _warn_of_blanks()
    return code


def _warn_of_blanks() -> None:
    """Say what the notice at /privacy still lacks; a notice that cannot be read is a NoticeError."""
    if line := say_blanks(notice_path()):
        print(f"pedana: {line}", file=sys.stderr)


def _check(options: argparse.Namespace) -> int:
    with open_release(options.database) as connection:
        findings = run_checks(connection)
    print(format_report(findings))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _coverage_arguments(parser: argparse.ArgumentParser) -> None:
    database_argument(parser)
    parser.add_argument("--listed", action="store_true", help="print each row that was not loaded")


def _coverage(options: argparse.Namespace) -> int:
    with open_release(options.database) as connection:
        coverage = read_coverage(connection)
    print(format_coverage(coverage, with_listed=options.listed))
    return 0 if all(document.is_accounted for document in coverage) else 1


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """A command without arguments of its own."""


def _sources(options: argparse.Namespace) -> int:
    for key, module in load_sources().items():
        print(f"{key:24} {module.SOURCE.lineage:12} {module.SOURCE.name}")
    return 0


def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    database_argument(parser)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)


def _serve(options: argparse.Namespace) -> int:
    from ingest.serve import serve  # the other commands need no web server

    open_release(options.database).close()
    _warn_of_blanks()
    serve(options.database, options.host, options.port)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="pedana", description="Italian rhythmic gymnastics results.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        sub_parser = commands.add_parser(
            name,
            help=command.text,
            description=f"{command.text[0].upper()}{command.text[1:]}.",
            epilog=f"example: {command.example}",
        )
        sub_parser.set_defaults(run=command.run)
        command.add_arguments(sub_parser)
    return parser


COMMANDS = {
    "fetch": Command(
        "fetch documents from the network; exit 1 when a source failed (PEDANA_CONTACT: who asks)",
        "pedana fetch --limit 10",
        _fetch,
        _fetch_arguments,
    ),
    "add": Command(
        "put local files into the archive",
        "pedana add gara.csv --source press_scores --url https://example.org/notizia",
        _add,
        _add_arguments,
    ),
    "build": Command(
        "build pedana.db from the archive, offline",
        "pedana build --archive archive --out build",
        _build,
        build_arguments,
    ),
    "check": Command(
        "run the data checks; exit 1 on an error",
        "pedana check build/pedana.db",
        _check,
        database_argument,
    ),
    "coverage": Command(
        "account for every row of every document",
        "pedana coverage --listed",
        _coverage,
        _coverage_arguments,
    ),
    **review_commands.COMMANDS,
    **release_commands.COMMANDS,
    **private_commands.COMMANDS,
    **hidden_commands.COMMANDS,
    **request_commands.COMMANDS,
    "sources": Command("list the sources", "pedana sources", _sources, _no_arguments),
    "serve": Command(
        "serve a database on this machine",
        "pedana serve build/pedana.db --port 8001",
        _serve,
        _serve_arguments,
    ),
}


if __name__ == "__main__":
    sys.exit(main())
