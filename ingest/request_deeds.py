"""What a request can be turned into: the commands that do it, run with their own arguments, and the words
that say afterwards what was done.
"""

import argparse
import datetime
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from ingest import private_commands
from ingest.command import confirmed, default_archive
from ingest.correcting import require_correction, require_publishable
from ingest.corrections import CORRECTABLE
from ingest.formats import date_text
from ingest.inbox import KeptLetter, shown_number
from ingest.review import write_rows

ATHLETE_PAGE = re.compile(r"/ginnaste/([a-z0-9]+)")
AT_LINE = """
select athlete_id from mention
where document_id = :document_id and (record = :record or record like :record || '-%')
group by athlete_id
order by min(mention_id)
"""
SOURCE_PAGE = re.compile(r"/fonti/(?P<document_id>[0-9a-f]+)/(?P<record>[\d.]+(?:-[1-9]\d*)?)")
OPENING = {
    "accepted": "la tua richiesta {number} del {day} è stata accolta.",
    "refused": "non abbiamo potuto accogliere la tua richiesta {number} del {day}.",
}


class Deed(NamedTuple):
    """text: for the help; done: what the requester is told; run and add_arguments as of a command."""

    text: str
    done: str
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], None]


def _correct_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOCUMENT", help="as in its address: /fonti/DOCUMENT")
    parser.add_argument(
        "record", metavar="RECORD", help="as in its address: /fonti/DOCUMENT/RECORD"
    )
    parser.add_argument("--field", required=True, choices=CORRECTABLE)
    parser.add_argument("--printed", required=True, help="exactly as the document has it")
    parser.add_argument("--correct", required=True, help='what is right; "?" when nobody knows')
    parser.add_argument("--reason", required=True, help="why, for who reads the page")
    parser.add_argument(
        "--archive", type=Path, default=default_archive(), help="default: %(default)s"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _correct(options: argparse.Namespace) -> int:
    """Append the line to the decisions of the archive, once a build would take it."""
    line = {
        "document_id": options.document,
        "record": options.record,
        "field": options.field,
        "printed": options.printed,
        "correct": options.correct,
        "reason": " ".join(options.reason.split()),
        "decided_on": str(datetime.date.today()),
    }
    require_publishable(line)
    require_correction(options.archive, line)
    print(", ".join(line.values()))
    if not confirmed("write 1 line to corrections.csv?", options.yes):
        print("nothing was written")
        return 1
    path = write_rows(options.archive, "corrections", [line])
    print(f"{path}: 1 line added; it holds from the next build on")
    return 0


DEEDS = {
    "hide": Deed(
        "as pedana hide",
        "Abbiamo fatto quello che chiedevi: se non si vede ancora sul sito, si vedrà dalla prossima"
        " pubblicazione.",
        private_commands.COMMANDS["hide"].run,
        private_commands.COMMANDS["hide"].add_arguments,
    ),
    "erase": Deed(
        "as pedana erase",
        "Il nome è cancellato: se sul sito c'è ancora, sparirà con la prossima pubblicazione.",
        private_commands.COMMANDS["erase"].run,
        private_commands.COMMANDS["erase"].add_arguments,
    ),
    "correct": Deed(
        "add a line to decisions/corrections.csv",
        "Abbiamo corretto il valore: si vede sul sito dalla prossima pubblicazione.",
        _correct,
        _correct_arguments,
    ),
}


def ids_of(release: sqlite3.Connection, page: str) -> list[str]:
    """The ids of who a page of ours is of: her own, or a line in which she stands, alone or in a squad."""
    if found := ATHLETE_PAGE.search(page):
        return [found[1]]
    found = SOURCE_PAGE.search(page)
    return [key for (key,) in release.execute(AT_LINE, found.groupdict())] if found else []


def suggested_deed(letter: KeptLetter, athlete_id: str = "ID") -> str:
    """The command that does what is asked, with what the page tells: to be read before it is run."""
    number = shown_number(letter.number)
    if letter.kind == "other":
        return f"answer {number} --accepted --text ..."
    if letter.kind == "mistake":
        found = SOURCE_PAGE.search(letter.page)
        place = " ".join(found.groups()) if found else "DOCUMENT RECORD"
        field = (
            "competitor" if "-" in place.rpartition(" ")[2] else "points"
        )  # of a squad, a member
        return (
            f"do {number} correct {place} --field {field} --printed ... --correct ... --reason ..."
        )
    if letter.kind == "erased":
        return f"do {number} erase {athlete_id}"
    return f"do {number} hide {athlete_id} --as {letter.kind}"


def answer_mail(letter: KeptLetter, outcome: str, text: str) -> Iterator[str]:
    """The lines of a mail that is ready to be sent, by hand: the command sends nothing."""
    number = shown_number(letter.number)
    opening = OPENING[outcome].format(number=number, day=date_text(letter.asked_on))
    yield from [
        f"To: {letter.contact}" if letter.contact else "(no contact: nobody waits for a mail)",
        f"Subject: pedana, richiesta {number}",
        "",
        "Buongiorno,",
        opening,
        *text.split("\n"),
        "",
        "pedana, archivio aperto dei risultati della ginnastica ritmica italiana",
    ]
