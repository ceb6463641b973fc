"""The tables that all competitions share, written last: athletes, clubs, vocabulary, search."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from ingest.archive import Document
from ingest.club_names import split_code
from ingest.clubs import Clubs
from ingest.confidential import plain_club, plain_name
from ingest.decisions import Decisions
from ingest.identity import Identity, Known
from ingest.join import Competition
from ingest.load import Loader
from ingest.published import published_address, published_evidence, published_name
from ingest.reading import Source
from ingest.text import fold, is_full_name, is_initials, slug
from ingest.visibility import NOT_INDEXED, OPEN, Rule
from ingest.vocabulary import curated, document_trust, find_apparatus, individual_apparatus

MAY_BE_NULL = ("valid_from", "valid_to", "routine_max")


def load_documents(
    loader: Loader, sources: Sequence[Source], documents: Iterable[tuple[Document, int]],
    newer: dict[str, str],
) -> None:  # fmt: skip
    """Write the sources and the documents that were read, with their number of rows and which one has
    replaced them.
    """
    lineages = {source.key: source.lineage for source in sources}
    loader.insert("source", (
        (source.key, source.name, source.publisher, source.lineage, source.home_url, source.licence,
         source.covers)
        for source in sources
    ))  # fmt: skip
    loader.insert("document", (
        (document.document_id, document.source, published_name(document.name), document.sha256,
         published_address(document.address), document.fetched_at, document.media_type, document.status,
         document.size, rows,
         document_trust(document.source, document.media_type, lineages[document.source]),
         newer.get(document.document_id))
        for document, rows in sorted(documents, key=lambda item: item[0].sha256)
    ))  # fmt: skip


def load_vocabulary(loader: Loader, competitions: Iterable[Competition]) -> None:
    """Write seasons, series, apparatus, scoring codes and citations that the competitions use."""
    connection = loader.connection
    seasons = connection.execute("select distinct season_id from competition order by 1").fetchall()
    loader.insert("season", [(season, season) for (season,) in seasons if season])
    series = {competition.series.series_id: competition.series for competition in competitions}
    loader.insert("series", (
        (key, one.name, one.organiser, one.sector, one.level) for key, one in sorted(series.items())
    ))  # fmt: skip
    every = {one.apparatus_id: one for one in individual_apparatus().values()} | loader.apparatus
    for word in (part for key in loader.apparatus if "+" in key for part in key.split("+")):
        single = find_apparatus(word)
        every |= {single.apparatus_id: single} if single else {}
    loader.insert("apparatus", (
        (one.apparatus_id, one.discipline, one.name, one.name_en, one.position)
        for one in sorted(every.values(), key=lambda one: (one.position, one.apparatus_id))
    ))  # fmt: skip
    used = {code for (code,) in connection.execute("select scoring_code_id from ranking")}
    loader.insert("scoring_code", (
        tuple(row[column] or None if column in MAY_BE_NULL else row[column] for column in row)
        for row in curated("scoring_codes") if row["scoring_code_id"] in used | {"unknown"}
    ))  # fmt: skip
    loader.insert("special_points", (tuple(row.values()) for row in curated("special_points")))
    addresses = {key: loader.removal.mask(one.address) for key, one in loader.citations.items()}
    loader.insert("citation", (
        (key, addresses[key], one.host, one.trust, int(one.is_link and addresses[key] == one.address), 1)
        for key, one in sorted(loader.citations.items())
    ))  # fmt: skip


def load_rules(loader: Loader, rules: Iterable[Rule]) -> None:
    """Write the rules by which athletes are shown, in the order in which they count."""
    loader.insert("visibility_rule", (
        (number, *rule.line.values()) for number, rule in enumerate(rules, 1)
    ))  # fmt: skip


def order_competitions(connection: sqlite3.Connection) -> None:
    """Fill order_day: the last day that the date allows (2022-03 is 2022-03-31), but not after a later
    stage of the same series. Stages are one digit or a word, the words last.
    """
    connection.execute("""
        with dated as (
            select *, case date_precision
                when 'year' then coalesce(date_end, date_start) || '-12-31'
                when 'month' then date(coalesce(date_end, date_start) || '-01', '+1 month', '-1 day')
                else coalesce(date_end, date_start)
            end as last_day
            from competition
        ),
        bounded as (
            select competition_id, stage, last_day, min(last_day) over (
                partition by series_id, season_id, phase, zone
                order by stage desc groups between unbounded preceding and 1 preceding
            ) as later_day
            from dated
        )
        update competition set order_day = iif(
            bounded.stage = '',
            bounded.last_day,
            min(coalesce(last_day, later_day), coalesce(later_day, last_day))
        )
        from bounded where bounded.competition_id = competition.competition_id
    """)


def load_corrections(loader: Loader, decisions: Decisions, document_ids: set[str]) -> None:
    """Write the corrections that were applied to the documents that were read; a name that was
    corrected is not published again.
    """
    loader.insert("correction", (
        (row["document_id"], row["record"], row["field"],
         "" if row["field"] == "competitor" else _plain(row["field"], row["printed"]),
         _plain(row["field"], row["correct"]),
         row["reason"], row["decided_on"])
        for key in sorted(decisions.corrections) for row in decisions.corrections[key]
        if row["document_id"] in document_ids
        and not (
            row["field"] in ("competitor", "club")
            and (row["document_id"], row["record"]) in loader.removal.places
        )
        and ("corrections", row["document_id"], row["record"], row["field"]) in decisions.used
    ))  # fmt: skip


def _plain(field: str, text: str) -> str:
    """A value of a correction, as far as it is published."""
    clean = {"competitor": plain_name, "club": plain_club}.get(field, str)
    return clean(text)


def load_clubs(loader: Loader, clubs: Clubs) -> None:
    """Write every club a row named, the links between its names and the doubts that are open."""
    kinds = {club.club_id: club.kind for club in clubs.decisions.clubs.values()}
    for club_id, printed in sorted(loader.clubs.items()):
        name = clubs.names.get(club_id, "")
        if not name or loader.removal.keeps_back(name):
            name = min(printed, key=lambda text: (-len(text), text))
        names = sorted(printed | {name})
        codes = sorted({code for text in names if (code := split_code(text)[0])})
        kind = kinds.get(club_id, "club")
        row = (club_id, name, codes[0] if codes else None, kind, " ".join(names))
        loader.insert("club", [row])
        loader.insert("club_name", [(club_id, text) for text in names])
    known = loader.clubs.keys()
    redirects = [(old, new) for old, new in clubs.redirects.items()
                 if new in known and old not in known]  # fmt: skip
    keeps_back = loader.removal.keeps_back
    loader.insert("club_redirect", (
        (old, new) for old, new in redirects
        if not keeps_back(old) or old in map(slug, loader.clubs[new])
    ))  # fmt: skip
    links = [link for link in clubs.links
             if link.club_id in known and not any(map(keeps_back, (link.name, link.other_name)))]  # fmt: skip
    doubts = [doubt for doubt in clubs.doubts
              if {doubt.club_id, doubt.other_club_id} <= known
              and not any(map(keeps_back, (doubt.name, doubt.other_name)))]  # fmt: skip
    loader.insert("club_link", (
        (number, link.club_id, link.name, link.other_name, link.bits, link.reasons)
        for number, link in enumerate(links, 1)
    ))  # fmt: skip
    loader.insert("club_doubt", (
        (number, doubt.club_id, doubt.other_club_id, doubt.name, doubt.other_name, doubt.bits,
         doubt.reasons, doubt.mentions)
        for number, doubt in enumerate(doubts, 1)
    ))  # fmt: skip


class Mention(NamedTuple):
    name: str
    club: str
    nation: str
    birth_year: int | None
    is_loan: int


def load_athletes(loader: Loader, identity: Identity) -> None:
    """Write athletes at the row of their popularity, the number of routines, for search by row order."""
    connection = loader.connection
    counts = connection.execute("""
        select athlete_id, (
            select count(*) from routine where routine.athlete_id = known.athlete_id
        ) as routine_count
        from (select distinct athlete_id from mention) as known
        order by routine_count desc, athlete_id
    """).fetchall()
    places = {athlete_id: (row, routines) for row, (athlete_id, routines) in enumerate(counts, 1)}
    clubs = dict(connection.execute("select club_id, name from club"))
    for athlete_id, said in _mentions_by_athlete(connection):
        _load_athlete(loader, athlete_id, said, clubs, *places[athlete_id])
    loader.insert("athlete_redirect", (
        (old, new) for old, new in sorted(identity.redirects.items()) if new in places
    ))  # fmt: skip
    # Of a name that a later version took off its page nothing is loaded, not even a doubt.
    doubts = [one for one in identity.doubts
              if one.athlete_id in places and one.other_athlete_id in places]  # fmt: skip
    loader.insert("identity_link", (
        (number, link.athlete_id, *link.one, *link.other, link.bits, _reasons(loader, link))
        for number, link in enumerate((one for one in identity.links if one.athlete_id in places), 1)
    ))  # fmt: skip
    loader.insert("identity_doubt", (
        (number, doubt.athlete_id, doubt.other_athlete_id, *doubt.one, *doubt.other, doubt.bits,
         _reasons(loader, doubt), doubt.mentions)
        for number, doubt in enumerate(doubts, 1)
    ))  # fmt: skip


def _reasons(loader: Loader, known: Known) -> str:
    """The evidence, which names words of names: not of who is shown by initials. What a licence or a year
    of birth says is left out for everybody: the bits count it.
    """
    is_masked = any(map(loader.removal.shown, (known.athlete_id, known.other_athlete_id)))
    return "" if is_masked else published_evidence(known.reasons)


def _load_athlete(
    loader: Loader, athlete_id: str, said: list[Mention], clubs: dict[str, str], row: int, routines: int
) -> None:  # fmt: skip
    names = Counter(mention.name for mention in said)
    name = min(names, key=lambda text: (not is_full_name(text), -names[text], -len(text), text))
    club_ids = [_club_ids(mention, loader.club_of) for mention in said]
    own = [ids[-1] for ids, mention in zip(club_ids, said, strict=True)
           if ids and not _is_guest(mention)]  # fmt: skip
    seen = {clubs[club_id] for ids in club_ids for club_id in ids}
    loader.connection.execute(
        "insert into athlete (rowid, athlete_id, name, family_name, given_name, birth_year, nation,"
        " is_initials, visibility, club_id, routine_count, search_text)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row, athlete_id, name, *loader.split_names.get(athlete_id, ("", "", ""))[1:],
            next((mention.birth_year for mention in said if mention.birth_year), None),
            next((mention.nation for mention in said if mention.nation), ""),
            int(is_initials(name)), _visibility(loader.removal.form(athlete_id)),
            own[-1] if own else None, routines,
            " ".join([*sorted(names), *sorted(seen)]),
        ),
    )  # fmt: skip
    loader.connection.executemany(
        "insert into athlete_name values (?, ?, ?)",
        ((athlete_id, text, mentions) for text, mentions in sorted(names.items())),
    )


def _visibility(form: str) -> str:
    """What is published of a form. Initials are not told from those that a source prints."""
    return form if form == OPEN else NOT_INDEXED


def _club_ids(mention: Mention, club_of: Callable[[str], str]) -> list[str]:
    return [club_of(part) for part in mention.club.split(" / ") if part]


def _is_guest(mention: Mention) -> bool:
    """Whether the club of a mention is one that borrowed her: of a loan, or of a foreign gymnast."""
    return bool(mention.is_loan) or mention.nation not in ("", "ITA")


def _mentions_by_athlete(
    connection: sqlite3.Connection,
) -> Iterator[tuple[str, list[Mention]]]:
    """Yield each athlete with her mentions by date."""
    rows = connection.execute("""
        select mention.athlete_id, mention.name_printed, mention.club_printed, mention.nation,
               mention.birth_year, mention.is_loan
        from mention join competition using (competition_id)
        order by mention.athlete_id, coalesce(competition.date_start, ''), mention.mention_id
    """)
    for athlete_id, said in groupby(rows, key=itemgetter(0)):
        yield athlete_id, [Mention(*mention) for _, *mention in said]


def build_search(connection: sqlite3.Connection) -> None:
    """Fill the full-text indexes, and the words of them for misspelt searches."""
    words: set[str] = set()
    for table in ("athlete", "club", "competition"):
        for command in ("rebuild", "integrity-check"):
            connection.execute(f"insert into {table}_fts ({table}_fts) values (?)", [command])
        where = "where is_initials = 0" if table == "athlete" else ""
        for (text,) in connection.execute(
            f"select search_text || ' ' || name from {table} {where}"
        ):
            words.update(fold(text).split())
    connection.executemany(
        "insert into search_word (word) values (?)", ((word,) for word in sorted(words))
    )
