"""/segnala: report a mistake, ask to be hidden, shown by initials or erased. It only writes to the inbox."""

import asyncio
import datetime
import logging
import math
import sqlite3
import time
from dataclasses import asdict, dataclass, replace
from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from ingest import gate, site
from ingest.command import public_folders
from ingest.formats import plural
from ingest.inbox import (
    InboxError,
    Letter,
    add_letter,
    default_inbox,
    letter_number,
    open_to_add,
    read_number,
    shown_number,
)
from ingest.inbox_form import (
    ASKERS,
    KINDS,
    LONGEST,
    TRAP,
    Form,
    asked_form,
    faults_of,
    sent_form,
)
from ingest.notice import BLANK, NoticeError, load_notice, notice_path

ADDRESS, RECEIVED = "/segnala", "/segnala/ricevuta"
URLENCODED = "application/x-www-form-urlencoded"
EXPIRED = (
    "Il modulo era rimasto aperto a lungo, o il browser non accetta i cookie: premi di nuovo Invia."
)
TOO_FAST = "Il modulo è arrivato troppo in fretta: rileggi e premi di nuovo Invia."
NOT_SENT = "Questo modulo si invia dal pulsante in fondo alla pagina."
USED_UP = "Da questo modulo sono già partite più richieste: per un'altra premi di nuovo Invia."
FOREIGN = "La richiesta arrivava da un altro sito e non è stata accolta: scrivila qui."
FLOODED = "Sono arrivate troppe richieste. Quello che hai scritto è ancora qui: riprova tra {}{}."
NOT_KEPT = (
    "In questo momento non possiamo ricevere richieste."
    " Quello che hai scritto è ancora qui: riprova più tardi{}."
)
log = logging.getLogger("pedana.segnala")


@dataclass(slots=True)
class Limits:
    """Of one site, in memory: each sender's attempts; the letters of a form, of a network and of all."""

    sender: gate.Limit
    form: gate.Limit
    network: gate.Limit
    everyone: gate.Limit


LIMITS: WeakKeyDictionary[Datasette, Limits] = WeakKeyDictionary()


def limits_of(datasette: Datasette) -> Limits:
    """Of a sender ten attempts at once, then one in ten minutes; of a form three letters; of all 120 letters,
    then one in fifteen seconds, and a tenth of that of a network: one does not close the form to everyone.
    """
    limits = Limits(
        sender=gate.Limit(10, 600),
        form=gate.Limit(3, gate.MOST_SECONDS),
        network=gate.Limit(12, 150),
        everyone=gate.Limit(120, 15),
    )
    return LIMITS.setdefault(datasette, limits)


