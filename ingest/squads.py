"""The members that the line of a team or a group names: mentions like any other, without a mark of their own.

A full name is linked as everybody's is (linking). Of a nation's squad the family names are enough: they are
one gymnast's where the names beside them are the same (evidence). Single names of a club's squad, which may
be given names, and a text that is no list of names stay as printed: team.squad_printed.
"""

from typing import NamedTuple

from ingest.normalise import Row
from ingest.squad_names import NAME, member_name, split_squad
from ingest.text import is_full_name, is_initials, is_nobody, name_key

MOST = 12  # names; a longer list is no squad
MARK = "squad "


class Member(NamedTuple):
    """A member as a row of her own at "record-n" (n counts the names of the line), and what parts her family
    name from namesakes: the squad, "" of a full name.
    """

    row: Row
    is_reserve: bool
    squad: str = ""


def members_of(row: Row) -> list[Member]:
    """The members that the row of a team, group or nation names; none of a text that is no list of names."""
    parts = split_squad(row.squad) if row.competitor_kind != "athlete" else []
    names = [member_name(part) for part in parts]
    if not 2 <= len(names) <= MOST or not all(map(NAME.fullmatch, names)):
        return []
    is_nation = bool(row.nation and not row.club_id)
    squad = squad_key(row, names)
    return [
        Member(_member_row(row, place, name), name != parts[place - 1], "" if is_full else squad)
        for place, name in enumerate(names, 1)
        if not is_nobody(name)
        and ((is_full := is_full_name(name)) or (is_nation and not is_initials(name)))
    ]


def squad_key(row: Row, names: list[str]) -> str:
    """The squad of a year: "squad group 2018: basta, duranti, maurelli"."""
    keys = sorted(map(name_key, names))
    return f"{MARK}{row.competitor_kind} {row.date[:4]}: {', '.join(keys)}"


def mates_of(squad: str, name: str) -> frozenset[str]:
    """The names that stand beside a name in a squad; none of what is no squad."""
    names = squad.partition(": ")[2].split(", ") if squad.startswith(MARK) else []
    return frozenset(names) - {name}


def _member_row(row: Row, place: int, name: str) -> Row:
    """The category is the squad's, in which younger ones dance too: it tells nothing of her."""
    return row._replace(
        record=f"{row.record}-{place}", competitor=name, competitor_kind="athlete",
        category="",
        name_key=name_key(name), is_initials=False, birth_year=None, licence="", points=None,
        points_printed="", rank=None, rank_printed="", status="", components=(), squad="",
    )  # fmt: skip
