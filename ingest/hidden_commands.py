"""The commands of the private file: hidden and unhide list the requests and undo them, withheld what the last
build kept back, and whose it is.
"""

import argparse

from ingest.command import Command, confirmed, private_argument
from ingest.private import PrivateError, private_lock
from ingest.private_commands import load_beside
from ingest.withheld import Withheld, decide, read_withheld


def _hidden_arguments(parser: argparse.ArgumentParser) -> None:
    private_argument(parser)
    parser.add_argument(
        "--epoch", type=int, metavar="N",
        help="the newest copy of the file is lost: count this one as that of epoch N",
    )  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _hidden(options: argparse.Namespace) -> int:
    private = load_beside(options.private)
    if options.epoch is not None:
        return _raise_epoch(options)
    if not private.path.exists():
        private.save()
    for one in private.requests:
        print(f"{one.number} {one.form} {one.decided_on}: {len(one.mentions)} mentions")
    print(f"{len(private.requests)} requests in {private.path}; to undo one: pedana unhide NUMBER")
    print(f"{len(read_withheld(private.path))} lines kept back by the last build: pedana withheld")
    return 0


def _raise_epoch(options: argparse.Namespace) -> int:
    """Requests that a lost copy of the file held are unknown from here on, unless they are made again."""
    question = "the requests this file lacks will be named again unless you make them again: go on?"
    if not confirmed(question, options.yes):
        print("nothing was written")
        return 1
    with private_lock(options.private):
        private = load_beside(options.private)
        if options.epoch <= private.epoch:
            raise PrivateError(f"{private.path} is of epoch {private.epoch} already")
        private.epoch = options.epoch
        private.save()
    print(
        f"{private.path}: epoch {private.epoch}; now make the missing requests again, with --later"
    )
    return 0


def _unhide_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER")
    private_argument(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _unhide(options: argparse.Namespace) -> int:
    before = load_beside(options.private)
    before.take_back(options.number)
    if not confirmed(f"take request {options.number} back?", options.yes):
        print("nothing was written")
        return 1
    with private_lock(options.private):
        private = load_beside(options.private)
        taken = private.take_back(options.number)
        private.save()
    print(
        f"{private.path}: request {options.number} is taken back; it shows once pedana build and pedana"
        " publish have run"
    )
    for one in private.of_same(taken):
        print(f"request {one.number}, {one.form}, is of the same gymnast, and holds")
    return 0


def _withheld_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", nargs="*", metavar="DOCUMENT RECORD", help="the line to decide")
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--hers", action="store_true", help="it is who the request is of")
    whose.add_argument(
        "--another", action="store_true", help="it is somebody else, and shown again"
    )
    private_argument(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _withheld(options: argparse.Namespace) -> int:
    is_decision = options.hers or options.another
    if len(options.place) == 2 and is_decision:
        return _decide(options)
    if options.place or is_decision:
        raise PrivateError("a decision is DOCUMENT RECORD, with --hers or --another")
    found = read_withheld(load_beside(options.private).path)
    print(end="".join(map(_said, found)))
    print(f"{len(found)} lines were kept back by the last build")
    return 0


def _said(one: Withheld) -> str:
    command = f"pedana withheld {one.document_id} {one.record}"
    there = f", {one.other_document_id} {one.other_record}" if one.other_record else ""
    bits = f"{one.bits} bits, " if one.bits else ""
    return (
        f"{one.document_id} {one.record}: may be of request {one.request}{there} ({bits}{one.reasons})\n"
        f"  {command} --hers | {command} --another\n"
    )


def _decide(options: argparse.Namespace) -> int:
    document_id, record = options.place
    said = "of the request" if options.hers else "somebody else"
    if not confirmed(f"{document_id} {record} is {said}?", options.yes):
        print("nothing was written")
        return 1
    with private_lock(options.private):
        private = load_beside(options.private)
        one = decide(private, (document_id, record), is_hers=options.hers)
        private.save()
    print(f"{private.path}: request {one.request}: {document_id} {record} is {said}; build again")
    return 0


COMMANDS = {
    "hidden": Command(
        "list the requests, without names; makes the private file if there is none",
        "pedana hidden",
        _hidden,
        _hidden_arguments,
    ),
    "unhide": Command("undo a request", "pedana unhide 3", _unhide, _unhide_arguments),
    "withheld": Command(
        "list what the last build kept back because it may be of somebody removed, and decide it",
        "pedana withheld 5e18c5c43a09 204 --another",
        _withheld,
        _withheld_arguments,
    ),
}
