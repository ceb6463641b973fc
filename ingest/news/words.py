"""The words of federation news: what looks like a score, a place, an apparatus, a category, a competition.

All patterns are for plain(text), which has the length of the text, so that what is read is cut from the text
as printed.
"""

import re
import unicodedata

from ingest.ages import are_younger
from ingest.text import fold
from ingest.vocabulary import series_patterns

PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "\xa0": " "}
)

MEDALS = str.maketrans({"🥇": "1.", "🥈": "2.", "🥉": "3.", "\ufe0f": ""})

POINTS = r"\d{1,3}(?:[.,]\d{1,3})?(?![.,:/]?\d)"
# What looks like a score: a number with decimals, or a whole one that is called points.
LOOKS = re.compile(
    r"(?<!\d)(?<!\d[.,:/])(?:"
    r"\d{1,3}[.,]\d{1,3}(?!\d)(?![.,:/]\d)(?!\s*%)"
    r"|(?:(?<=quota )|(?<=punti )|(?<=pt\. )|(?<=pt\.)|(?<=totale di )|(?<=punteggio di ))"
    r"\d{2,3}(?![.,:/]?\d)"
    r"|\d{2,3}(?=\s+(?:punti|pt)\b))"
)
# Numbers with a point that are none: thousands of people, a time of day, a margin below one point.
COUNTED = (
    r"\s+(?:spettator|person|ginnast|atlet|partecipant|tesserat|appassionat|tifos|iscritt|student|bambin"
    r"|ragazz|presenz|abitant|euro|esercizi|volontar|visitator|post[io]\b|metri|utent|societ|squadr|club)"
)
NO_SCORE = re.compile(
    rf"\d{{1,3}}\.\d{{3}}(?={COUNTED})|(?:(?<=ore )|(?<=alle )|(?<=dalle ))(?:[01]?\d|2[0-3])[.,][0-5]\d\b"
    r"|0[.,]\d+",
    re.IGNORECASE,
)

BEHIND_RANK = "(?: (?:posto|piazza|posizione|classificata))"
RANK_WORDS = {
    "medaglia d'oro|oro|titolo|tricolore|scudetto|vince|vincono|vincitrice|ha vinto|hanno vinto|trionfa"
    "|campionessa|campionesse": 1,
    "medaglia d'argento|argento|piazza d'onore|vice ?campionessa": 2,
    "medaglia di bronzo|bronzo": 3,
    f"decim[ao]{BEHIND_RANK}": 10,  # alone it is the tenth of a point
} | {
    f"{stem}[aoe]{BEHIND_RANK}?": rank
    for rank, stem in enumerate(
        ("prim", "second", "terz", "quart", "quint", "sest", "settim", "ottav", "non"), 1
    )
}
RANK = "|".join([r"\d{1,3}\s?[°ªº^](?: (?:posto|piazza|posizione|classificata))?", *RANK_WORDS])
TIE = r"ex[ -]?aequo|pari ?merito|a pari merito|a pari punti"

