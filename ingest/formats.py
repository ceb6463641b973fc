"""How values read: Italian words and dates for pages, points with three decimals, CSV and JSON."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

MONTHS = [
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
]  # fmt: skip
NARROW_SPACE = "\u202f"
PLAIN_PLACE = re.compile(r"(\d+)[\s°ªº^.)a]*$")
# What a spreadsheet would run as a formula when the cell is opened.
FORMULA_START = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # OWASP, CSV injection
NEGATIVE = re.compile(r"-\d+([.,]\d+)?", re.ASCII)

PLACE_POINTS = ("special points", "duel")
FIELD_NAMES = {"total": "Totale", "rank": "Posto", "status": "Stato"}
KIND_NAMES = {
    "all-around": "concorso generale",
    "apparatus": "attrezzo",
    "team": "squadra",
    "group": "insieme",
    "pair": "coppia",
    "special points": "punti speciali",
    "duel": "scontri diretti",
}
ROUND_NAMES = {
    "qualification": "qualificazione",
    "semifinal": "semifinale",
    "final": "finale",
    "all-around final": "finale del concorso generale",
    "partial": "classifica parziale",
    "standing": "classifica dopo più prove",
}
STATUS_NAMES = {
    "out of ranking": "fuori classifica",
    "DNS": "non partita",
    "DNF": "non ha finito",
    "DSQ": "squalificata",
    "withdrawn": "ritirata",
    "reserve": "riserva",
}
TEAM_KIND_NAMES = {
    "team": "squadra",
    "group": "insieme",
    "pair": "coppia",
    "national": "squadra nazionale",
}
LINEAGE_NAMES = {
    "first_party": "foglio o pagina di chi organizza",
    "press": "notizie e stampa, trascritte",
    "synthetic": "dati inventati",
}
OUTCOME_NAMES = {
    "merged": "dice ciò che un'altra dice già",
    "listed": "non dà un risultato",
    "replaced": "è stata sostituita",
}
FORM_NAMES = {
    "open": "Aperta",
    "not indexed": "Fuori dai motori",
    "initials": "Iniziali",
    "hidden": "Nascosta",
}
SEVERITY_NAMES = {"error": "errore", "warning": "avviso"}
ALTITUDE_NAMES = {
    "sheet": "un foglio contro se stesso",
    "row": "una riga",
    "career": "chi compare in più gare",
    "run": "tutto l'archivio",
}
TEAM_PHRASES = {
    "team": "per la squadra",
    "group": "con l'insieme",
    "pair": "con la coppia",
    "national": "per la squadra nazionale",
}
OTHERS: dict[str | None, str] = {
    "team": "delle altre squadre",
    "group": "degli altri insiemi",
    "pair": "delle altre coppie",
    "national": "delle altre squadre",
}
TEAM_TOTALS = {
    "team": "della squadra",
    "group": "dell'insieme",
    "pair": "della coppia",
    "national": "della squadra",
}
COMPONENT_NAMES = {
    "D": "difficoltà",
    "DB": "difficoltà del corpo",
    "DA": "difficoltà dell'attrezzo",
    "A": "artistico",
    "E": "esecuzione",
    "PEN": "penalità",
}


def points(value: float | None) -> str:
    """Three decimals with a point, as the results print them; nothing where nothing was printed."""
    return "" if value is None else f"{value:.3f}"


def amount(value: float | None, kind: str) -> str:
    """A total: three decimals for a score, as few as it takes for points that are given for places."""
    return f"{value:g}" if value is not None and kind in PLACE_POINTS else points(value)


def count(value: int | None) -> str:
    """12 345, with a narrow space: a point would read as decimals beside the scores."""
    return "" if value is None else f"{value:,}".replace(",", NARROW_SPACE)


def better_than(percentile: float, team_kind: str | None) -> str:
    """meglio dell'80 % delle altre: a whole number, never rounded to 0 or to 100."""
    number = str(min(max(round(percentile), 1), 99))
    article = "dell'" if number in ("1", "11") or number.startswith("8") else "del "
    return f"meglio {article}{number}{NARROW_SPACE}% {OTHERS.get(team_kind, 'delle altre')}"


