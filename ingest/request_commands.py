"""`pedana requests`: what visitors ask at /segnala, listed, answered, done and, in time, forgotten.

Whatever a visitor wrote reaches the terminal as print alone, never as signs that steer it.
"""

import argparse
import datetime
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ingest.build import DATABASE, BuildError
from ingest.command import Command, confirmed, default_out, open_release, public_folders
from ingest.inbox import (
    DAYS_KEPT,
    DAYS_TO_ANSWER,
    InboxError,
    KeptLetter,
    close_letter,
    default_inbox,
    discard_letters,
    full_line,
    open_inbox,
    purge_letters,
    read_letter,
    read_letters,
    shown_number,
)
from ingest.private_commands import read_athlete
from ingest.reading import printable
from ingest.request_deeds import ATHLETE_PAGE, DEEDS, answer_mail, ids_of, suggested_deed

FIRST_LINE = 60
Run = Callable[[argparse.Namespace], int]


def _open(options: argparse.Namespace) -> sqlite3.Connection:
    try:
        return open_inbox(options.file, public_folders(), must_exist=True)
    except sqlite3.Error as error:
        raise InboxError(f"{options.file}: {error}") from error


def _list(options: argparse.Namespace) -> int:
    """Exit code 1 when a request is overdue or the inbox nearly full, so that a timer reports it."""
    today = datetime.date.today()
    with closing(_open(options)) as inbox:
        letters, full = read_letters(inbox, open_only=not options.all), full_line(inbox)
    for letter in letters:
        print(_line(letter, today))
    print(
        f"{sum(not one.answered_on for one in letters)} open; one whole: pedana requests show NUMBER"
    )
    overdue = [shown_number(one.number) for one in letters if one.is_overdue(today)]
    if overdue:
        said = f"OVERDUE, asked more than {DAYS_TO_ANSWER} days ago: {', '.join(overdue)}"
        print(f"pedana: {said}", file=sys.stderr)
    if full:
        print(f"pedana: {full}", file=sys.stderr)
    return 1 if overdue or full else 0


def _line(letter: KeptLetter, today: datetime.date) -> str:
    """A request on one line; of its text the beginning, of who asks nothing."""
    state = letter.outcome or ("OVERDUE" if letter.is_overdue(today) else "open")
    first = letter.text.partition("\n")[0]
    shown = first if len(first) <= FIRST_LINE else f"{first[:FIRST_LINE]}…"
    cells = [shown_number(letter.number), letter.asked_on, f"{letter.age(today):>3} days", state,
             letter.kind, letter.page, shown]  # fmt: skip
    return "  ".join(printable(cell) for cell in cells if cell)


def _show(options: argparse.Namespace) -> int:
    with closing(_open(options)) as inbox:
        letter = read_letter(inbox, options.number)
    print(_line(letter, datetime.date.today()))
    print(f"who: {printable(letter.asker) or '-'}\ncontact: {printable(letter.contact) or '-'}")
    _print_lines(letter.text)
    if letter.answered_on:
        print(f"answered on {letter.answered_on}, {letter.outcome}:")
        _print_lines(letter.answer)
    else:
        ids = _say_whose(letter)
        deed = suggested_deed(letter, *(ids if len(ids) == 1 else []))
        print(f"to do it: pedana requests {printable(deed)}")
    return 0


def _say_whose(letter: KeptLetter) -> list[str]:
    """Say of whom the page is that a letter names, since its text may speak of another one; their ids."""
    database = default_out() / DATABASE
    if not database.exists():
        page = ATHLETE_PAGE.search(letter.page)
        return [page[1]] if page else []
    with closing(open_release(database)) as release:
        ids = ids_of(release, letter.page)
        for athlete_id in ids:
            try:
                name, mentions = read_athlete(release, athlete_id)
            except BuildError:
                print(f"that page is of nobody in {database}")
            else:
                print(f"that page is of {printable(name)} ({athlete_id}), {len(mentions)} mentions")
    return ids


def _print_lines(text: str) -> None:
    for line in text.split("\n"):
        print(f"  | {''.join(map(printable, line))}")


