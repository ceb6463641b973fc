-- name: competition
select
    competition.competition_id,
    competition.name,
    competition.organiser,
    competition.date_start,
    competition.date_end,
    competition.date_note,
    competition.place,
    competition.venue,
    competition.season_id,
    competition.is_season_assumed,
    season.name as season_name,
    series.series_id,
    series.name as series_name
from competition
join series on series.series_id = competition.series_id
left join season on season.season_id = competition.season_id
where competition.competition_id = :id

-- name: names
select name_printed
from competition_name
where competition_id = :id
order by name_printed

-- name: rankings
select
    ranking.ranking_id,
    ranking.name,
    ranking.kind,
    ranking.is_complete,
    ranking.field_size,
    category.name as category_name,
    (select count(*) from result where result.ranking_id = ranking.ranking_id) as result_count,
    (
        select count(*)
        from finding
        where finding.ranking_id = ranking.ranking_id
    ) as finding_count
from ranking
join category on category.category_id = ranking.category_id
where ranking.competition_id = :id
order by ranking.position, ranking.ranking_id

-- name: findings
select title, message, ranking_id
from finding
where competition_id = :id and result_id is null and routine_id is null and athlete_id is null
order by finding_id

-- name: podium
select
    ranking_row.ranking_id,
    ranking_row.result_id,
    ranking_row.rank_printed,
    ranking_row.rank,
    ranking_row.athlete_id,
    ranking_row.team_id,
    ranking_row.competitor_name,
    coalesce(ranking_row.club_id, team.club_id) as club_id,
    ranking_row.club_name,
    ranking_row.total_printed,
    ranking_row.total,
    ranking_row.note
from ranking_row
left join team on team.team_id = ranking_row.team_id
where ranking_row.competition_id = :id
    and ranking_row.rank between 1 and 3
    and ranking_row.status = ''
order by ranking_row.ranking_id, ranking_row.position

-- name: sources
select distinct citation.citation_id, citation.address, citation.host, citation.is_link,
    citation.is_indexable, citation.trust
from citation
where citation.citation_id in (
    select witness.citation_id
    from ranking
    join result on result.ranking_id = ranking.ranking_id
    join witness on witness.result_id = result.result_id
    where ranking.competition_id = :id
    union
    select witness.citation_id
    from routine
    join witness on witness.routine_id = routine.routine_id
    where routine.competition_id = :id
)
order by citation.trust desc, citation.host, citation.address

-- name: documents
select document.document_id, document.name, document.fetched_at, source.name as source_name
from document
join source on source.source_id = document.source_id
where document.document_id in (
    select witness.document_id
    from ranking
    join result on result.ranking_id = ranking.ranking_id
    join witness on witness.result_id = result.result_id
    where ranking.competition_id = :id
    union
    select witness.document_id
    from routine
    join witness on witness.routine_id = routine.routine_id
    where routine.competition_id = :id
)
order by source.name, document.name