NUMBERS = {"due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "dieci": 10}
COUNT = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})"
NOUNS = r"(?:cerchi|cerchio|palle|palla|clavette|nastri|nastro|funi|fune)"
GROUP_APPARATUS = rf"{COUNT} {NOUNS}(?:,? (?:e |\+ ?)?{COUNT} {NOUNS})?"
APPARATUS = "cerchio|palla|clavette|nastro|fune|corpo libero"
ON = r"(?:al|alla|alle|del|della|delle|con il|con la|con le|col|nel|nella|nelle|finale|specialità)"
# The words that may stand beside a name and its score and say nothing more.
MONTHS = (
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
)
GLUE = (
    "con|col|il|lo|la|i|le|gli|un|una|di|da|dal|dalla|del|della|ad?|ai|al|alla|alle|ne|nel|nella|nelle|in|sul|sui"
    "|su|per|tra|fra|ed?|che|si|se|suo|sua|lei|totale|punteggio|quota|punti|pt|p|classifica|gara|categori[ae]"
    "|final[ei]|giornata|specialità|attrezzo|attrezzi|quattro|podio|piedi|testa|gradino|posto|posizione|piazza"
    "|medaglia|italia|forma|soffio|personale|complessiv[oa]|più|alto|italian[oa]|nazionale|assolut[oa]|neo"
    "|entramb[ei]|ben[ei]|benissimo|brav[ae]|bravissim[ae]|ottim[ae]|grande|super|splendid[ae]|strepitos[ae]"
    "|fantastic[ae]|straordinari[ae]|immens[ae]|magic[ae]|giovan[ei]|giovanissim[ae]|capace|solo|soltanto|ancora"
    "|anche|infine|poi|ecco|sempre|subito|quindi|invece|mentre|intanto|nell'ordine|davanti|dietro|è|ha|va|vanno"
    "|andat[oa]|ottiene|ottenuto|ottenendo|ottenuta|totalizza|totalizzato|totalizzando|conquista|conquistat[oa]"
    "|conquistando|conquistare|aggiudica|aggiudicat[oa]|aggiudicarsi|laurea|laurearsi|conferma|confermarsi"
    "|riconferma|grazie|sale|salita|salire|chiude|chiudendo|ferma|classificat[ae]|vincere|applausi|brilla|brillano"
    "|trionfo|impone|impongono|festeggia|vola|troviamo|segue|seguono|seguit[ae]"
    "|completa(?:no)? (?:la classifica|il podio)"
    rf"|\d{{1,2}}(?:(?: al| e) \d{{1,2}})? (?:{MONTHS})(?: \d{{4}})?"
)
TITLES = "avier[ei]|agente|capitan[oa]?|atleta|azzurr[ae]|farfalla"
CATEGORIES = (
    r"allieve(?: (?:\d\s?[°ª^]? ?fascia|[iv]{1,3} fascia|(?:prima|seconda|terza|quarta) fascia|[a-c]?\d\b))?"
    r"|junior(?:es)?(?: \d\b)?|senior(?:es)?(?: \d\b)?|giovanile|open|(?-i:L[A-E]\d?)"
)
CATEGORY = re.compile(rf"\b(?:{CATEGORIES})\b", re.IGNORECASE)


def plain(text: str) -> str:
    """The text with one apostrophe, one dash and one blank, character by character."""
    return text.translate(PLAIN)


def one_form(text: str) -> str:
    """The text with each letter and its accent in one character, as everything else expects it, and with the
    places that pictures of medals say.
    """
    return unicodedata.normalize("NFC", text).translate(MEDALS)


def find_scores(text: str) -> list[tuple[int, int]]:
    """Where the numbers stand that look like scores."""
    others = [match.span() for match in NO_SCORE.finditer(text)]
    return [
        match.span()
        for match in LOOKS.finditer(text)
        if not any(start <= match.start() < end for start, end in others)
    ]


def find_ranks(text: str) -> set[int]:
    """The places that a text names: "medaglia d'oro" is 1, "4° posto" 4."""
    found, rest = set(), text.lower()
    for match in re.finditer(
        r"\b(\d{1,3})\s?[°ªº^](?!\s?(?:fascia|prova|giornata|tappa|edizione))", rest
    ):
        found.add(int(match[1]))
    # Longer words first, each taken out: "vice campionessa" is no campionessa.
    for pattern, rank in sorted(RANK_WORDS.items(), key=lambda item: -item[1]):
        rest, count = re.subn(rf"\b(?:{pattern})\b", " ", rest)
        if count:
            found.add(rank)
    return found


def group_apparatus(text: str) -> str:
    """ "cinque palle" -> "5 palle"; "" when no or several group apparatus are named."""
    found = {
        re.sub("|".join(NUMBERS), lambda match: str(NUMBERS[match[0]]), match[0].lower())
        for match in re.finditer(rf"\b{GROUP_APPARATUS}\b", text, re.IGNORECASE)
    }
    return found.pop().replace(",", "") if len(found) == 1 else ""


def find_competition(text: str, least_words: int = 1) -> str:
    """The series that the most words of a text name, "" where none or two are named: "Serie A1"; none of
    seniors where the text speaks of younger ones.
    """
    words = fold(plain(text)).split()
    for length in range(min(len(words), 8), least_words - 1, -1):
        names = {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}
        found = {
            series.name
            for name in names
            for pattern, series in series_patterns()
            if pattern.fullmatch(name) and not are_younger(text, series.default_category)
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""
