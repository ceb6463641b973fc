"""The form of /segnala: what can be asked, what a field may hold, and what is said where it does not.

Nothing here looks anything up: a page that exists, one that never did and one that was erased are all words.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

# What is asked -> as a visitor reads it. The codes but the first and the last are those of `pedana hide` and
# `erase`.
KINDS = {
    "mistake": (
        "Correggere un errore",
        "un nome, un posto, un punteggio o una società sbagliati",
    ),
    "not-indexed": (
        "Non comparire nei motori di ricerca",
        "la pagina resta, ma Google e gli altri non la mostrano; chi confronta può notarlo",
    ),
    "initials": (
        "Mostrare solo le iniziali",
        "per esempio «P. E.» al posto del nome; tra nomi interi si può notare",
    ),
    "hidden": ("Nascondere il nome", "i risultati restano, senza dire di chi sono; si può tornare indietro"),
    "erased": ("Cancellare il nome", "come sopra, ma per sempre"),
    "other": ("Altro sui tuoi dati", "averne copia, opporti, sospendere finché si verifica"),
}  # fmt: skip
ASKERS = {
    "herself": "La ginnasta",
    "parent": "Un genitore, o chi ne fa le veci",
    "club": "La sua società",
    "other": "Un'altra persona",
}
# In characters. The longest text fits the largest body whatever its alphabet (9 bytes a character).
LONGEST = {"pagina": 300, "contatto": 254, "testo": 3000}
MAX_BODY = 32 * 1024
MAX_FIELDS = 20
EMPTIED = "Un campo nascosto, che deve restare vuoto, era pieno: l'abbiamo svuotato, premi di nuovo Invia."
TRAP = "sito"  # a field that no person sees: what fills it in is a machine
OUR_PAGE = re.compile(
    r"/(?:ginnaste|gare|classifiche|societa|fonti|pedana|qualita|copertura)"
    r"(?:[/?#][\w/.,:~=&?%#+-]*)?"
)
MAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\.]+(?:\.[^\s@<>()\[\],;:\"\\.]+)+")
BREAKS = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the fields, cleaned; `token` says when and to whom the form was given."""

    cosa: str = ""
    chi: str = ""
    pagina: str = ""
    testo: str = ""
    contatto: str = ""
    sito: str = ""
    token: str = ""


def asked_form(args: Mapping[str, str]) -> Form:
    """The empty form as a link fills it in: only with a page of ours and a kind there is."""
    page, kind = args.get("pagina", ""), args.get("cosa", "")
    is_ours = len(page) <= LONGEST["pagina"] and OUR_PAGE.fullmatch(page)
    return Form(cosa=kind if kind in KINDS else "", pagina=page if is_ours else "")


def sent_form(body: bytes) -> Form:
    """What a browser sent. Unknown fields are left out; of a field sent twice the last counts. Raises
    ValueError where there are too many.
    """
    text = body.decode("utf-8", "replace")
    pairs = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS))
    form = Form(**{name: pairs.get(name, "") for name in Form.__slots__})
    return replace(
        form,
        pagina=one_line(form.pagina),
        contatto=one_line(form.contatto),
        testo=clean(form.testo).strip(),
    )


def clean(text: str) -> str:
    """Plain text: line breaks as \\n, and none of the signs that steer a terminal or turn the direction."""
    lines = BREAKS.sub("\n", text).replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or not _is_control(sign))


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs")


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def faults_of(form: Form) -> dict[str, str]:
    """What is missing or wrong, by field; {} for a form that can be kept."""
    faults = {
        "cosa": "" if form.cosa in KINDS else "Scegli che cosa chiedi.",
        "chi": _asker_fault(form),
        "pagina": _length_fault("pagina", form.pagina),
        "testo": _length_fault("testo", form.testo) or ("" if form.testo else "Scrivi qualche parola."),
        "contatto": _length_fault("contatto", form.contatto) or _contact_fault(form),
        TRAP: EMPTIED if form.sito else "",
    }  # fmt: skip
    return {name: fault for name, fault in faults.items() if fault}


def _asker_fault(form: Form) -> str:
    is_needed = form.cosa != "mistake" or form.chi
    return "Scegli chi scrive." if is_needed and form.chi not in ASKERS else ""


def _contact_fault(form: Form) -> str:
    if not form.contatto:
        is_needed = form.cosa in KINDS and form.cosa != "mistake"
        return "Scrivi un indirizzo e-mail: senza, non possiamo risponderti." if is_needed else ""
    return (
        "" if MAIL.fullmatch(form.contatto) else "Non sembra un indirizzo e-mail: nome@esempio.it"
    )


def _length_fault(name: str, text: str) -> str:
    longest = LONGEST[name]
    return f"Troppo lungo: al massimo {longest} caratteri." if len(text) > longest else ""