def show_form(
    datasette: Datasette,
    request: Request,
    form: Form,
    faults: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The form with what was written in it; a token that still holds stays, so that its age counts."""
    cookie, now = request.scope["csrftoken"](), time.time()
    if gate.token_age(datasette.sign, cookie, form.token, now) is None:
        form = replace(form, token=gate.make_token(datasette.sign, cookie, now))
    context = asdict(replace(form, sito="")) | {
        "faults": faults or {}, "kinds": KINDS, "askers": ASKERS, "longest": LONGEST, "trap": TRAP,
    }  # fmt: skip
    return uncached(site.html_page(datasette, "report.html", context, status=status))


def uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def refused(
    datasette: Datasette, request: Request, form: Form, line: str, status: int, wait: float = 0
) -> Response:
    """The form, kept as it was written, under one line that says why it was not taken."""
    response = show_form(datasette, request, form, {"": line}, status)
    if wait:
        response.headers["Retry-After"] = str(math.ceil(wait))
    return response


def flooded(datasette: Datasette, request: Request, form: Form, wait: float) -> Response:
    minutes = plural(math.ceil(wait / 60), "minuto", "minuti")
    line = FLOODED.format(minutes, or_write())
    return refused(datasette, request, form, line, 429, wait)


def or_write() -> str:
    """The other way to the operator, once the notice says it."""
    try:
        mail = load_notice(notice_path()).mail
    except NoticeError:
        return ""
    return "" if BLANK in mail else f", o scrivi a {mail}"


def token_fault(datasette: Datasette, request: Request, form: Form) -> tuple[str, int] | None:
    """What is said, and with which status, of a form that was not given to this browser, or only just now."""
    age = gate.token_age(datasette.sign, request.scope["csrftoken"](), form.token, time.time())
    if age is None:
        return EXPIRED, 403
    return (TOO_FAST, 400) if age < gate.FEWEST_SECONDS else None


async def take(datasette: Datasette, request: Request) -> Response:
    """A form that was sent: kept and confirmed, or shown again with what is wrong."""
    if gate.is_foreign(request.headers):
        return refused(datasette, request, Form(), FOREIGN, 403)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != URLENCODED:
        return refused(datasette, request, Form(), NOT_SENT, 415)
    try:
        form = sent_form(await request.post_body())
    except ValueError:
        return refused(datasette, request, Form(), "Questo modulo ha troppi campi.", 400)
    peer = (request.scope.get("client") or [None])[0]
    sender, network = gate.sender_keys(peer, request.headers.get("x-forwarded-for", ""))
    limits, now = limits_of(datasette), time.monotonic()
    if wait := limits.sender.wait(sender, now):
        return flooded(datasette, request, form, wait)
    if fault := token_fault(datasette, request, form):
        return refused(datasette, request, form, *fault)
    if faults := faults_of(form):
        return show_form(datasette, request, form, faults, 400)
    if limits.form.wait(form.token, now):
        return refused(datasette, request, replace(form, token=""), USED_UP, 403)
    if wait := limits.network.wait(network, now) or limits.everyone.wait("", now):
        return flooded(datasette, request, form, wait)
    return await keep(datasette, request, form)


async def keep(datasette: Datasette, request: Request, form: Form) -> Response:
    """Write the letter in a thread, and confirm it with its number."""
    said = (form.cosa, form.chi, form.pagina, form.testo, form.contatto)
    number = letter_number(form.token, *said)
    letter = Letter(number, str(datetime.date.today()), *said)
    try:
        await asyncio.to_thread(add_letter, default_inbox(), letter, not_in=public_folders())
    except InboxError as error:
        log.error("a request could not be kept: %s", error)
        return refused(datasette, request, form, NOT_KEPT.format(or_write()), 503, wait=600)
    address = datasette.urls.path(RECEIVED) + f"?numero={shown_number(number)}"
    return uncached(Response.redirect(address, status=303))


async def report(datasette: Datasette, request: Request) -> Response:
    """The form, or what it sends."""
    if request.method == "POST":
        return await take(datasette, request)
    if request.method not in ("GET", "HEAD"):
        return refused(datasette, request, Form(), NOT_SENT, 405)
    return show_form(datasette, request, asked_form(request.args))


async def received(datasette: Datasette, request: Request) -> Response:
    """The number of a request, alike whether there is one: this page looks nothing up."""
    number = read_number((request.args.get("numero") or "")[:20])
    if not number:
        return site.not_found(datasette)
    return uncached(
        site.html_page(datasette, "report_received.html", {"number": shown_number(number)})
    )


@hookimpl  # type: ignore[untyped-decorator]
def startup(datasette: Datasette) -> None:
    """Make the inbox, or say at once why none can be: whoever reads it is told where it is missing."""
    path = default_inbox()
    try:
        open_to_add(path, public_folders()).close()
    except (InboxError, OSError, sqlite3.Error) as error:
        log.error("requests cannot be kept: %s: %s", path, error)


@hookimpl  # type: ignore[untyped-decorator]
def skip_csrf(datasette: Datasette, scope: dict[str, Any]) -> bool:
    """Datasette's check lets a sender without cookies pass, and loses what was written: ours does neither."""
    return bool(scope["path"] == datasette.urls.path(ADDRESS))


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(rf"{ADDRESS}$", report), (rf"{RECEIVED}$", received)]
