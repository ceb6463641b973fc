-- The tables of pedana.db. What each table and column means is said once, in metadata.yml.
-- Points are REAL rounded to three decimals when they are written; `_printed` holds what the document says.

create table source (
    source_id text primary key,
    name text not null,
    publisher text not null,
    lineage text not null check (lineage in ('first_party', 'press', 'synthetic')),
    home_url text not null,
    licence text not null,
    covers text not null
);

create table document (
    document_id text primary key,
    source_id text not null references source (source_id),
    name text not null,
    sha256 text not null unique,
    address text not null,
    fetched_at text not null,
    media_type text not null,
    status text not null,
    size integer not null,
    row_count integer not null,
    trust integer not null,
    replaced_by text references document (document_id)
);

create table row_outcome (
    document_id text not null references document (document_id),
    record text not null,
    outcome text not null check (outcome in ('merged', 'listed', 'replaced')),
    reason text not null,
    text text not null,
    other_document_id text references document (document_id),
    other_record text,
    primary key (document_id, record)
);

create table citation (
    citation_id text primary key,
    address text not null,
    host text not null,
    trust integer not null,
    is_link integer not null check (is_link in (0, 1)),
    is_indexable integer not null default 1 check (is_indexable in (0, 1))
);

create table season (
    season_id text primary key,
    name text not null
);

create table apparatus (
    apparatus_id text primary key,
    discipline text not null check (discipline in ('individual', 'group', 'artistic', 'sum')),
    name text not null,
    name_en text not null,
    position integer not null
);

create table scoring_code (
    scoring_code_id text primary key,
    name text not null,
    body text not null,
    discipline text not null,
    programme text not null,
    valid_from text,
    valid_to text,
    components text not null,
    routine_max real,
    citation text not null
);

create table special_points (
    level text not null,
    season_from text not null,
    season_to text not null,
    rank integer not null,
    points real not null,
    citation text not null,
    primary key (level, season_from, rank)
);

create table category (
    category_id text primary key,
    name text not null
);

create table club (
    club_id text primary key,
    name text not null,
    federation_code text,
    kind text not null check (kind in ('club', 'military')),
    search_text text not null
);

create table club_name (
    club_id text not null references club (club_id),
    name_printed text not null,
    primary key (club_id, name_printed)
);

create table club_redirect (
    old_id text primary key,
    club_id text not null references club (club_id)
);

create table club_link (
    club_link_id integer primary key,
    club_id text not null references club (club_id),
    name_printed text not null,
    other_name_printed text not null,
    bits real,
    reasons text not null
);
create index club_link_club on club_link (club_id);

create table club_doubt (
    club_doubt_id integer primary key,
    club_id text not null references club (club_id),
    other_club_id text not null references club (club_id),
    name_printed text not null,
    other_name_printed text not null,
    bits real not null,
    reasons text not null,
    row_count integer not null
);
create index club_doubt_club on club_doubt (club_id);
create index club_doubt_other on club_doubt (other_club_id);

create table series (
    series_id text primary key,
    name text not null,
    organiser text not null,
    sector text not null,
    level text not null
);

create table competition (
    competition_id text primary key,
    name text not null,
    series_id text not null references series (series_id),
    edition text not null,
    stage text not null,
    organiser text not null,
    sector text not null,
    phase text not null,
    zone text not null,
    discipline text not null,
    season_id text references season (season_id),
    is_season_assumed integer not null check (is_season_assumed in (0, 1)),
    date_start text,
    date_end text,
    date_precision text check (date_precision in ('day', 'month', 'year')),
    order_day text,
    date_note text not null,
    place text not null,
    venue text not null,
    search_text text not null
);
create index competition_date on competition (date_start);
create index competition_series on competition (series_id);
create index competition_season on competition (season_id);

create table competition_name (
    competition_id text not null references competition (competition_id),
    name_printed text not null,
    primary key (competition_id, name_printed)
);

