"""The lines around a table -> what its ranking is: competition, date, category, kind, round, apparatus.

Read destructively: every phrase of curated/title_phrases.csv is taken out of a title; what is left is the
name of the competition, of a category, of a stage, or none of these.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.dates import find_dates
from ingest.sheet.headings import APPARATUS, roles_of
from ingest.sheet.lines import Line
from ingest.text import fold
from ingest.vocabulary import curated, find_apparatus, individual_apparatus

WIDE = 14.0  # points: a gap in a title line that parts two titles
LONG = 10  # words of a title; what is longer is a sentence
# What a title is; the other rows of title_phrases.csv say what a phrase says.
KINDS = ("event", "category", "stage", "officials", "summary", "dated")
AROUND = " \t-–—|:;,./•*()[]"
# Words that are more than an apparatus: clubs, bands and floors stand in other titles too.
AMBIGUOUS = frozenset(
    {"clubs", "band", "sol", "floor", "reck", "ringe", "boden", "kon", "sprung", "barren"}
)


@dataclass(slots=True)
class Context:
    """What the lines around a table say. said: kind, round, scope, of, discipline, sex, field_size, revision.

    others are titles that are neither event nor category nor stage.
    """

    competition: str = ""
    date: str = ""
    date_end: str = ""
    place: str = ""
    category: str = ""
    apparatus: str = ""
    said: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        return bool(
            self.category
            or self.apparatus
            or self.said.keys() - {"discipline", "field_size", "revision"}
        )


@dataclass(slots=True)
class _Title:
    """A title, what it is, and what is left of it without the phrases that are known."""

    printed: str
    kind: str
    rest: str


@functools.cache
def phrases() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """(pattern, what it says) in the order of the file: longer phrases first. A named group says its text."""
    return [
        (re.compile(row["pattern"], re.IGNORECASE), _said(row["says"]))
        for row in curated("title_phrases")
        if row["says"] not in KINDS
    ]


def _said(text: str) -> dict[str, str]:
    """ "kind=special_points round=final" -> what it says."""
    pairs = (pair.partition("=") for pair in text.split() if "=" in pair)
    return {key: value.replace("_", " ") for key, _, value in pairs}


@functools.cache
def title_is(what: str) -> re.Pattern[str]:
    """The pattern of the words that make a title the name of an event, a category, a stage, of officials."""
    known = (row["pattern"] for row in curated("title_phrases") if row["says"] == what)
    return re.compile("|".join(known), re.IGNORECASE)


def read_context(
    lines: Iterable[Line], given: dict[str, str], shared: frozenset[str] = frozenset()
) -> Context:
    """Read title lines, those of the whole document first, those right above the table last. `given` is
    what is known from outside the document (Document.said); what is printed comes first. A title that
    names no event is the competition's if it stands above all tables (`shared`, folded).
    """
    context = Context()
    titles = [
        title
        for line in lines
        if not title_is("officials").search(line.text)
        for segment in segments(line)
        for title in _titles(context, segment)
    ]
    name = _competition(titles, given, shared)
    rest = [title for title in titles if title.printed != name]
    stages = dict.fromkeys(title.printed for title in rest if title.kind == "stage")
    context.competition = " - ".join(filter(None, [name, *stages]))
    context.category = _category(rest) or given.get("category", "")
    context.others = [title.printed for title in rest if title.kind == "other"]
    context.date = context.date or given.get("date", "")
    context.place = context.place or given.get("place", "")
    context.said.setdefault("discipline", given.get("discipline", ""))
    return context


def _competition(titles: Sequence[_Title], given: dict[str, str], shared: frozenset[str]) -> str:
    """The name of the competition: a title that names an event, what was said of the document, a title
    above all tables, any other title of several words.
    """
    events = [title.printed for title in titles if title.kind == "event"]
    if events or given.get("title"):
        return events[0] if events else given["title"]
    named = [title for title in titles if title.kind in ("other", "category")]
    above = [title.printed for title in named if fold(title.printed) in shared]
    long = [t.printed for t in named if len(t.printed.split()) > (1 if t.kind == "other" else 2)]
    return next(iter(above + long), "")


def _category(titles: Sequence[_Title]) -> str:
    """What the titles call the category, each word once."""
    found = [title.rest for title in titles if title.kind == "category"]
    whole = " ".join(found)
    kept = [text for text in found if whole.count(text) == 1] or found[:1]
    return CATEGORY.sub("", " ".join(kept))


def category_in(name: str) -> str:
    """What the name of a competition says of the category."""
    return next((match[0] for match in reversed(list(IN_NAME.finditer(name)))), "")


CATEGORY = re.compile(r"^(?:categor[iy]a?|cat[ée]gorie|category|[ck]at)\b[.:]?\s*", re.IGNORECASE)
IN_NAME = re.compile(
    r"\b(?:alliev[ae]|junior(?:es)?|senior(?:es)?|giovanil[ei])\b"
    r"(?: (?:[ajs]?\d\b|[1-3][ªa°] fascia|(?:prima|seconda|terza) fascia))?",
    re.IGNORECASE,
)


def segments(line: Line) -> list[str]:
    """The titles of one line: parted by wide gaps."""
    parts: list[list[str]] = []
    last = None
    for word in line.words:
        if last is None or word.x0 - last.x1 > WIDE:
            parts.append([])
        parts[-1].append(word.text)
        last = word
    return [" ".join(part) for part in parts]


def read_revision(text: str) -> tuple[str, str]:
    """A title without what says that its sheet replaces an earlier one, and that in our words, or ""."""
    for pattern, said in phrases():
        match = pattern.search(text) if "revision" in said else None
        if match:
            return _strip(f"{text[: match.start()]} {text[match.end() :]}"), said["revision"]
    return text, ""


def _titles(context: Context, segment: str) -> Iterable[_Title]:
    """The titles of a segment, its date taken out; beside a date stands the place."""
    segment, revision = read_revision(segment)
    context.said |= {"revision": revision} if revision else {}
    found = find_dates(segment)
    if found and title_is("dated").search(found.before):
        return  # the day of a print, of a notice
    if found:
        context.date = found.first
        context.date_end = found.last if found.last != found.first else ""
    elif len(segment.split()) > LONG and not title_is("event").search(segment):
        return  # a sentence: a legend, a rule of the event
    for text in (found.before, found.after) if found else (segment,):
        for part in re.split(r"\s+[-–—|]\s+", text):
            title = _title(context, part)
            if title and found and title.kind == "other":
                context.place = context.place or re.split(r"[,(]", title.printed)[0].strip()
            elif title:
                yield title


def _title(context: Context, part: str) -> _Title | None:
    printed, rest = _strip(part), part
    for pattern, fixed in phrases():
        match = pattern.search(rest)
        if match:
            context.said |= {key: text for key, text in match.groupdict().items() if text}
            if not ("kind" in fixed and "is_sure" in context.said):
                context.said |= fixed
            if (
                "sex" not in fixed
            ):  # a sector is part of the category: "WAG Step 2", "Women Seniors"
                rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    if re.search(r"^\s*,|\s,|,\s*,", rest):
        rest = part  # a list of what a category competes in stays whole
    rest = _strip(re.sub(r"\s+", " ", _without_apparatus(context, rest)))
    if not re.search(r"\w", rest):
        return None
    if title_is("stage").fullmatch(rest):
        return _Title(printed, "stage", rest)
    if title_is("event").search(rest):
        return _Title(printed, "event", rest)
    if title_is("category").search(rest) or _is_sector(rest):
        return _Title(printed, "category", rest)
    return _Title(printed, "other", rest)


def _strip(text: str) -> str:
    """A title without the marks around it, its own brackets whole: "LC1 A5 (anno 2012)"."""
    bare = text.strip(AROUND)
    for left, right in ("()", "[]"):
        bare += right * (bare.count(left) - bare.count(right))
        bare = left * (bare.count(right) - bare.count(left)) + bare
    return bare


def _is_sector(rest: str) -> bool:
    return any("sex" in fixed and pattern.fullmatch(rest) for pattern, fixed in phrases())


def _without_apparatus(context: Context, text: str) -> str:
    """Take the apparatus out of a title: a part that is one, in full or as a code in capitals, or the one
    word of it that can be nothing else.
    """
    parts = re.split(r"(\s[-–—:]\s|\s{2,}|[()])", text)
    for at, part in enumerate(parts):
        plain = part.strip(AROUND)
        is_group = bool(re.match(r"\d ", plain)) and find_apparatus(plain) is not None
        is_known = APPARATUS in roles_of(plain) and (len(plain) > 2 or plain.isupper())
        if len(plain) > 1 and (is_known or is_group):
            context.apparatus = plain
            parts[at] = ""
    named = list(_apparatus_words().finditer("".join(parts)))
    if len({fold(match[0]) for match in named}) == 1:
        context.apparatus = context.apparatus or named[0][0]
        return "".join(parts).replace(named[0][0], " ")
    return "".join(parts)


@functools.cache
def _apparatus_words() -> re.Pattern[str]:
    words = [*individual_apparatus("rhythmic"), *individual_apparatus("artistic")]
    plain = {word for word in words if len(word) > 3} - AMBIGUOUS
    return re.compile(rf"\b(?:{'|'.join(sorted(plain, key=len, reverse=True))})\b", re.IGNORECASE)


def repeated_lines(pages: Sequence[Sequence[Line]]) -> set[str]:
    """The texts that stand above the first table of nearly every page: they speak of the whole document."""
    counts: dict[str, int] = {}
    for page in pages:
        for text in {fold(line.text) for line in page}:
            counts[text] = counts.get(text, 0) + 1
    return {text for text, count in counts.items() if count > 1 and count >= 0.8 * len(pages)}