def _answer(options: argparse.Namespace) -> int:
    with closing(_open(options)) as inbox:
        letter = _read_open(inbox, options.number)
        if not confirmed(f"close {shown_number(letter.number)}, {options.outcome}?", options.yes):
            print("nothing was written")
            return 1
        _close(inbox, letter, options.outcome, options.text)
    return 0


def _do(options: argparse.Namespace) -> int:
    """Run what was asked as its own command does, and close the request once it is done."""
    deed = DEEDS[options.deed]
    with closing(_open(options)) as inbox:
        letter = _read_open(inbox, options.number)
        code = deed.run(options)
        if code == 0:
            _close(inbox, letter, "accepted", deed.done)
    return code


def _read_open(inbox: sqlite3.Connection, number: str) -> KeptLetter:
    letter = read_letter(inbox, number)
    if letter.answered_on:
        raise InboxError(f"request {number} was answered on {letter.answered_on}")
    return letter


def _close(inbox: sqlite3.Connection, letter: KeptLetter, outcome: str, text: str) -> None:
    """Write down the outcome, and print the mail that the operator sends."""
    close_letter(inbox, letter.number, outcome, text, str(datetime.date.today()))
    print(f"{shown_number(letter.number)} is closed, {outcome}; the mail, to be sent by hand:\n")
    for line in answer_mail(letter, outcome, text):
        print("".join(map(printable, line)))


def _discard(options: argparse.Namespace) -> int:
    with closing(_open(options)) as inbox:
        letters = [read_letter(inbox, number) for number in options.numbers]
        for letter in letters:
            print(_line(letter, datetime.date.today()))
        if not confirmed(f"forget {len(letters)} requests, unanswered?", options.yes):
            print("nothing was written")
            return 1
        discard_letters(inbox, [letter.number for letter in letters])
    print(f"{len(letters)} requests are gone")
    return 0


def _purge(options: argparse.Namespace) -> int:
    question = f"forget who wrote and what, of requests answered more than {DAYS_KEPT} days ago?"
    if not confirmed(question, options.yes):
        print("nothing was written")
        return 1
    with closing(_open(options)) as inbox:
        count = purge_letters(inbox, datetime.date.today())
    print(f"{count} answered requests keep only their number, kind and days")
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    """The actions; without one, the list of what is open."""
    parser.add_argument(
        "--file", type=Path, default=default_inbox(), metavar="FILE", help="default: %(default)s"
    )
    parser.set_defaults(act=_list, all=False)
    actions = parser.add_subparsers(metavar="ACTION", prog=parser.prog)
    listing = _action(actions, "list", "those that are open; exit 1 when one is overdue", _list)
    listing.add_argument("--all", action="store_true", help="those that are answered too")
    _number(_action(actions, "show", "one whole, with the command that does it", _show))
    answer = _action(actions, "answer", "close one, and print the mail to send", _answer)
    _number(answer)
    outcome = answer.add_mutually_exclusive_group(required=True)
    for name in ("accepted", "refused"):
        outcome.add_argument(f"--{name}", dest="outcome", action="store_const", const=name)
    answer.add_argument("--text", required=True, help="what was done, or why not, in Italian")
    _yes(answer)
    _do_arguments(_action(actions, "do", "do what one asks, and close it", _do))
    discard = _action(actions, "discard", "forget those that ask nothing: advertising", _discard)
    discard.add_argument("numbers", nargs="+", metavar="NUMBER")
    _yes(discard)
    _yes(
        _action(
            actions, "purge", f"forget the words of those answered {DAYS_KEPT} days ago", _purge
        )
    )


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, act: Run
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=text, description=f"{text}.")
    parser.set_defaults(act=act)
    return parser


def _number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER")


def _yes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _do_arguments(parser: argparse.ArgumentParser) -> None:
    _number(parser)
    deeds = parser.add_subparsers(required=True, dest="deed", metavar="DEED", prog=parser.prog)
    for name, deed in DEEDS.items():
        deed.add_arguments(deeds.add_parser(name, help=deed.text, description=f"{deed.text}."))


def _run(options: argparse.Namespace) -> int:
    code: int = options.act(options)
    return code


COMMANDS = {
    "requests": Command(
        "list what visitors ask at /segnala, answer it, do it; exit 1 when one is overdue",
        "pedana requests; pedana requests do K7QM-2XPA hide 4huzorkm7 --as initials",
        _run,
        _arguments,
    ),
}