def plural(number: int, one: str, many: str) -> str:
    """1 gara, 2 gare."""
    return f"{count(number)} {one if number == 1 else many}"


def date_text(iso: str | None) -> str:
    """6 marzo 2021, marzo 2021 or 2021: as precise as the ISO text is."""
    if not iso:
        return ""
    year, month, day = ([*iso[:10].split("-"), "", ""])[:3]
    words = [_day_word(day), MONTHS[int(month) - 1] if month else "", year]
    return " ".join(word for word in words if word)


def date_range(start: str | None, end: str | None) -> str:
    """6-7 marzo 2021; 30 marzo - 2 aprile 2021; one date when start and end are the same."""
    if not start or not end or start == end:
        return date_text(start or end)
    if start[:7] == end[:7] and len(start) == len(end) == 10:
        return f"{int(start[8:])}\u2013{date_text(end)}"
    if start[:4] == end[:4]:
        return f"{date_text(start).removesuffix(' ' + start[:4])} \u2013 {date_text(end)}"
    return f"{date_text(start)} \u2013 {date_text(end)}"


def _day_word(day: str) -> str:
    if not day:
        return ""
    return "1º" if day == "01" else str(int(day))


def place(rank: int | None, printed: str) -> str:
    """2ª for a plain 2; what is printed where it says more ("2=", "PK")."""
    if rank is None:
        return printed
    plain = PLAIN_PLACE.match(printed)
    return printed if printed and not plain else f"{rank}ª"


def join_words(words: Sequence[str]) -> str:
    """a, b e c."""
    return " e ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _word(words: Mapping[str, str], key: str) -> str:
    return words.get(key, key)


def ages_text(band: str) -> str:
    """16- -> dai 16 anni; -13 -> fino a 13 anni; 8-13 -> da 8 a 13 anni."""
    low, _, high = band.partition("-")
    if low and high:
        return f"da {low} a {high} anni"
    return f"dai {low} anni" if low else f"fino a {high} anni" if high else ""


def level_name(level: str) -> str:
    """internazionale -> Internazionale; serie-a -> Serie A."""
    words = level.capitalize().split("-")
    return " ".join(word.upper() if len(word) == 1 else word for word in words)


def value_name(field: str, apparatus_name: str) -> str:
    """totale; palla; palla, posto; palla, esecuzione."""
    word = COMPONENT_NAMES.get(field) or FIELD_NAMES.get(field, "").lower()
    return ", ".join(filter(None, [apparatus_name, word]))


def moment_text(iso: str) -> str:
    """31 gennaio 2025, alle 10:00 UTC: the moment a document came in; a day alone stays a day."""
    clock = iso[11:16]
    return f"{date_text(iso)}, alle {clock} UTC" if clock else date_text(iso)


FILTERS: dict[str, Callable[..., str]] = {
    "points": points,
    "amount": amount,
    "count": count,
    "better_than": better_than,
    "plural": plural,
    "date_text": date_text,
    "date_range": date_range,
    "place": place,
    "join_words": join_words,
    "field_name": partial(_word, FIELD_NAMES),
    "ages_text": ages_text,
    "form_name": partial(_word, FORM_NAMES),
    "level_name": level_name,
    "component_name": partial(_word, COMPONENT_NAMES),
    "kind_name": partial(_word, KIND_NAMES),
    "round_name": partial(_word, ROUND_NAMES),
    "status_name": partial(_word, STATUS_NAMES),
    "severity_name": partial(_word, SEVERITY_NAMES),
    "altitude_name": partial(_word, ALTITUDE_NAMES),
    "team_phrase": partial(_word, TEAM_PHRASES),
    "team_total": partial(_word, TEAM_TOTALS),
    "moment_text": moment_text,
    "lineage_name": partial(_word, LINEAGE_NAMES),
    "outcome_name": partial(_word, OUTCOME_NAMES),
}


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """UTF-8 CSV with a header; no cell starts a formula in a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([csv_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def csv_cell(value: object) -> str:
    """Points with three decimals; an apostrophe before what would be a formula. A negative number is
    none and stays as it is.
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    text = str(value)
    is_formula = text.startswith(FORMULA_START) and not NEGATIVE.fullmatch(text)
    return f"'{text}" if is_formula else text