create table ranking (
    ranking_id text primary key,
    competition_id text not null references competition (competition_id),
    name text not null,
    category_id text not null references category (category_id),
    kind text not null check (kind in
        ('all-around', 'apparatus', 'team', 'group', 'pair', 'special points', 'duel')),
    round text not null check (round in
        ('', 'qualification', 'semifinal', 'final', 'partial', 'standing')),
    scope text not null,
    apparatus_id text references apparatus (apparatus_id),
    scoring_code_id text not null references scoring_code (scoring_code_id),
    date text,
    is_complete integer not null check (is_complete in (0, 1)),
    field_size integer,
    winner_total real,
    position integer not null
);
create index ranking_competition on ranking (competition_id);
create index ranking_category on ranking (category_id);

create table athlete (
    athlete_id text primary key,
    name text not null,
    family_name text not null,
    given_name text not null,
    birth_year integer,
    nation text not null,
    is_initials integer not null check (is_initials in (0, 1)),
    visibility text not null default 'not indexed'
        check (visibility in ('open', 'not indexed')),
    club_id text references club (club_id),
    routine_count integer not null,
    search_text text not null
);
create index athlete_club on athlete (club_id);

-- The first rule that fits an athlete's newest season says how she is shown.
create table visibility_rule (
    visibility_rule_id integer primary key,
    ages text not null,
    category text not null,
    level text not null,
    form text not null check (form in ('open', 'not indexed', 'initials', 'hidden')),
    reason text not null,
    decided_on text not null
);

create table athlete_name (
    athlete_id text not null references athlete (athlete_id),
    name_printed text not null,
    mention_count integer not null,
    primary key (athlete_id, name_printed)
);

create table athlete_redirect (
    old_id text primary key,
    athlete_id text not null references athlete (athlete_id)
);

create table mention (
    mention_id integer primary key,
    athlete_id text references athlete (athlete_id),
    competition_id text not null references competition (competition_id),
    name_printed text not null,
    family_name text not null default '',
    given_name text not null default '',
    name_split text not null default '' check (name_split in ('', 'printed', 'comma', 'capitals', 'order')),
    club_printed text not null,
    nation text not null,
    birth_year integer,
    document_id text not null references document (document_id),
    record text not null,
    is_loan integer not null default 0 check (is_loan in (0, 1))
);
create index mention_athlete on mention (athlete_id);
create index mention_competition on mention (competition_id);

create table identity_link (
    identity_link_id integer primary key,
    athlete_id text not null references athlete (athlete_id),
    document_id text not null references document (document_id),
    record text not null,
    other_document_id text not null references document (document_id),
    other_record text not null,
    bits real not null,
    reasons text not null
);
create index identity_link_athlete on identity_link (athlete_id);

create table identity_doubt (
    identity_doubt_id integer primary key,
    athlete_id text not null references athlete (athlete_id),
    other_athlete_id text not null references athlete (athlete_id),
    document_id text not null references document (document_id),
    record text not null,
    other_document_id text not null references document (document_id),
    other_record text not null,
    bits real not null,
    reasons text not null,
    mention_count integer not null
);
create index identity_doubt_athlete on identity_doubt (athlete_id);
create index identity_doubt_other on identity_doubt (other_athlete_id);

create table team (
    team_id integer primary key,
    competition_id text not null references competition (competition_id),
    kind text not null check (kind in ('team', 'group', 'pair', 'national')),
    name text not null,
    club_id text references club (club_id),
    nation text not null,
    squad_printed text not null
);
create index team_competition on team (competition_id);
create index team_club on team (club_id);

create table team_member (
    team_id integer not null references team (team_id),
    athlete_id text not null references athlete (athlete_id),
    is_loan integer not null check (is_loan in (0, 1)),
    lending_club_id text references club (club_id),
    is_reserve integer not null check (is_reserve in (0, 1)),
    primary key (team_id, athlete_id)
);
create index team_member_athlete on team_member (athlete_id);

create table result (
    result_id integer primary key,
    ranking_id text not null references ranking (ranking_id),
    athlete_id text references athlete (athlete_id),
    team_id integer references team (team_id),
    club_id text references club (club_id),
    rank_printed text not null,
    rank integer,
    status text not null check (status in
        ('', 'out of ranking', 'DNS', 'DNF', 'DSQ', 'withdrawn', 'reserve')),
    total_printed text not null,
    total real,
    note text not null,
    position integer not null,
    check ((athlete_id is null) or (team_id is null))
);
create index result_ranking on result (ranking_id, position);
create index result_athlete on result (athlete_id);
create index result_team on result (team_id);
create index result_club on result (club_id);

