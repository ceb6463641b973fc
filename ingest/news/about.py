"""What a news page is about: its article, the competition, the days and the place."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.dates import find_dates, parse_dates
from ingest.html import TextLine
from ingest.news.headings import Context, of_heading
from ingest.news.words import CATEGORY, find_competition, group_apparatus, plain
from ingest.reading import RawRow, ReadingError

FILES = re.compile(r"(?:allegati|documenti|download)\b.{0,20}", re.I)
OTHERS = re.compile(
    r"(?:condividi|leggi anche|(?:articoli|notizie) correlat[ie]|(?:ultime|altre) (?:news|notizie))\b.{0,40}",
    re.I,
)
PLACE = re.compile(r"([^\W\d_a-zà-öø-ÿ][^\W\d_]*(?:['\s][^\W\d_]+){0,3}) - \S")
NO_PLACE = re.compile(
    r"ritmica|artistica|serie|assolut|campionat|world|europe|mondial|insieme|gold|silver|coppa|trofeo",
    re.I,
)
DATED = re.compile(
    r"(?i)^(?:(?:pubblicat|creat|scritt)[oa]|data)?[ :]*(?:il )?|[ ,-]*(?:(?:alle )?(?:ore )?\d\d[:.]\d\d)?$"
)
COMPETITION = re.compile(
    r"\b(?i:campionat[oi]|coppa|trofeo|torneo|gran premio|criterium|memorial)"
    r"(?: (?:(?:d'|dell')?[A-ZÀ-Ý][\w']+|(?i:di|del|della|delle|dei|italian[oi]|nazional[ei]|regional[ei]"
    r"|interregional[ei]|individual[ei]|gold|silver|ginnastica|ritmica|insieme|d'insieme|squadra|categoria"
    r"|specialità|europe[oi]|mondial[ei]|giovanil[ei]|juniore?s?))\b)+"
)
RHYTHMIC = re.compile(r"ritmic|piccoli attrezzi|farfalle|\bclavette\b|\bcerchio\b", re.I)
OTHER_SECTION = re.compile(r"artistica (?:maschile|femminile)|trampolino|aerobica|acrobatica", re.I)
SINGLE_GYMNASTS = re.compile(
    r"\bindividual|\bgotta\b", re.I
)  # a trophy of theirs beside the groups
TWO_EXERCISES = re.compile(r"complessiv|due esercizi", re.I)
LONGEST_LINE = 5_000
NEWS_DAYS = datetime.timedelta(
    days=10
)  # a day in the text is the competition's if it is as near as that


def headline(lines: list[TextLine]) -> int:
    """The line of the headline: the first heading, else the page's title. Raises ReadingError without one."""
    for tag in ("h1", "h2", "title"):
        for at, line in enumerate(lines):
            if line.tag == tag and line.text:
                return at
    raise ReadingError("page", "no headline")


def below(lines: list[TextLine], *, with_files: bool = False) -> list[TextLine]:
    """The lines below the headline to where other news begin, or before that the files."""
    article = []
    for line in lines[headline(lines) + 1 :]:
        if OTHERS.fullmatch(line.text) or (not with_files and FILES.fullmatch(line.text)):
            break
        article.append(line)
    return article


def is_rhythmic(lines: list[TextLine]) -> bool:
    """Whether headline or text say so; a line that is nothing but links speaks of other pages."""
    own = [line for line in below(lines) if line.text != " ".join(label for label, _ in line.links)]
    return any(RHYTHMIC.search(line.text) for line in [lines[headline(lines)], *own])


def page_context(lines: list[TextLine], said: dict[str, str]) -> Context:
    """What holds for the whole page: competition, date, place, and what its headline says of the ranking.

    Raises ReadingError without a date or a competition, and if nothing says which gymnastics it is. The
    headline is none: it names people.
    """
    title, text = lines[headline(lines)].text, "\n".join(line.text for line in below(lines))
    other = OTHER_SECTION.search(f"{title}\n{text}")
    if not said.get("discipline") and (other or not is_rhythmic(lines)):
        what = f"{other[0]!r} is named" if other else "nothing says so"
        raise ReadingError("page", f"is it rhythmic gymnastics? {what}: {title!r}")
    first, last, note = _date(lines, text, said)
    series = find_competition(title) or find_competition(" ".join(text.split("\n")[:3]), 2)
    competition = said.get("title") or f"{series or _named(title, text)} {first[:4]}"
    row = RawRow(
        record="",
        competition=competition,
        competitor="",
        kind="",
        date=first,
        date_end=last,
        date_note=note,
        place=said.get("place") or _place(title),
        category=said.get("category", ""),
        discipline=said.get("discipline", "rhythmic"),
    )
    context = of_heading(Context(row), f"{title} {said.get('title', '')} {series}")
    row = replace(context.row, competition=competition)
    is_mixed = context.kind == "group" and bool(SINGLE_GYMNASTS.search(text))
    categories = {match[0].lower() for match in CATEGORY.finditer(f"{title} {text}")}
    if context.kind == "group" and len(categories) < 2 and not TWO_EXERCISES.search(text):
        row = replace(row, apparatus=group_apparatus(f"{title} {text}"))
    return Context(row, "" if is_mixed else context.kind, has_categories=len(categories) > 1)


def _named(title: str, text: str) -> str:
    """The first name of a competition in headline and text, without its year."""
    match = COMPETITION.search(plain(f"{title}\n{text}"))
    if not match:
        raise ReadingError("page", "no competition is named: say which with --title")
    name = re.sub(r"(?i)(?: (?:di|del|della|delle|dei|d'))+$", "", match[0])
    return name[:1].upper() + name[1:]


def _place(title: str) -> str:
    """The town that a headline begins with: "Nessundove - Titolo"."""
    match = PLACE.match(plain(title))
    return match[1] if match and not NO_PLACE.search(match[1]) else ""


def _date(lines: list[TextLine], text: str, said: dict[str, str]) -> tuple[str, str, str]:
    """First and last day and how they are known: said, the one day of the text, else that of the news."""
    if said.get("date"):
        return said["date"], "", ""
    at = headline(lines)
    days = (read_date(line.text) for line in lines[at + 1 :] + lines[:at])
    news = next((day for day in days if day), None)
    if not news:
        raise ReadingError("page", "no date of the news")
    found = set(_days(text, year=int(news[0][:4])))
    today = datetime.date.fromisoformat(news[0])
    near = [
        (first, last)
        for first, last in found - {news}
        if today - NEWS_DAYS <= datetime.date.fromisoformat(last) <= today
    ]
    return (*near[0], "") if len(near) == 1 else (news[0], "", "giorno della notizia")


def read_date(text: str) -> tuple[str, str] | None:
    """The day of a line that says no more than when the news was written."""
    return parse_dates(DATED.sub("", text))


def _days(text: str, year: int) -> Iterator[tuple[str, str]]:
    """The days named in the lines of a text; of a line too long to be prose only the beginning is read."""
    for line in text.split("\n"):
        rest = line[:LONGEST_LINE]
        while date := find_dates(rest, year):
            yield date.first, date.last
            rest = date.after
