"""Titles of competitions as the press writes them: what each phrase says, and what is left is the name.

Read destructively: every phrase is a row of PHRASES, taken out of the title where it stands; a part
behind a comma or a dash that no phrase explains is an error, never a guess.
"""

import re
from dataclasses import dataclass, field

from ingest.reading import ReadingError

GROUP_WORDS = r"(?:cerch[io]|pall[ae]|clavette|nastr[io]|fun[ei])"
GROUP_APPARATUS = (
    rf"\d+ {GROUP_WORDS}(?: (?:e )?\d+ {GROUP_WORDS})?|cerchi e clavette|palla e nastro"
)
INDIVIDUAL_APPARATUS = r"cerchio|palla|clavette|nastro|fune|corpo libero"

# (pattern, what it says); a named group says its own text. Order matters: longer phrases first.
PHRASES: list[tuple[str, dict[str, str]]] = [
    (r"\[(?P<note>[^\]]+)\]", {}),
    (r"\((?P<note>classifica corretta)\)", {"revision": "nella classifica corretta"}),
    (r"\((?P<note>ginnaste \d{4}; anno non nella pagina)\)", {}),
    (r"\(classifica = somma dei (?P<best>\d) migliori\)", {}),
    (r"\((?P<note>somma[^)]*prima della correzione)\)", {"before": "prima della correzione"}),
    (r"\((?P<note>somma[^)]*)\)", {}),
    (r"\(punti speciali(?:, \d prove)?\)", {"kind": "special points"}),
    (r"classifica punti speciali dopo (?P<after>\d) prove", {"kind": "special points"}),
    (r"classifica (?P<zone>zt\d+) dopo (?P<after>\d) prove", {}),
    (r"classifica dopo (?:la )?(?P<after>\d)a? prov[ae]", {}),
    (r"classifica finale", {"scope": "classifica finale", "round": "standing"}),
    (r"regular season", {"scope": "regular season", "round": "standing"}),
    (r"\b(?P<stage>\d) ?[aª°^]? prova regionale", {"phase": "regionale"}),
    (r"\b(?P<stage>\d) ?[aª°^]? prova\b", {}),
    (r"\b(?P<stage>ultima) prova", {}),
    (r"\b(?P<stage>final six)\b", {"kind": "duel"}),
    (r"\bsemifinali\b", {"round": "semifinal"}),
    (r"\bfinale nazionale\b", {"phase": "nazionale"}),
    (rf"\bfinale (?P<apparatus>{GROUP_APPARATUS})", {"round": "final"}),
    (rf"\bfinale (?P<apparatus>{INDIVIDUAL_APPARATUS})", {"round": "final", "kind": "apparatus"}),
    (r"\bfinale all-around\b", {"kind": "all-around"}),
    (r"\bconcorso generale \(qualifica\)", {"kind": "all-around"}),
    (r"(?:\bconcorso generale )?\b(?P<scope>dopo \d attrezzi)", {"round": "partial"}),
    (r"\(?\bconcorso generale\b\)?", {"kind": "all-around"}),
    (r"\bteam (?:individuale )?(?P<category>junior)\b", {"of": "national"}),
    (r"\bsquadre (?P<category>junior|senior)\b", {"of": "group"}),
    (r"\bsquadre\b", {"of": "group"}),
    (r"(?<=- )totale\b", {"of": "national", "scope": "totale"}),
    (rf"(?<=[,-] )(?P<apparatus>{GROUP_APPARATUS})", {}),
    (r"\(?\bqualificazione\b\)?", {"round": "qualification"}),
    (r"\bfinale\b", {"round": "final"}),
    (r"\binterregionale\b", {"phase": "interregionale"}),
    (r"\b(?P<zone>zt\d+)\b", {}),
    (r"\b(?P<edition>seconda) edizione\b", {}),
    (r"(?<=- )completo\b", {}),
    (r"(?<=- )(?P<category>(?:junior|senior) a|\d+a fascia)\b", {}),
    (r"(?<=- )(?P<scope>codice \d{4})", {}),
]
COMPILED = [(re.compile(pattern, re.IGNORECASE), said) for pattern, said in PHRASES]


@dataclass(slots=True)
class Title:
    """The name that is left of a title, and what its phrases said (keys of RawRow, `of`, `note`)."""

    name: str
    said: dict[str, str] = field(default_factory=dict)


def parse_title(title: str, place: str) -> Title:
    """Take the phrases out of a title; `place` names the record in the error of what is left over."""
    said: dict[str, str] = {}
    rest = title.replace(" – ", " - ")
    for pattern, fixed in COMPILED:
        match = pattern.search(rest)
        if match:
            said |= {key: text for key, text in match.groupdict().items() if text} | fixed
            rest = rest[: match.start()] + rest[match.end() :]
    name = re.sub(r"\s*\([^)]*\)", "", rest)
    name = re.sub(r"(?:\s*[,-](?=\s|$))+\s*$", "", name)
    name = re.sub(r"\s+", " ", name).strip()
    _, *unknown = re.split(r" - |, ", name, maxsplit=1)
    if unknown:
        raise ReadingError(place, f"title {title!r}: {unknown[0]!r} not understood")
    return Title(name, _combine(said))


def _combine(said: dict[str, str]) -> dict[str, str]:
    """Turn "after 2" and "best 2" into the words of a ranking's scope."""
    if "after" in said:
        number = int(said.pop("after"))
        said["round"] = "standing"
        said["scope"] = f"dopo {number} prov{'a' if number == 1 else 'e'}"
    if "before" in said:
        said["scope"] = f"{said.get('scope', '')}, {said.pop('before')}".strip(", ")
    if "best" in said:
        said["scope"] = f"{said.pop('best')} migliori"
    if said.get("apparatus"):
        said["apparatus"] = said["apparatus"].lower()
    return said
