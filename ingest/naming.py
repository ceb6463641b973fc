"""What rankings are called, in Italian; their addresses are made of the names."""

from ingest.meet import Ranking
from ingest.text import slug

KINDS = {
    "all-around": "Concorso generale",
    "team": "Squadre",
    "group": "Insieme",
    "pair": "Coppie",
    "special points": "Punti speciali",
    "duel": "Scontri diretti",
}
ROUNDS = {
    "": "",
    "qualification": "qualificazione",
    "semifinal": "semifinale",
    "final": "finale",
    "partial": "classifica parziale",
    "standing": "",
}


def ranking_name(ranking: Ranking, *, with_category: bool) -> str:
    """ "Concorso generale", "Finale cerchio", "Gold Junior 1: concorso generale, qualificazione"."""
    round_ = ROUNDS[ranking.round]
    if ranking.apparatus and ranking.kind == "apparatus":
        name = f"{round_} {ranking.apparatus.name}".strip()
    else:
        parts = [KINDS[ranking.kind], ranking.apparatus.name if ranking.apparatus else "", round_]
        name = ", ".join(part for part in parts if part)
    if ranking.scope:
        name = f"{name}, {ranking.scope}"
    if with_category and ranking.category:
        return f"{ranking.category}: {name[:1].lower()}{name[1:]}"
    return name[:1].upper() + name[1:]


def category_id(category: str) -> str:
    return slug(category) or "non-indicata"