create table routine (
    routine_id integer primary key,
    competition_id text not null references competition (competition_id),
    athlete_id text references athlete (athlete_id),
    team_id integer references team (team_id),
    apparatus_id text not null references apparatus (apparatus_id),
    round text not null,
    attempt integer not null,
    date text,
    points_printed text not null,
    points real,
    note text not null,
    is_doubtful integer not null default 0 check (is_doubtful in (0, 1)),
    check ((athlete_id is null) or (team_id is null))
);
create index routine_competition on routine (competition_id);
create index routine_athlete on routine (athlete_id);
create index routine_team on routine (team_id);

create table component (
    routine_id integer not null references routine (routine_id),
    code text not null,
    points_printed text not null,
    points real not null,
    primary key (routine_id, code)
) without rowid;

create table result_routine (
    result_id integer not null references result (result_id),
    routine_id integer not null references routine (routine_id),
    rank_printed text not null,
    rank integer,
    is_counted integer not null check (is_counted in (0, 1)),
    primary key (result_id, routine_id)
) without rowid;
create index result_routine_routine on result_routine (routine_id);

create table witness (
    witness_id integer primary key,
    result_id integer references result (result_id),
    routine_id integer references routine (routine_id),
    field text not null,
    value_printed text not null,
    document_id text not null references document (document_id),
    record text not null,
    citation_id text not null references citation (citation_id),
    is_shown integer not null check (is_shown in (0, 1)),
    check ((result_id is null) <> (routine_id is null))
);
create index witness_result on witness (result_id);
create index witness_routine on witness (routine_id);
create index witness_document on witness (document_id, record);
create index witness_citation on witness (citation_id);

create table revision (
    revision_id integer primary key,
    result_id integer references result (result_id),
    routine_id integer references routine (routine_id),
    field text not null,
    value_before text not null,
    value_after text not null,
    document_before text not null references document (document_id),
    record_before text not null,
    document_after text not null references document (document_id),
    record_after text not null,
    reason text not null,
    check ((result_id is null) <> (routine_id is null))
);
create index revision_result on revision (result_id);
create index revision_routine on revision (routine_id);

create table correction (
    document_id text not null references document (document_id),
    record text not null,
    field text not null,
    printed text not null,
    correct text not null,
    reason text not null,
    decided_on text not null
);
-- No key: without the print of a name that was corrected two lines may look alike.
create index correction_record on correction (document_id, record);

-- The pages that name nobody who is not indexed: a search engine may keep them (ingest/indexable.sql).
create table indexable_page (
    address text primary key
) without rowid;

create table data_check (
    check_name text primary key,
    title text not null,
    severity text not null check (severity in ('error', 'warning')),
    altitude text not null check (altitude in ('sheet', 'row', 'career', 'run')),
    hint text not null,
    why text not null
);

create table finding (
    finding_id integer primary key,
    check_name text not null references data_check (check_name),
    title text not null,
    severity text not null check (severity in ('error', 'warning')),
    key text not null,
    competition_id text references competition (competition_id),
    ranking_id text references ranking (ranking_id),
    result_id integer references result (result_id),
    routine_id integer references routine (routine_id),
    athlete_id text references athlete (athlete_id),
    document_id text references document (document_id),
    record text,
    message text not null
);
create index finding_check on finding (check_name);
create index finding_key on finding (key);
create index finding_competition on finding (competition_id);
create index finding_ranking on finding (ranking_id);
create index finding_result on finding (result_id);
create index finding_routine on finding (routine_id);
create index finding_athlete on finding (athlete_id);
create index finding_document on finding (document_id);

