"""What a table ranks: which kind of ranking, on which apparatus, of whom, in which discipline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.reading import ReadingError
from ingest.sheet.context import Context
from ingest.sheet.names import has_athletes
from ingest.sheet.table import Body
from ingest.titles import Title, parse_title
from ingest.vocabulary import find_apparatus

NUMBERED = re.compile(r"(.+) ([12])$")
CLUBS_NOTE = "la fonte scrive CL: clavette"
CODE_NOTE = "la fonte scrive CL: corpo libero o clavette"


@dataclass(slots=True)
class Programme:
    """The ranking of one table. words, attempts and notes are by group; apparatus and note are those of a
    table of one exercise (single).
    """

    kind: str
    competitor_kind: str
    discipline: str
    title: str
    competition: str
    said: dict[str, str]
    apparatus: str = ""
    single: bool = False
    words: list[str] = field(default_factory=list)
    attempts: list[str] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    note: str = ""

    def name_of(self, at: int) -> str:
        """The apparatus of a group with the number of its attempt: "Skok 2"."""
        number = self.attempts[at]
        return self.words[at] if number == "1" else f"{self.words[at]} {number}"


def read_programme(
    body: Body, context: Context, has_members: bool, has_components: bool, *, has_teams: bool
) -> Programme:
    """What the head, the titles and the shape of the rows say together."""
    title = read_title(context.competition)
    single = body.head.apparatus or context.apparatus
    words = [
        NUMBERED.sub(r"\1", word) or f"attrezzo {at}" for at, word in enumerate(body.head.groups, 1)
    ]
    discipline = _discipline(context, [*words, single])
    competitor_kind = "team" if has_teams else _competitor_kind(body, context, has_members)
    is_single = bool(single) or has_components or body.head.has("apparatus_name")
    programme = Programme(
        kind=_kind(body, context, competitor_kind, is_single),
        single=is_single,
        competitor_kind=competitor_kind,
        discipline=discipline,
        title=context.competition if context.competition != title.name else "",
        competition=title.name,
        said=title.said,
        apparatus=_apparatus(single or "attrezzo non indicato", context, discipline),
        words=[_apparatus(word, context, discipline) for word in words],
        attempts=[
            match[2] if (match := NUMBERED.fullmatch(word)) else "1" for word in body.head.groups
        ],
    )
    _settle_codes(programme)
    return programme


def read_title(text: str) -> Title:
    """The competition's title; what its phrases do not explain stays in its name."""
    try:
        return parse_title(text, "title")
    except ReadingError:
        return Title(text)


def _discipline(context: Context, words: list[str]) -> str:
    """The discipline that is printed, else the one that alone has such apparatus."""
    said = context.said.get("discipline", "")
    if said:
        return said
    known = [word for word in words if word and not word.startswith("attrezzo")]
    fitting = [
        discipline for discipline in ("rhythmic", "artistic")
        if known and all(_is_of(word, discipline) for word in known)
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else "unknown"


def _is_of(word: str, discipline: str) -> bool:
    """Whether a discipline has an apparatus; "Reifen / Hoop" is one in two languages."""
    return any(find_apparatus(part, discipline) for part in re.split(r"[/|(]", word))


def _competitor_kind(body: Body, context: Context, has_members: bool) -> str:
    said = context.said
    if said.get("of") in ("group", "pair"):
        return said["of"]
    if said.get("kind") == "team" and (said.get("is_sure") or has_members):
        return "team"
    if body.head.has("name", "surname"):
        return "athlete"
    at = next((at for at, c in enumerate(body.upper.columns) if c.role in ("team", "club")), None)
    if at is None or has_athletes(row.text_of(at) for row in body.rows):
        return "athlete"
    return "team"


def _kind(body: Body, context: Context, competitor_kind: str, is_of_apparatus: bool) -> str:
    is_special = body.head.has("special") or context.said.get("kind") == "special points"
    if is_special and not (body.head.has("special") and body.head.has("score")):
        return "special points"
    if competitor_kind != "athlete":
        return competitor_kind
    if body.head.groups:
        return "all-around"
    said = context.said.get("kind", "")
    return "apparatus" if is_of_apparatus else said if said != "team" and said else "all-around"


def _apparatus(word: str, context: Context, discipline: str) -> str:
    """The printed word; "Poręcze" of women are the uneven bars, of men the parallel ones."""
    found = find_apparatus(word, discipline)
    if found and found.apparatus_id == "PB" and context.said.get("sex") == "women":
        return "parallele asimmetriche"
    return word


def read_codes(words: Sequence[str]) -> dict[str, tuple[str, str]]:
    """What "CL" is among its neighbours, with a note: clavette behind others where CV is missing, corpo
    libero before them all or beside CV; alone, or beside one other, nobody knows. {} where it is as it says.
    """
    codes = [word.upper() for word in words]
    others = [code for code in codes if code != "CL"]
    if len(others) == len(codes) or {"CV", "CLAVETTE"} & {*codes}:
        return {}
    if not all(find_apparatus(code, "rhythmic") for code in others):
        return {}  # "VO PA TR CL" of artistic gymnastics
    if len(others) < 2:
        return {"CL": ("attrezzo non indicato", CODE_NOTE)}
    return {"CL": ("CV", CLUBS_NOTE)} if codes.index("CL") > 0 else {}


def _settle_codes(programme: Programme) -> None:
    known = read_codes(programme.words or [programme.apparatus])
    for at, word in enumerate(programme.words):
        if word.upper() in known:
            programme.words[at], programme.notes[at] = known[word.upper()]
    if programme.apparatus.upper() in known:
        programme.apparatus, programme.note = known[programme.apparatus.upper()]
