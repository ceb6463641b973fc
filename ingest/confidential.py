"""What a text must not say of a person once it leaves the private side, and the text without it.

Contacts, tax codes, numbers of licence, days of birth, reasons of an absence. `published.py` says which is
looked for where; a line of a build or of an error is `for_log`. Documents are hostile: a pattern has no
repetition without a bound before what must follow it, and so reads a text once.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain
from urllib.parse import unquote

from ingest.club_names import CLUB_CODE
from ingest.dates import MONTH
from ingest.squad_names import member_name
from ingest.text import NOBODY, PARTICLES, fold, is_nobody, join_spaced
from ingest.vocabulary import curated

LEFT_OUT = "[omesso]"
_BY = r"(?:\s?[./–—-]\s?|\s)"
_END = r"(?!\d|[.,]\d)"
NUMERIC_DAY = (
    rf"(?<![\d.,])(?:(?:0?[1-9]|[12]\d|3[01]){_BY}(?:0?[1-9]|1[0-2]){_BY}(?:(?:19|20)\d\d|\d\d){_END}"
    rf"|(?:19|20)\d\d{_BY}\d\d?{_BY}\d\d?{_END})"
)
DAY_IN_WORDS = (
    rf"(?<!\d)\d{{1,2}}[°º.]?{_BY}?(?:di )?{MONTH}{_BY}?(?:del )?['’]?(?:(?:19|20)\d\d|\d\d){_END}"
)
OTHER_DAYS = (
    rf"\b{MONTH} \d{{1,2}}, ?(?:19|20)\d\d{_END}|(?<!\d)\d{{1,2}} [IVX]{{1,4}} (?:19|20)\d\d{_END}"
)
DAY = rf"(?:{NUMERIC_DAY}|{DAY_IN_WORDS}|{OTHER_DAYS})"
MAIL = (
    r"(?<![\w.+%-])[\w.+%-]{0,200}\w(?:\s?[(\[]\s?(?:at|chiocciola)\s?[)\]]\s?|@|%40)[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.+%-])[\w.+%-]{1,200}\s(?:at|chiocciola)\s[\w-]+\s(?:dot|punto)\s\w+"
)
_DIGIT = "[0-9LMNPQRSTUV]"  # letters stand for digits where two would have one code
_SEP = "[ .-]?"
TAX_CODE = (
    rf"\b[A-Z]{{3}}{_SEP}[A-Z]{{3}}{_SEP}{_DIGIT}{{2}}{_SEP}[A-EHLMPRST]{_DIGIT}{{2}}{_SEP}"
    rf"[A-Z]{_DIGIT}{{3}}{_SEP}[A-Z]\b"
)
PHONE = (
    r"\b(?:tel(?:efono)?|cell(?:ulare)?|mobile|phone|whatsapp|fax)\b[.:\s]{0,9}[+\d][\d ./()-]{5,30}\d"
    r"|(?<![\w.,])(?:\+|00)\d\d[ -]?\d{2,4}[ ./-]?\d{3}[ ./-]?\d{3,5}(?![\d.,])"
    r"|(?<![\w.,/+-])3\d\d(?:(?:[ /-]?\d){6,7}|\.\d{3}\.\d{4}|\.\d{6,7}|[./]\d\d\.\d\d\.\d{3})(?![\d.,])"
    r"|(?<![\w.,/+-])0\d{1,3}[ ./-]\d{5,8}(?![\d.,])"
)
LICENCE = (
    r"\b(?:lic(?:en[cs]e|enza)?|licencja|lizenz|tess(?:er(?:a|at[ao]))?|matricola"
    r"|tesserino|cartellino|fgi|id|cod(?:ice)?\.? (?:fgi|atleta))(?:\b|(?=\d))"
    r"(?:[\s.:#°º-]|fgi\b|nr?\b|no\b|num(?:ero)?\b){0,12}"
    r"(?!(?:19|20)\d\d\b)(?:[A-Z]{1,4}[ /-]?)?\d(?: ?\d){3,11}\b"
)
LICENCE_IN_ADDRESS = re.compile(
    r"\b(?:tess(?:er(?:a|at[ao]))?|lic(?:en[cs]e|enza)|matricola|tesserino|cartellino|fgi)"
    r"(?: n| nr| num| numero)? (?!(?:19|20)\d\d\b)\d{4,12}\b"
    r"|\b(?:tel|cell|fax|phone|mobile)[ \d]{1,5}\d{5,12}\b",
    re.IGNORECASE,
)
BORN = (
    r"\b(?:nat[aeio]|nascita|nasc|born|birth|dob|geb(?:oren)?|née|nacida|urodzona)\b"
    rf"(?:[\s.:(]|il\b|on\b|le\b|el\b|am\b|a [^\W\d]{{1,40}}\b){{0,12}}(?:{DAY}|\d{{8}}\b)"
)
CONTACTS = re.compile("|".join((MAIL, TAX_CODE)), re.IGNORECASE)
PRIVATE = re.compile("|".join((MAIL, TAX_CODE, LICENCE, PHONE, BORN)), re.IGNORECASE)
DAYS = re.compile(DAY, re.IGNORECASE)
NUMBERS = re.compile(r"(?<![\w.,:/=-])[A-Z]{0,2}\d{5,9}(?![\w,:/-]|\.\d)")
OLDEST_BORN = 1970  # no gymnast of whom a document prints the day was born before
YEAR = re.compile(r"(?:19|20)\d\d")
BORN_THEN = re.compile(BORN, re.IGNORECASE)
PRIVATE_KEY = re.compile(
    r"[?&;#](?:data_?)?(?:nasc\w{0,12}|nat[ao]|born|birth\w{0,8}|dob|tess\w{0,8}|licen\w{0,6}|matricola|tel\w{0,8}"
    r"|cell\w{0,8}|phone|mobile|e?-?mail|cf|codice_?fiscale)=[^&]",
    re.IGNORECASE,
)
YEAR_IN_NAME = re.compile(
    r"\s{0,3}[(\[]?(?:\b(?:cl|classe|anno)\b[. ]*)?(?<!\d)((?:19|20)\d\d)(?!\d)[)\]]?",
    re.IGNORECASE,
)
YEAR_IN_BRACKETS = re.compile(r"\s{0,3}[(\[](?:19|20)\d\d[)\]]")
# The sign of a foot-note, of a loan, of an age: "Anna*", "Anna²", "Anna 1)" is "Anna".
MARK_AT_END = re.compile(
    r"(?<=[^\W\d_])[*†‡§#^+°ºª\u00b9\u00b2\u00b3\u2070-\u2079]{1,4}$|(?<=[^\W\d_]{2})\d$"
)
TWO_DIGITS = re.compile(r"\d\d")
QUOTED = re.compile("['\"«]|:(?!//)")  # where a line of ours begins to repeat what a document says
CLUSTER = re.compile(r"[^\s'\"«»()\[\]:;|=+]+")
PLAIN_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9]\d{0,3})|\d[.,]\d{3})[.,]\d{1,4}\D{0,4}")
MANY_NUMBERS = re.compile(r"(?<![\w.,])\+?\d{1,4}(?:[ /|-]\d{1,4}){2,}(?![\w]|[.,]\d)")
BRACKETS = re.compile(r"\s{0,3}[(\[]([^()\[\]]*)[)\]]")
MIDDLE = re.compile(r"\s{0,3}[(\[]?\s{0,3}" + re.escape(LEFT_OUT) + r"\s{0,3}[)\]]?")
BETWEEN_NAMES = re.compile(r"(\s?[,;/\n•&]\s?|(?:^|\s)\d{1,2}[.)]?\s)")
NAME_MARKS = frozenset("'’‘`´ʼ\"“”.-‐‑–—,…·\ufffd")
# What a name may have in small letters behind a dash or a comma: "Prova, de Finta".
SMALL_WORDS = PARTICLES | {"e", "y", "zu", "af", "av", "ter", "ten", "degli", "dei", "dell", "des"}
WORD = re.compile(r"\S+")
PARTING = ",-–—"
# Three words written small in a row are a sentence; two can be a name: "Ada de vegt", "Portia lee".
SENTENCE = re.compile(r"(?:[^\W\d_A-ZÀ-Þ]{1,30}[.,]?\s{1,3}){2}[^\W\d_A-ZÀ-Þ]{1,30}(?!\w)")
LABELS = re.compile(
    r"(?:\s+(?:nat[aeio]|il|l[ae]|del|cl|classe|anno|tess(?:era|erat[ao]|erino)?|lic(?:enza)?|fgi|id|cf|n|nr"
    r"|cod(?:ice)?|tel(?:efono)?|cell(?:ulare)?|num(?:ero)?)\b[.:]?){1,4}$",
    re.IGNORECASE,
)
NOTE_TOKEN = re.compile(
    r"(?P<host>(?:[a-z0-9-]{1,40}\.){1,4}(?:it|com|net|org|eu|info)\b)|(?P<number>\d(?:[\d.,/+= -]*\d)?)"
    r"|(?P<word>[^\W\d_]+\.?)|[\s()«»\"'’:;,.+=!?/–-]"
)
_SCORE = r"\d{1,3}(?:[.,]|,\.)\d{1,3}"
_ITEM = rf"(?:{_SCORE}(?:[ /-]{_SCORE})*|(?:19|20)\d\d(?:-(?:19|20)\d\d|-\d\d)?|\d{{1,3}}(?:-\d{{1,3}})?)"
NOTE_NUMBER = re.compile(rf"{_ITEM}(?:(?:\s?[+=]\s?|,\s|\s-\s){_ITEM})*", re.ASCII)
YEAR_OF_BIRTH = re.compile(r"\b(?:anno|classe)\s(?:19|20)\d\d\b", re.IGNORECASE)
MAX_PART = 500  # characters of a part of a note


def _words(kind: str) -> re.Pattern[str]:
    """The words of an absence that stay, or of a reason, which does not (curated/absence_words.csv)."""
    patterns = [row["pattern"] for row in curated("absence_words") if row["kind"] == kind]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


ABSENCE, REASON = _words("kept"), _words("private")
REASON_AND_REST = re.compile(rf"{REASON.pattern}[^'\"»;|]*", re.IGNORECASE)


@cache
def _note_words(*kinds: str) -> frozenset[str]:
    """The folded words of curated/note_words.csv; a word may join others, say something, or be a code."""
    rows = (row["words"].split() for row in curated("note_words") if row["kind"] in kinds)
    return frozenset(chain.from_iterable(rows))


WIDE = str.maketrans("＠．", "@.")


def _plain_digits(text: str) -> str:
    """A text with its digits as 0 to 9, whatever script or width they are printed in."""
    if text.isascii():
        return text
    text = text.translate(WIDE)
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


@lru_cache(maxsize=1 << 16)
def mask_private(text: str) -> str:
    """A text with contacts, tax codes, licences and days of birth, each behind its word, put out."""
    return PRIVATE.sub(LEFT_OUT, _plain_digits(text))


@lru_cache(maxsize=1 << 16)
def plain_club(text: str) -> str:
    """The name of a club or a team: no day, no number of five digits but its code before it, no health."""
    text = DAYS.sub(_day_of_somebody, mask_private(text))
    code = CLUB_CODE.match(text)
    begin = code.end() if code else 0
    text = text[:begin] + NUMBERS.sub(LEFT_OUT, text[begin:])
    text = BRACKETS.sub(lambda match: "" if REASON.search(match[1]) else match[0], text)
    speaks = next((match for match in REASON.finditer(text) if match[0].islower()), None)
    return _without_middle(text[: speaks.start()] + LEFT_OUT if speaks else text)


@lru_cache(maxsize=1 << 16)
def plain_title(text: str) -> str:
    """A title or a place without contacts, licences and days of birth behind their word, and without the
    absence of somebody and its reason.
    """
    text = mask_private(text)
    absence = ABSENCE.search(text)
    if not absence or not REASON.search(text, absence.start()):
        return text
    return _without_middle(text[: absence.start()] + LEFT_OUT)


def _day_of_somebody(day: re.Match[str]) -> str:
    """A day of long ago is in the name of a club: "Polisportiva 1 Maggio 1945"."""
    year = YEAR.search(day[0])
    return day[0] if year and int(year[0]) < OLDEST_BORN else LEFT_OUT


@lru_cache(maxsize=1 << 16)
def plain_name(text: str) -> str:
    """The text of a cell of a name: letters, and the marks that stand between them; no year."""
    masked = NUMBERS.sub(LEFT_OUT, DAYS.sub(LEFT_OUT, mask_private(join_spaced(text))))
    bare = BRACKETS.sub(_kept_bracket, _without_middle(masked))
    name = _only_name(YEAR_IN_NAME.sub("", bare))
    if not name and LEFT_OUT not in masked and not TWO_DIGITS.search(bare):
        return bare  # no name, and nothing of a person either: it is shown as what it is
    return LABELS.sub("", name) if LEFT_OUT in masked else name


@lru_cache(maxsize=1 << 16)
def plain_squad(text: str) -> str:
    """A list of names, each of them plain; a part in small letters is none."""
    masked = NUMBERS.sub(LEFT_OUT, DAYS.sub(LEFT_OUT, mask_private(text)))
    bare = BRACKETS.sub(_kept_bracket, YEAR_IN_BRACKETS.sub("", _without_middle(masked)))
    *parted, last = BETWEEN_NAMES.split(bare)
    printed = [*_by_turns(parted), (last, "")]
    # One year alone may be that of a squad: "Finta, Prova 2012" is no list of names.
    if sum(bool(YEAR_IN_NAME.search(one)) for one, _ in printed) > 1:
        printed = [(YEAR_IN_NAME.sub("", one), between) for one, between in printed]
    pairs = [
        (one.strip() if YEAR_IN_NAME.search(one) else _only_name(one), between)
        for one, between in printed
    ]
    has_capitals = any(name[:1].isupper() for name, _ in pairs)
    if not has_capitals and LEFT_OUT not in masked:  # "5 cerchi, 3 nastri" are no gymnasts
        return text
    kept = [
        (name, between) for name, between in pairs
        if name and (is_nobody(member_name(name)) or not (has_capitals and name.islower()))
    ]  # fmt: skip
    return "".join(chain.from_iterable(kept)).strip(" ,;/\n•&")


def _by_turns(parted: list[str]) -> list[tuple[str, str]]:
    """(name, what stands behind it) of a list in which they take turns; a number between is a comma."""
    betweens = [
        ", " if any(map(str.isdigit, between)) else between.lstrip(" ") for between in parted[1::2]
    ]
    return list(zip(parted[::2], betweens, strict=True))


def _without_middle(text: str) -> str:
    return MIDDLE.sub(" ", text).strip(" ,;-–") if LEFT_OUT in text else text


def _only_name(text: str) -> str:
    """What of a text can be a name: up to the first word that has a character which is of none, that speaks
    of health or of an absence, or that is written small behind a dash or a comma.
    """
    text = text.lstrip("*†‡§#^+ ")
    begin = next((word.start() for word in WORD.finditer(text) if _has_letters(word[0])), len(text))
    words = list(WORD.finditer(text, begin))
    ends = [
        word.start() for at, word in enumerate(words)
        if _is_no_name(text, at, word, words[at - 1][0] if at else "")
    ]  # fmt: skip
    kept = text[begin : ends[0] if ends else len(text)].strip(" ,;-–—")
    kept = " ".join(MARK_AT_END.sub("", part) for part in kept.split(" "))
    return LABELS.sub("", f" {kept}").strip() if ends else kept


def _has_letters(word: str) -> bool:
    return any(map(str.isalpha, word))


def _is_no_name(text: str, at: int, word: re.Match[str], before: str) -> bool:
    bare = MARK_AT_END.sub("", word[0].strip(",.;-–—()[]"))
    if not all(map(_is_of_name, bare)):
        return True
    is_small = bare.islower() and fold(bare).split(" ")[0] not in SMALL_WORDS
    is_parted = bool(before) and (before[-1] in PARTING or word[0][0] in PARTING)
    if at < 2:
        return is_small and is_parted
    is_reason = not bare.istitle() and bool(REASON.fullmatch(bare) or ABSENCE.fullmatch(bare))
    is_said = SENTENCE.match(text, word.start()) or LABELS.fullmatch(f" {bare}")
    return is_reason or (is_small and bool(is_parted or is_said))


def _is_of_name(char: str) -> bool:
    return char.isalpha() or char in NAME_MARKS or unicodedata.category(char)[0] == "M"


def _kept_bracket(found: re.Match[str]) -> str:
    """A bracket that holds a name ("Ada (Lia) Prova"), or says what a note may say ("fuori gara")."""
    said = found[1].strip()
    if (
        REASON.search(said)
        or not said
        or not all(_is_of_name(char) or char == " " for char in said)
    ):
        return " "
    return found[0] if is_note(said) or all(word[0].isupper() for word in said.split()) else " "


@lru_cache(maxsize=1 << 16)
def plain_note(text: str, year: int) -> str:
    """A note of what notes may say (`is_note`), and of an absence that it was one; no day of four years
    before `year` or earlier, nor any where no year is known (0).
    """
    parts = [_plain_part(part, year) for part in _plain_digits(text).split("; ")] if text else []
    return "; ".join(filter(None, parts))


def is_note(part: str) -> bool:
    """Whether a text has but words of curated/note_words.csv, names behind capitals, addresses of sites, and
    numbers that a score, a place, a day of the month, a year can be; a name or a year alone says nothing.
    """
    at, says = 0, False
    while at < len(part) <= MAX_PART:
        token = NOTE_TOKEN.match(part, at)
        if not token:
            return False
        at, word = token.end(), token["word"] or ""
        words = fold(word).split()
        is_known = all(one in _note_words("joins", "says", "codes") for one in words)
        if word and not is_known and not word[0].isupper():
            return False
        if token["number"] and not NOTE_NUMBER.fullmatch(token["number"]):
            return False
        says |= bool(word) and all(one in _note_words("says", "codes") for one in words)
        says |= bool(re.search(r"[.,]\d", token["number"] or ""))
    return says and at >= len(part)


def year_in_name(text: str) -> str:
    """The year of birth that stands in the cell of a name, "" where none does."""
    found = YEAR_IN_NAME.search(NUMBERS.sub("", DAYS.sub("", _plain_digits(text))))
    return found[1] if found else ""


def _plain_part(part: str, year: int) -> str:
    kept = ABSENCE.search(part)
    if kept or REASON.search(part):
        return kept[0] if kept else ""
    bare = NOBODY.sub("", part)
    bare = DAYS.sub(lambda match: "" if _is_recent(match[0], year) else LEFT_OUT, bare)
    is_private = LEFT_OUT in bare or YEAR_OF_BIRTH.search(part) or mask_private(part) != part
    return part if not is_private and is_note(bare) else ""


def _is_recent(day: str, year: int) -> bool:
    """Whether a day can be one of the competition, not of a birth."""
    printed = YEAR.search(day)
    short = int(day[-2:]) if day[-2:].isdecimal() else 0
    return bool(year) and (int(printed[0]) if printed else 2000 + short) > year - 4


@lru_cache(maxsize=1 << 16)
def is_private_address(address: str) -> bool:
    """Whether an address holds a contact, a tax code, a day of birth, a licence or a reason of an absence."""
    plain = unquote(address)
    words = " ".join(re.split(r"[\W_]+", urlsplit_path(plain)))
    says = BORN_THEN.search(words) or REASON.search(words) or LICENCE_IN_ADDRESS.search(words)
    return bool(CONTACTS.search(plain) or PRIVATE_KEY.search(plain) or says)


def urlsplit_path(address: str) -> str:
    """An address without its host."""
    return address.partition("//")[2].partition("/")[2] or address


def for_log(text: str) -> str:
    """What a document says, as a line on a terminal or in a log may repeat it: of its numbers only those
    that a score, a place or a year can be. The date of a competition that is no day ("date '2024-02-31'")
    stays.
    """
    text = REASON_AND_REST.sub(LEFT_OUT, mask_private(text))
    begin = QUOTED.search(text)
    ours, theirs = (text[: begin.end()], text[begin.end() :]) if begin else (text, "")
    is_date = ours.endswith(("date '", 'date "'))
    shown, rest = (theirs[:10], theirs[10:]) if is_date else ("", theirs)
    rest = MANY_NUMBERS.sub(_masked_run, DAYS.sub(LEFT_OUT, rest))
    return DAYS.sub(LEFT_OUT, ours) + shown + CLUSTER.sub(_masked_cluster, rest)


def _masked_run(found: re.Match[str]) -> str:
    return LEFT_OUT if sum(map(str.isdecimal, found[0])) > 6 else found[0]


def _masked_cluster(found: re.Match[str]) -> str:
    """A word with five digits or more that is no score, or with an "@"."""
    is_short = sum(map(str.isdigit, found[0])) < 5 or PLAIN_NUMBER.fullmatch(found[0])
    return found[0] if is_short and "@" not in found[0] else LEFT_OUT