-- Full text: accents folded, prefixes indexed. Datasette finds an index only when the table is quoted
-- with double quotes in content=. Rows of athlete are written by routine_count, so rowid order is
-- popularity and search needs no ranking function. load fills these with 'rebuild'.
create virtual table athlete_fts using fts5 (
    name, search_text, content="athlete", tokenize="unicode61 remove_diacritics 2", prefix="2 3"
);
create virtual table club_fts using fts5 (
    name, search_text, content="club", tokenize="unicode61 remove_diacritics 2", prefix="2 3"
);
create virtual table competition_fts using fts5 (
    name, search_text, content="competition", tokenize="unicode61 remove_diacritics 2", prefix="2 3"
);

-- Every folded word of the three indexes by its trigrams: the nearest word for a misspelt one.
create virtual table search_word using fts5 (word, tokenize="trigram");

-- A competitor in a ranking, with what compares across years: place, field, gap. A percentile is no column of
-- any table or view, by which children could be sorted: it is computed for one gymnast, on her page.
create view ranking_row as
select
    result.result_id,
    result.ranking_id,
    ranking.competition_id,
    result.position,
    result.rank_printed,
    result.rank,
    result.status,
    result.athlete_id,
    result.team_id,
    case
        when result.athlete_id is null and result.team_id is null then 'nome rimosso'
        else coalesce(athlete.name, team.name)
    end as competitor_name,
    coalesce(nullif(athlete.nation, ''), team.nation, '') as nation,
    result.club_id,
    club.name as club_name,
    result.total_printed,
    result.total,
    result.note,
    ranking.field_size,
    case
        when result.status = '' and ranking.winner_total >= result.total
        then round(ranking.winner_total - result.total, 3)
    end as gap
from result
join ranking on ranking.ranking_id = result.ranking_id
left join athlete on athlete.athlete_id = result.athlete_id
left join team on team.team_id = result.team_id
left join club on club.club_id = result.club_id;

-- A gymnast's career: one row per total, one per routine and one per total of a team of hers. A team's place is
-- the team's, so its rows, and those of routines done for it, carry team_rank_printed and no rank.
create view career as
select
    result.athlete_id,
    'total' as row_kind,
    coalesce(ranking.date, competition.date_start) as date,
    competition.season_id,
    competition.competition_id,
    competition.name as competition_name,
    ranking.ranking_id,
    ranking.name as ranking_name,
    ranking.kind,
    ranking.round,
    category.name as category_name,
    ranking.apparatus_id,
    result.club_id,
    result.result_id,
    null as routine_id,
    result.total_printed as points_printed,
    result.total as points,
    result.rank_printed,
    result.rank,
    result.status,
    null as team_name,
    null as team_rank_printed,
    ranking.field_size,
    ranking_row.gap,
    series.level,
    ranking.scoring_code_id
from result
join ranking_row on ranking_row.result_id = result.result_id
join ranking on ranking.ranking_id = result.ranking_id
join category on category.category_id = ranking.category_id
join competition on competition.competition_id = ranking.competition_id
join series on series.series_id = competition.series_id
where result.athlete_id is not null
union all
select
    routine.athlete_id,
    'routine' as row_kind,
    coalesce(routine.date, ranking.date, competition.date_start) as date,
    competition.season_id,
    competition.competition_id,
    competition.name as competition_name,
    ranking.ranking_id,
    ranking.name as ranking_name,
    ranking.kind,
    ranking.round,
    category.name as category_name,
    routine.apparatus_id,
    result.club_id,
    result.result_id,
    routine.routine_id,
    routine.points_printed,
    routine.points,
    result_routine.rank_printed,
    result_routine.rank,
    result.status,
    team.name as team_name,
    case when result.team_id is not null then result.rank_printed end as team_rank_printed,
    null as field_size,
    null as gap,
    series.level,
    ranking.scoring_code_id
