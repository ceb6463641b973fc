"""What a printed cell can be: a score, a place, a status, a mark beside a score, a year."""

import re

from ingest.dates import MONTH
from ingest.text import fold

SCORE = re.compile(r"[-+]?\d{1,4}[.,]\d{1,9}|\(\d{1,2}[.,]\d{1,3}\)", re.ASCII)
NUMBER = re.compile(r"[-+]?\d{1,4}(?:[.,]\d{1,9})?", re.ASCII)
EQUAL = r"ex[ -]?a?equo|ex|aequo|pari(?: merito)?|merito|p\.? ?m\.?|e\. ?a\."
RANK = re.compile(
    rf"[=(T]?\d{{1,3}}(?:[=T.)°ºª^a]|e|er|ère|ème|st|nd|rd|th)*(?: (?:{EQUAL}))*",
    re.ASCII | re.IGNORECASE,
)
PLACE = re.compile(r"\(\s*=?\d{1,3}[=T.]?\s*\)|\(-\)")
SCORED_PLACE = re.compile(rf"({NUMBER.pattern})\s*({PLACE.pattern})")
NATION = re.compile(r"\(?[A-Z]{3}\)?")
YEAR = re.compile(r"['’]?[\[(]?(?:(?:19|20)\d\d|\d\d)[\])]?")
_BY = r"\s?[./–-]\s?"
DAY = re.compile(
    rf"(?:(?:19|20)\d\d{_BY}\d{{1,2}}{_BY}\d{{1,2}}(?:[ T]\d\d:\d\d(?::\d\d)?)?"
    rf"|\d{{1,2}}(?:{_BY}\d{{1,2}}{_BY}|(?:{_BY}|\s){MONTH}(?:{_BY}|\s))(?:(?:19|20)\d\d|['’]?\d\d))",
    re.ASCII | re.IGNORECASE,
)
CODE = re.compile(r"[A-Z]{0,3}[-/]?\d[\dA-Z/.-]*")
CLUB_NUMBER = re.compile(r"\d{6}|['’]\d\d")  # its code, or its year: "Ginnastica '79"
MARK = re.compile(r"Q|q|QF|R\d?|r\d|Ris\.?|WC|X")
INQUIRY = re.compile(r"!|\*|\(inquiry\)|\(ricorso\)|\(i\)", re.IGNORECASE)
NOTHING = frozenset({"-", "–", "—", "--", "---", "/", "x", "X", "."})

STATUS = {  # folded word -> status of a result
    "dns": "DNS", "did not start": "DNS", "assente": "DNS", "ass": "DNS", "absent": "DNS",
    "np": "DNS", "n p": "DNS", "non partita": "DNS", "nicht angetreten": "DNS", "forfait": "DNS",
    "dnf": "DNF", "did not finish": "DNF", "ritirata": "withdrawn", "rit": "withdrawn",
    "ritirato": "withdrawn", "wd": "withdrawn", "withdrawn": "withdrawn", "abandon": "DNF",
    "dsq": "DSQ", "dq": "DSQ", "squalificata": "DSQ", "squal": "DSQ", "disqualified": "DSQ",
    "fc": "out of ranking", "f c": "out of ranking", "fuori classifica": "out of ranking",
    "fg": "out of ranking", "f g": "out of ranking", "fuori gara": "out of ranking",
    "pk": "out of ranking", "hc": "out of ranking", "h c": "out of ranking",
    "hors concours": "out of ranking",
    "nk": "out of ranking", "nc": "out of ranking", "n c": "out of ranking", "ooc": "out of ranking",
    "exh": "out of ranking", "bm": "out of ranking", "non classificata": "out of ranking",
    "a k": "out of ranking", "ak": "out of ranking", "ausser konkurrenz": "out of ranking",
    "n a": "DNS", "nie startowala": "DNS", "nst": "DNS", "non presentata": "DNS", "abs": "DNS",
    "no presentada": "DNS", "fuori concorso": "out of ranking", "did not compete": "DNS", "dnc": "DNS",
    "non partente": "DNS", "retired": "withdrawn", "ret": "withdrawn",
    "infortunata": "withdrawn", "injured": "withdrawn", "assente giustificata": "DNS",
    "absente": "DNS", "nieobecna": "DNS", "abwesend": "DNS", "scratch": "withdrawn",
    "res": "reserve", "riserva": "reserve", "riserve": "reserve",
}  # fmt: skip


def is_score(text: str) -> bool:
    """Whether a text is a number with decimals, as scores are printed."""
    return bool(SCORE.fullmatch(text))


def is_nothing(text: str) -> bool:
    return not text or text in NOTHING


def status_of(text: str) -> str:
    """The status a cell says ("F.C." is out of ranking), "" when it says none."""
    return STATUS.get(fold(text), "")


def fits(role: str, text: str) -> float:
    """How well a word stands in a column of a role: 1 it is such a word, 0 it cannot be one."""
    if not role:
        return 1.0  # the heading is not known: its column takes what stands below, and is an error
    if role == "rank":
        return float(bool(RANK.fullmatch(text)) or is_nothing(text) or bool(status_of(text)))
    if role in ("bib", "licence", "ordinal", "count"):
        return float(bool(CODE.fullmatch(text)) or is_nothing(text))
    if role == "nation":
        return float(bool(NATION.fullmatch(text)) or is_nothing(text)) or 0.3 * is_letters(text)
    if role == "birth":
        return float(bool(YEAR.fullmatch(text) or DAY.fullmatch(text)) or is_nothing(text))
    if role == "attempt":
        return float(text in ("1", "2"))
    if role == "place":
        return float(bool(RANK.fullmatch(text) or PLACE.fullmatch(text)) or is_nothing(text))
    if role == "mark":
        return float(bool(MARK.fullmatch(text)) or is_nothing(text))
    if role in TEXT_ROLES:
        return _fits_text(role, text)
    if role in ("apparatus_name", "event", "round"):
        return float(is_letters(text))
    if role in ("date", "season", "ignored"):
        return 0.9
    return _fits_number(text)


def _fits_text(role: str, text: str) -> float:
    """A club may have its code of six digits or a year, and a squad end with its number; a name has none."""
    if is_letters(text) or (role in ("club", "team") and CLUB_NUMBER.fullmatch(text)):
        return 1.0
    return 0.0 if is_score(text) else 0.6 if len(text) < 3 else 0.1


def _fits_number(text: str) -> float:
    if is_score(text) or SCORED_PLACE.fullmatch(text) or is_nothing(text) or status_of(text):
        return 1.0
    return 0.7 if NUMBER.fullmatch(text) else 0.0


def is_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


TEXT_ROLES = frozenset({
    "name", "surname", "given", "club", "team", "category", "region", "members", "note",
})  # fmt: skip
