"""Days as sheets and pages print them, in five languages -> ISO: "28 febbraio - 1 marzo 2026".

The day stands before the month, as in Europe; only "March 4, 2023" is read the other way. A range is
the first and the last day; a single day is both. What the calendar has not ("31 febbraio") is no date.
"""

import datetime
import re
from typing import NamedTuple

from ingest.text import fold

# January to December; Italian, English, French, Polish (nominative and genitive), German; full and short.
MONTHS = {
    fold(word): number
    for number, words in enumerate(
        (
            "gennaio gen january jan janvier janv styczeń stycznia sty januar jänner",
            "febbraio feb febbr february février févr fév luty lutego lut februar",
            "marzo mar march mars marzec marca märz mär mrz maerz",
            "aprile apr april avril avr kwiecień kwietnia kwi",
            "maggio mag may mai maj maja",
            "giugno giu june jun juin czerwiec czerwca cze juni",
            "luglio lug july jul juillet juil lipiec lipca lip juli",
            "agosto ago august aug août sierpień sierpnia sie",
            "settembre set sett september sep sept septembre wrzesień września wrz",
            "ottobre ott october oct octobre październik października paź pazdz oktober okt",
            "novembre nov november listopad listopada lis",
            "dicembre dic december dec décembre déc grudzień grudnia gru dezember dez",
        ),
        1,
    )
    for word in words.split()
}
ACCENTS = str.maketrans(
    {"e": "[eéè]", "u": "[uû]", "a": "[aä]", "n": "[nń]", "s": "[sś]", "z": "[zź]"}
)
WEEKDAYS = (
    "(?:luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|lun|mar|mer|gio|ven|sab|dom"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so"
    "|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela)"
)
MONTH = (
    rf"(?:{'|'.join(word.translate(ACCENTS) for word in sorted(MONTHS, key=len, reverse=True))})"
    r"\.?(?![^\W\d_])"
)
DAY = r"\d{1,2}(?:st|nd|rd|th|er|[.°º])?(?!\d)"
YEAR = r"(?:19|20)\d\d(?!\d)"
SHORT_YEAR = r"(?:(?<=[./])\d\d(?!\d))"
TO = r"(?:\s*[-–—/+&]\s*|\s+(?:e|ed|and|et|und|i|a|al|to|au|bis|do)\s+|\s+all['’]\s*)"
# A comma stands only between days that are listed: "Junior 3, 5 marzo" is one day.
NEXT_DAY = rf"(?:{TO}|,\s*)"
DAYS_BEFORE = rf"(?:{WEEKDAYS}\.?,?\s+)?"
NUMBERS = (
    r"(?P<{0}d>\d{{1,2}})(?P<{0}s>[./-])(?P<{0}m>\d{{1,2}})(?P={0}s)(?P<{0}y>"
    + f"{YEAR}|{SHORT_YEAR})"
)
PATTERNS = [
    re.compile(rf"(?<![\w.,/-]){pattern}", re.IGNORECASE)
    for pattern in (
        rf"(?P<ay>{YEAR})-(?P<am>\d\d)-(?P<ad>\d\d)(?:{TO}(?P<by>{YEAR})-(?P<bm>\d\d)-(?P<bd>\d\d))?(?![\d-])",
        rf"(?:{NUMBERS.format('a')}{TO})?{NUMBERS.format('b')}",
        rf"(?P<ad>\d{{1,2}})\.?(?:[./](?P<am>\d{{1,2}})\.?)?{TO}{NUMBERS.format('b')}",
        rf"{DAYS_BEFORE}(?P<ad>{DAY})(?:\s*(?P<am>{MONTH})(?:,?\s*(?P<ay>{YEAR}))?)?"
        rf"(?:{NEXT_DAY}{DAY}(?={NEXT_DAY})){{0,6}}{TO}{DAYS_BEFORE}"
        rf"(?P<bd>{DAY})\s*(?P<bm>{MONTH})(?:,?\s*(?P<by>{YEAR}))?",
        rf"{DAYS_BEFORE}(?P<bd>{DAY})\s*(?:de\s+|of\s+)?(?P<bm>{MONTH})(?:,?\s*(?P<by>{YEAR}))?",
        rf"(?P<am>{MONTH})\s*(?P<ad>{DAY}){TO}(?P<bm>{MONTH})?\s*(?P<bd>{DAY}),?\s+(?P<by>{YEAR})",
        rf"(?P<bm>{MONTH})\s*(?P<bd>{DAY}),?\s+(?P<by>{YEAR})",
    )
]
ANY_YEAR = re.compile(rf"{YEAR}|\d[./]{SHORT_YEAR}")
BEFORE = re.compile(
    r"(?:^|\s)(?:dall?|il|del|in data|nei giorni|from|du|le|vom|am|od|dnia|on)['’]?\s*$", re.I
)
LONGEST = datetime.timedelta(days=16)  # a range longer than a festival is two numbers that meet