from routine
join result_routine on result_routine.routine_id = routine.routine_id
join result on result.result_id = result_routine.result_id
join ranking on ranking.ranking_id = result.ranking_id
join category on category.category_id = ranking.category_id
join competition on competition.competition_id = routine.competition_id
join series on series.series_id = competition.series_id
left join team on team.team_id = result.team_id
where routine.athlete_id is not null
union all
select
    team_member.athlete_id,
    'team' as row_kind,
    coalesce(ranking.date, competition.date_start) as date,
    competition.season_id,
    competition.competition_id,
    competition.name as competition_name,
    ranking.ranking_id,
    ranking.name as ranking_name,
    ranking.kind,
    ranking.round,
    category.name as category_name,
    ranking.apparatus_id,
    team.club_id,
    result.result_id,
    null as routine_id,
    result.total_printed as points_printed,
    result.total as points,
    '' as rank_printed,
    null as rank,
    result.status,
    team.name as team_name,
    result.rank_printed as team_rank_printed,
    ranking.field_size,
    null as gap,
    series.level,
    ranking.scoring_code_id
from team_member
join team on team.team_id = team_member.team_id
join result on result.team_id = team.team_id
join ranking on ranking.ranking_id = result.ranking_id
join category on category.category_id = ranking.category_id
join competition on competition.competition_id = ranking.competition_id
join series on series.series_id = competition.series_id;

-- Each routine once, whatever the number of rankings that print it: the base of bests and trends.
-- A score that a decision calls doubtful (a misprint whose true value nobody knows) is left out.
create view athlete_routine as
select
    routine.routine_id,
    routine.athlete_id,
    coalesce(routine.date, competition.date_start) as date,
    competition.season_id,
    competition.competition_id,
    competition.name as competition_name,
    routine.apparatus_id,
    apparatus.name as apparatus_name,
    routine.round,
    routine.points_printed,
    routine.points,
    series.level,
    (
        select min(ranking.scoring_code_id)
        from result_routine
        join result on result.result_id = result_routine.result_id
        join ranking on ranking.ranking_id = result.ranking_id
        where result_routine.routine_id = routine.routine_id
    ) as scoring_code_id
from routine
join competition on competition.competition_id = routine.competition_id
join series on series.series_id = competition.series_id
join apparatus on apparatus.apparatus_id = routine.apparatus_id
where routine.athlete_id is not null and routine.is_doubtful = 0;

-- A gymnast's best on each apparatus, never across scoring codes or levels; unknown codes are left out.
create view athlete_best as
select
    athlete_id,
    scoring_code_id,
    level,
    apparatus_id,
    apparatus_name,
    max(points) as points,
    count(*) as routine_count
from athlete_routine
where points is not null and scoring_code_id <> 'unknown'
group by athlete_id, scoring_code_id, level, apparatus_id, apparatus_name;

-- Where each value shown comes from: its first witness (the most trusted, written first), one row a value.
-- A record of a page or a sheet is page.line; any other is a line.
create view provenance as
select
    witness.result_id,
    witness.routine_id,
    witness.field,
    witness.value_printed,
    correction.correct as value_corrected,
    correction.reason as correction_reason,
    witness.document_id,
    document.name as document_name,
    document.source_id,
    source.name as source_name,
    citation.address,
    witness.record,
    case when witness.record like '%.%' then cast(witness.record as integer) end as page,
    cast(substr(witness.record, instr(witness.record, '.') + 1) as integer) as line,
    document.fetched_at,
    max(document.trust, citation.trust) as trust
from witness
join document on document.document_id = witness.document_id
join source on source.source_id = document.source_id
join citation on citation.citation_id = witness.citation_id
left join correction
    on correction.document_id = witness.document_id
    and correction.record = witness.record
    and correction.printed = witness.value_printed
    and correction.field = case
        when witness.field in ('points', 'total') then 'points' else witness.field
    end
where witness.is_shown = 1
    and witness.witness_id = (
        select min(first.witness_id)
        from witness as first
        where first.field = witness.field
            and first.is_shown = 1
            and (
                first.result_id = witness.result_id or first.routine_id = witness.routine_id
            )
    );

-- Values that two sources print differently: the one shown and the one noted.
create view conflict as
select
    shown.result_id,
    shown.routine_id,
    shown.field,
    shown.value_printed as value_shown,
    shown.citation_id as shown_citation_id,
    noted.value_printed as value_noted,
    noted.citation_id as noted_citation_id,
    noted.document_id,
    noted.record
from witness as noted
join witness as shown
    on shown.field = noted.field
    and shown.is_shown = 1
    and (shown.result_id = noted.result_id or shown.routine_id = noted.routine_id)
