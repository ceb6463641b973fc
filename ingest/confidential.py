"""What a text must not say of a person once it leaves the private side, and the text without it.

Contacts, tax codes, numbers of licence, days of birth, reasons of an absence. `published.py` says which is
looked for where; a line of a build or of an error is `for_log`. Documents are hostile: a pattern has no
repetition without a bound before what must follow it, and so reads a text once.
"""

import re
from functools import lru_cache
from urllib.parse import unquote

from ingest.dates import MONTH
from ingest.vocabulary import curated

LEFT_OUT = "[omesso]"
NUMERIC_DAY = (
    r"(?<![\d.,])(?:(?:0?[1-9]|[12]\d|3[01])[./ -](?:0?[1-9]|1[0-2])[./ -](?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d[./-]\d\d[./-]\d\d)(?!\d)"
)
DAY = rf"(?:{NUMERIC_DAY}|(?<!\d)\d{{1,2}}[°º.]?\s+{MONTH}\s+(?:19|20)\d\d(?!\d))"
MAIL = r"(?<![\w.+%-])[\w.+%-]{0,200}\w(?:@|%40)[\w-]+(?:\.[\w-]+)+"
TAX_CODE = r"\b[A-Z]{3} ?[A-Z]{3} ?\d\d ?[A-EHLMPRST]\d\d ?[A-Z]\d{3} ?[A-Z]\b"
PHONE = (
    r"\b(?:tel(?:efono)?|cell(?:ulare)?|mobile|phone|whatsapp|fax)\b[.:\s]{0,9}[+\d][\d ./()-]{5,30}\d"
    r"|(?<![\w.,])(?:\+|00)\d\d[ -]?\d{2,4}[ ./-]?\d{3}[ ./-]?\d{3,5}(?![\d.,])"
    r"|(?<![\w.,/+-])3\d\d(?:[ /-]?\d{6,7}|[ /-]\d{3}[ /-]\d{3,4}|\.\d{3}\.\d{4})(?![\d.,])"
)
LICENCE = (
    r"\b(?:lic(?:en[cs]e|enza)?|licencja|lizenz|tess(?:er(?:a|at[ao]))?|matricola"
    r"|cod(?:ice)?\.? (?:fgi|atleta))\b(?:[\s.:#°º-]|fgi\b|nr?\b|no\b|num(?:ero)?\b){0,12}"
    r"(?!(?:19|20)\d\d\b)(?:[A-Z]{1,4}[ -]?)?\d{4,12}\b"
)
BORN = (
    r"\b(?:nat[aeio]|nascita|nasc|born|birth|dob|geb(?:oren)?|née|nacida|urodzona)\b"
    rf"(?:[\s.:(]|il\b|on\b|le\b|el\b|am\b|a [^\W\d]{{1,40}}\b){{0,12}}(?:{DAY}|\d{{8}}\b)"
)
CONTACTS = re.compile("|".join((MAIL, TAX_CODE)), re.IGNORECASE)
PRIVATE = re.compile("|".join((MAIL, TAX_CODE, LICENCE, PHONE, BORN)), re.IGNORECASE)
DAYS = re.compile(DAY, re.IGNORECASE)
NUMBERS = re.compile(r"(?<![\w.,:/=-])\d{5,9}(?![\w,:/-]|\.\d)")
YEAR = re.compile(r"(?:19|20)\d\d")
BORN_THEN = re.compile(BORN, re.IGNORECASE)
YEAR_IN_NAME = re.compile(
    r"\s{0,3}[(\[]?(?:\b(?:cl|classe|anno)\b[. ]*)?(?<!\d)((?:19|20)\d\d)(?!\d)[)\]]?",
    re.IGNORECASE,
)
YEAR_IN_BRACKETS = re.compile(r"\s{0,3}[(\[](?:19|20)\d\d[)\]]")
DAY_BUT_A_DATE = re.compile(rf"(?<!\bdate ['\"]){NUMERIC_DAY}")
QUOTED = re.compile("['\"«:]")  # where a line of ours begins to repeat what a document says
BRACKETS = re.compile(r"\s{0,3}[(\[]([^()\[\]]*)[)\]]")
MIDDLE = re.compile(r"\s{0,3}[(\[]?\s{0,3}" + re.escape(LEFT_OUT) + r"\s{0,3}[)\]]?")


def _words(kind: str) -> re.Pattern[str]:
    """The words of an absence that stay, or of a reason, which does not (curated/absence_words.csv)."""
    patterns = [row["pattern"] for row in curated("absence_words") if row["kind"] == kind]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


ABSENCE, REASON = _words("kept"), _words("private")
REASON_AND_REST = re.compile(rf"{REASON.pattern}[^'\"»;|]*", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def mask_private(text: str) -> str:
    """A text with contacts, tax codes, licences and days of birth, each behind its word, put out."""
    return PRIVATE.sub(LEFT_OUT, text)


@lru_cache(maxsize=1 << 16)
def plain_name(text: str) -> str:
    """The text of a cell of a name: that of a squad, and no year."""
    return YEAR_IN_NAME.sub("", plain_squad(text)).strip()


@lru_cache(maxsize=1 << 16)
def plain_squad(text: str) -> str:
    """A list of names: no day, no year in brackets, no long number, no bracket that speaks of health."""
    text = BRACKETS.sub(lambda match: "" if REASON.search(match[1]) else match[0], text)
    text = NUMBERS.sub(LEFT_OUT, DAYS.sub(LEFT_OUT, mask_private(text)))
    text = YEAR_IN_BRACKETS.sub("", text)
    return MIDDLE.sub(" ", text).strip(" ,;-–") if LEFT_OUT in text else text


@lru_cache(maxsize=1 << 16)
def plain_note(text: str, year: int) -> str:
    """A note without reasons of absence, contacts and days of birth: those of four years before `year` or
    earlier; of any day where no year is known (0).
    """
    parts = [_plain_part(part, year) for part in text.split("; ")] if text else []
    return "; ".join(filter(None, parts))


def year_in_name(text: str) -> str:
    """The year of birth that stands in the cell of a name, "" where none does."""
    found = YEAR_IN_NAME.search(NUMBERS.sub("", DAYS.sub("", text)))
    return found[1] if found else ""


def _plain_part(part: str, year: int) -> str:
    kept = ABSENCE.search(part)
    if kept or REASON.search(part):
        return kept[0] if kept else ""
    if BORN_THEN.search(part):  # the town stands beside the day
        return ""
    return DAYS.sub(lambda match: _masked_day(match[0], year), mask_private(part))


def _masked_day(day: str, year: int) -> str:
    printed = YEAR.search(day)
    is_recent = printed and year and int(printed[0]) > year - 4
    return day if is_recent or (year and not printed) else LEFT_OUT


@lru_cache(maxsize=1 << 16)
def is_private_address(address: str) -> bool:
    """Whether an address holds a contact or a tax code."""
    return bool(CONTACTS.search(unquote(address)))


def for_log(text: str) -> str:
    """What a document says, as a line on a terminal or in a log may repeat it. The date of a competition that
    is no day ("date '2024-02-31'") stays.
    """
    text = REASON_AND_REST.sub(LEFT_OUT, mask_private(text))
    begin = QUOTED.search(text)
    ours, theirs = (text[: begin.end()], text[begin.end() :]) if begin else (text, "")
    text = ours + NUMBERS.sub(LEFT_OUT, theirs)
    return DAY_BUT_A_DATE.sub(LEFT_OUT, text)
