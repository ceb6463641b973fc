"""The lines around a table -> what its ranking is: competition, date, category, kind, round, apparatus.

Read destructively: every phrase that PHRASES knows is taken out of a line; what is left of the lines is
the competition's name, and the category.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.dates import find_dates
from ingest.sheet.headings import APPARATUS, roles_of
from ingest.sheet.lines import Line
from ingest.text import fold
from ingest.vocabulary import find_apparatus

WIDE = 14.0  # points: a gap in a title line that parts two titles

# (pattern, what it says); a named group says its own text. Order matters: longer phrases first.
PHRASES: list[tuple[str, dict[str, str]]] = [
    (r"(?:n(?:r|um)?\.? ?|numero )?(?:partecipanti|iscritt[ei]|ginnaste in gara|participants|competitors"
     r"|concurrentes|uczestnik[óo]w|teilnehmer(?:innen)?) ?:? ?(?P<field_size>\d+)", {}),
    (r"(?P<field_size>\d+) (?:partecipanti|ginnaste in gara|participants|competitors)", {}),
    (r"(?:dati sintetici|synthetic data)", {}),
    (r"concorso generale individuale|individual all[- ]around|all[- ]around(?: ranking| results?)?"
     r"|concorso (?:generale|completo)|classifica (?:assoluta|generale|completa)|concours (?:g[ée]n[ée]ral|complet)"
     r"|wiel?ob[óo]j(?: indywidualny)?|mehrkampf|concurso (?:completo|general)", {"kind": "all-around"}),
    (r"special points|punti speciali", {"kind": "special points"}),
    (r"(?:classifica|ranking|risultati) (?:a |per |di )?(?:squadr[ae]|societ[àa]'?)"
     r"|team (?:ranking|results?|final|competition|classification)|zesp[óo][łl]owo|wyniki zespo[łl]owe"
     r"|mannschaftswertung|classement par [ée]quipes|por equipos", {"kind": "team", "is_sure": "yes"}),
    (r"(?:qualificazion[ei] (?:per |di )?attrezzo|apparatus qualification)",
     {"kind": "apparatus", "round": "qualification"}),
    (r"(?:finale?i? (?:di |per )?(?:attrezzo|specialit[àa])|apparatus finals?|finales? (?:par|aux) (?:engins?|agr[èe]s)"
     r"|ger[äa]tefinale?|fina[łl]y? na przyrz[ąa]dach)", {"kind": "apparatus", "round": "final"}),
    (r"(?:results|ranking|risultati|classifica) (?:by|per|di) (?:apparatus|attrezzo)|apparatus ranking"
     r"|classifica (?:di |per )?(?:attrezzo|specialit[àa])", {"kind": "apparatus"}),
    (r"\binsiem[ei]\b|\bgroups?\b|\bgruppen?\b|\bensembles\b|\bgrupy\b|\bcollettiv[oi]\b", {"of": "group"}),
    (r"\bcoppi[ae]\b|\bpairs?\b", {"of": "pair"}),
    (r"semi-?final[ei]?s?\b", {"round": "semifinal"}),
    (r"\bqualif[a-z]*\b|\beliminatori[ae]\b|\bkwalifikacj[ea]\b|\bqualifikation\b|\bqualifs?\b",
     {"round": "qualification"}),
    (r"\bfinal[ei]?s?\b|\bfina[łl]y?\b", {"round": "final"}),
    (r"\b(?:ginnastica )?ritmica\b|\brhythmic(?: gymnastics)?\b|\b(?:gymnastique )?rythmique\b"
     r"|\bgimnastyka artystyczna\b|\brhythmische sportgymnastik\b|\bgimnasia r[íi]tmica\b|\brg\b|\brsg\b",
     {"discipline": "rhythmic"}),
    (r"\b(?:women'?s? artistic|wag|gaf|gsk|artistica femminile|kunstturnen frauen|gymnastique artistique f[ée]minine)\b",
     {"discipline": "artistic", "sex": "women"}),
    (r"\b(?:men'?s? artistic|mag|gam|gsm|artistica maschile|kunstturnen m[äa]nner)\b",
     {"discipline": "artistic", "sex": "men"}),
    (r"\b(?:ginnastica )?artistica\b|\bartistic(?: gymnastics)?\b|\bkunstturnen\b"
     r"|\bgimnastyka sportowa\b", {"discipline": "artistic"}),
    (r"\b(?:wom[ea]n'?s?|femminile|kobiet[y]?|frauen|damen|ladies)\b", {"sex": "women"}),
    (r"\b(?:m[ea]n'?s?|maschile|m[ęe][żz]czy[źz]n[i]?|m[äa]nner|herren)\b", {"sex": "men"}),
    (r"\b(?:official |final |preliminary )?(?:results?|risultati|wyniki|ergebnisse|r[ée]sultats?|resultados|rankings?"
     r"|classific(?:a|he)|classements?|rangliste|graduatoria)(?: finali?| ufficiali?| individuali?)?\b", {}),
    (r"\bgymnastics\b|\bsponsored by\b|\blegend[ae]?\b|\bnote?:", {}),
]  # fmt: skip
COMPILED = [(re.compile(pattern, re.IGNORECASE), said) for pattern, said in PHRASES]
EVENT = re.compile(
    r"\b(?:campionat[oi]|coppa|trofeo|torneo|memorial|gara|serie [abcd]|gran pri[xs]|grand prix|criterium"
    r"|championships?|champs|cup|trophy|games|tournament|meeting|gala|international|invitational"
    r"|puchar|mistrzostwa|zawody|turniej|meisterschaft(?:en)?|pokal|turnier|coupe|championnats?|tourno[ií]"
    r"|copa|campeonato|festival|challenge|competition|competizione|qualifier|olympic|universiad[ei]"
    r"|circuito|classic|jubil[a-z]*|akademi[a-z]*|liga|lega|league)\b",
    re.IGNORECASE,
)
CATEGORY = re.compile(
    r"\b(?:seniore?s?|juniore?s?|alliev[ae]|giovanil[ei]|espoirs?|open|fasci[ae]|categoria|category|cat\.|kat\.|livello|level"
    r"|step|division|silver|gold|l[a-e]\d?|[ajs]\d|pre-?junior|youth|kids|hopes|under|over|u\d\d|master"
    r"|m[łl]odzie[żz]owiec|m[łl]odzik|anno|classe|elite|p\d|mini|baby|esordienti|ragazze|bambine)\b",
    re.IGNORECASE,
)
STAGE = re.compile(
    r"(?:\d+ ?[ªa°º^]? ?(?:prova|tappa|giornata|fase)|fase \w+|prova unica|zona tecnica ?\d*|zt ?\d+|(?:inter)?regionale"
    r"|nazionale|regular season|final six)",
    re.IGNORECASE,
)
OFFICIALS = re.compile(
    r"\b(?:judges?|giudic[ie]|giuria|arbiter|arbitr[oie]|s[ęe]dzi[aáo]|kampfrichter\w*|juges?|jury|jueces|panel|lic ?:)"
    r"|(?:^|\s)(?:D|E|A|DA|DB|S|L)\d?\d?: ",
    re.IGNORECASE,
)
LONG = 10  # words of a title; what is longer is a sentence
AROUND = " \t-–—|:;,./•*()[]"


@dataclass(slots=True)
class Context:
    """What the lines around a table say. said: kind, round, of, discipline, sex, field_size."""

    competition: str = ""
    date: str = ""
    date_end: str = ""
    place: str = ""
    category: str = ""
    apparatus: str = ""
    said: dict[str, str] = field(default_factory=dict)


def read_context(
    lines: Iterable[Line], given: dict[str, str], shared: frozenset[str] = frozenset()
) -> Context:
    """Read title lines, those of the whole document first, those right above the table last. `given` is
    what is known from outside the document (Document.said); what is printed comes first. A title that
    names no event is the competition's if it stands above all tables (`shared`, folded).
    """
    context = Context()
    texts: dict[str, list[str]] = {"event": [], "category": [], "other": []}
    for line in lines:
        if not OFFICIALS.search(line.text):
            for segment in segments(line):
                _take(context, segment, texts)
    names = texts["event"] or [given.get("title", "")]
    if not names[0]:
        above = [t for key in ("other", "category") for t in texts[key] if fold(t) in shared]
        long = [text for text in texts["category"] if len(text.split()) > 2]
        names = above or [text for text in texts["other"] if " " in text] or long[:1] or [""]
        texts["category"] = [text for text in texts["category"] if text != names[0]]
    stages = [text for text in texts["other"] if STAGE.search(text)]
    context.competition = " - ".join(filter(None, [names[0], *dict.fromkeys(stages)]))
    whole = " ".join(texts["category"])
    kept = [text for text in texts["category"] if whole.count(text) == 1]
    context.category = " ".join(kept or texts["category"][:1]) or given.get("category", "")
    context.date = context.date or given.get("date", "")
    context.place = context.place or given.get("place", "")
    context.said.setdefault("discipline", given.get("discipline", ""))
    return context


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


def _take(context: Context, segment: str, texts: dict[str, list[str]]) -> None:
    """Take out of a title what is known and sort what is left into names of events, categories, others."""
    found = find_dates(segment)
    if found:
        context.date, context.date_end = found.first, found.last if found.last != found.first else ""
        segment = " - ".join(filter(None, [found.before, found.after]))
        if segment and not EVENT.search(segment):
            context.place = context.place or re.split(r"[,(]| - ", segment)[0].strip(AROUND)
            return
    if len(segment.split()) > LONG and not EVENT.search(segment):
        return  # a sentence: a legend, a rule of the event
    for part in re.split(r"\s+[-–—|]\s+", segment):
        rest = _without_phrases(context, part, texts)
        if rest and EVENT.search(rest) and not STAGE.fullmatch(rest):
            texts["event"].append(part.strip(AROUND))
        elif rest and CATEGORY.search(rest):
            texts["category"].append(rest)
        elif rest:
            texts["other"].append(rest)


def _without_phrases(context: Context, part: str, texts: dict[str, list[str]]) -> str:
    rest = part
    for pattern, fixed in COMPILED:
        match = pattern.search(rest)
        if match:
            context.said |= {key: text for key, text in match.groupdict().items() if text}
            if not ("kind" in fixed and "is_sure" in context.said):
                context.said |= fixed
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
            if "sex" in fixed and not EVENT.search(part):
                texts["category"].append(match[0])
    rest = _without_apparatus(context, rest)
    if re.search(r"^\s*,|\s,|,\s*,", rest):
        return part.strip()  # a list of what a category competes in stays whole
    return re.sub(r"\s+", " ", rest).strip(AROUND) if re.search(r"\w", rest) else ""


def _without_apparatus(context: Context, text: str) -> str:
    """A part of a title that is an apparatus, in full or as a code in capitals, names that of the table."""
    parts = re.split(r"(\s[-–—:]\s|\s{2,}|[()])", text)
    for at, part in enumerate(parts):
        plain = part.strip(AROUND)
        is_group = bool(re.match(r"\d ", plain)) and find_apparatus(plain) is not None
        is_known = APPARATUS in roles_of(plain) and (len(plain) > 2 or plain.isupper())
        if len(plain) > 1 and (is_known or is_group):
            context.apparatus = plain
            parts[at] = ""
    return "".join(parts)


def repeated_lines(pages: Sequence[Sequence[Line]]) -> set[str]:
    """The texts that stand above the first table of nearly every page: they speak of the whole document."""
    counts: dict[str, int] = {}
    for page in pages:
        for text in {fold(line.text) for line in page}:
            counts[text] = counts.get(text, 0) + 1
    return {text for text, count in counts.items() if count > 1 and count >= 0.8 * len(pages)}