left join result as noted_result on noted_result.result_id = noted.result_id
left join ranking on ranking.ranking_id = noted_result.ranking_id
where noted.is_shown = 0
    -- in the ranking of an apparatus the total is the routine: its conflict stands there
    and (noted.field <> 'total' or ranking.apparatus_id is null)
    and shown.witness_id = (
        select min(first.witness_id)
        from witness as first
        where first.field = noted.field
            and first.is_shown = 1
            and (first.result_id = noted.result_id or first.routine_id = noted.routine_id)
    );

-- Stages of which nothing is here, though something says that they were held: a later stage of the
-- same series is here, or a standing "dopo 3 prove". Never guessed: what nothing names is not listed.
create view missing_stage as
with recursive said as (
    select
        competition.series_id,
        competition.season_id,
        competition.zone,
        competition.phase,
        competition.discipline,
        case
            when competition.stage glob '[0-9]' then cast(competition.stage as integer)
            else (
                select max(cast(substr(ranking.scope, 6, 1) as integer))
                from ranking
                where ranking.competition_id = competition.competition_id
                    and ranking.scope glob 'dopo [0-9] prov*'
            )
        end as stage,
        competition.competition_id
    from competition
    where competition.season_id is not null
),
last as (
    select series_id, season_id, zone, phase, discipline, max(stage) as stage,
        competition_id as said_by
    from said
    where stage is not null
    group by series_id, season_id, zone, phase, discipline
),
number (stage) as (
    select 1
    union all
    select stage + 1
    from number
    where stage < 9
)
select
    last.season_id,
    last.series_id,
    last.zone,
    last.phase,
    last.discipline,
    number.stage,
    last.said_by as competition_id
from last
join number on number.stage <= last.stage
where not exists (
    select 1
    from competition
    where competition.series_id = last.series_id
        and competition.season_id = last.season_id
        and competition.zone = last.zone
        and competition.phase = last.phase
        and competition.discipline = last.discipline
        and competition.stage = cast(number.stage as text)
);

-- Seasons of a yearly series of which nothing is here: its numbered editions are one a season, and
-- one before and one after are here. Two numbers at least must agree on the year of the first.
create view missing_edition as
with numbered as (
    select distinct series_id, discipline, cast(edition as integer) as edition,
        cast(season_id as integer) - cast(edition as integer) as offset
    from competition
    where edition <> '' and season_id glob '[12][0-9][0-9][0-9]'
),
yearly as (
    select series_id, discipline, min(edition) as first_edition, max(edition) as last_edition,
        min(offset) as offset
    from numbered
    group by series_id, discipline
    having count(*) > 1 and min(offset) = max(offset)
),
number (edition, last_edition, series_id, discipline, offset) as (
    select first_edition, last_edition, series_id, discipline, offset
    from yearly
    union all
    select edition + 1, last_edition, series_id, discipline, offset
    from number
    where edition < last_edition
)
select
    cast(number.edition + number.offset as text) as season_id,
    number.series_id,
    number.discipline,
    number.edition
from number
where not exists (
    select 1
    from competition
    where competition.series_id = number.series_id
        and competition.discipline = number.discipline
        and competition.season_id = cast(number.edition + number.offset as text)
);

-- What is here of each season, series and zone: competitions, and whether their rankings are complete.
create view coverage as
select
    coalesce(competition.season_id, '') as season_id,
    competition.series_id,
    competition.zone,
    competition.discipline,
    count(distinct case when competition.stage <> 'classifiche' then competition.competition_id end)
        as competition_count,
    coalesce(sum(ranking.is_complete = 1), 0) as complete_count,
    coalesce(sum(ranking.is_complete = 0), 0) as partial_count,
    (
        select count(*)
        from missing_stage
        where missing_stage.season_id = competition.season_id
            and missing_stage.series_id = competition.series_id
            and missing_stage.zone = competition.zone
            and missing_stage.discipline = competition.discipline
    ) as missing_count
from competition
left join ranking on ranking.competition_id = competition.competition_id
group by 1, 2, 3, 4;