class Found(NamedTuple):
    """The first date of a text, and what stands before and after it, without the marks between."""

    first: str
    last: str
    before: str
    after: str


def parse_dates(text: str, year: int | None = None) -> tuple[str, str] | None:
    """The first and last day when the text is nothing but a date, else None. `year` is that of a date
    printed without one; without it such a date is None.
    """
    found = find_dates(text, year)
    return (found.first, found.last) if found and not found.before + found.after else None


def find_dates(text: str, year: int | None = None) -> Found | None:
    """The first date in a text, the longest of those that begin there. Trap: "Session 2 - 5.5.2022" is
    2 to 5 May to everybody who does not know what a session is.
    """
    if not (year or ANY_YEAR.search(text)):
        return None
    found = (_first(pattern, text, year) for pattern in PATTERNS)
    spans = [(match.start(), -match.end(), days) for match, days in filter(None, found)]
    if not spans:
        return None
    start, end, days = min(spans)
    before, after = BEFORE.sub("", text[:start]), text[-end:]
    return Found(*days, before.strip(" \n\t,;:-–—|("), after.strip(" \n\t,;:-–—|)"))


def _first(
    pattern: re.Pattern[str], text: str, year: int | None
) -> tuple[re.Match[str], tuple[str, str]] | None:
    """The first match of a pattern that is a date of the calendar, and its days."""
    for match in pattern.finditer(text):
        days = _days(match.groupdict(), year)
        if days:
            return match, days
    return None


def _days(said: dict[str, str | None], year: int | None) -> tuple[str, str] | None:
    """The two days that the groups of a pattern say; a day, month or year not said is the other's."""
    last_year = _year(said.get("by") or said.get("ay") or year or "")
    if not last_year or _are_classes(said):
        return None
    last_month = _month(said.get("bm") or said.get("am") or "")
    last_day = said.get("bd") or said.get("ad") or ""
    month = _month(said.get("am") or "") or last_month
    first_year = _year(said.get("ay") or last_year) - (not said.get("ay") and month > last_month)
    try:
        first = datetime.date(first_year, month, _number(said.get("ad") or last_day))
        last = datetime.date(last_year, last_month, _number(last_day))
    except ValueError:
        return None
    return (str(first), str(last)) if first <= last <= first + LONGEST else None


def _year(text: str | int) -> int:
    """A year printed in full or by its last two digits; 0 for none."""
    number = int(text or 0)
    return number if number > 99 or not text else number + (2000 if number < 50 else 1900)


def _are_classes(said: dict[str, str | None]) -> bool:
    """Whether three numbers are years of birth: "classi 10/11/12"."""
    day, month, year = (said.get(key) or "" for key in ("bd", "bm", "by"))
    return len(year) == 2 and [int(month), int(year)] == [_number(day) + 1, _number(day) + 2]


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTHS.get(fold(text), 0)


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)
