-- name: redirect
select club_id
from club_redirect
where old_id = :id

-- name: club
select club_id, name, kind
from club
where club_id = :id

-- name: names
select name_printed
from club_name
where club_id = :id
order by name_printed

-- name: findings
select title, message
from finding
where key = 'club:' || :id
order by finding_id

-- name: gymnasts
with seen as (
    select result.athlete_id, ranking.competition_id, 'individual' as role
    from result
    join ranking on ranking.ranking_id = result.ranking_id
    where result.club_id = :id and result.athlete_id is not null
    union
    select
        team_member.athlete_id,
        team.competition_id,
        case when team_member.is_loan = 1 then 'loan' else 'team' end
    from team
    join team_member on team_member.team_id = team.team_id
    where team.club_id = :id
)
select
    athlete.athlete_id,
    athlete.name,
    min(competition.season_id) as first_season_id,
    max(competition.season_id) as last_season_id,
    count(distinct case when competition.stage <> 'classifiche' then seen.competition_id end)
        as competition_count,
    max(seen.role = 'individual') as is_individual,
    min(seen.role = 'loan') as is_only_loan
from seen
join athlete on athlete.athlete_id = seen.athlete_id
join competition on competition.competition_id = seen.competition_id
where athlete.is_initials = 0 and competition.discipline = 'rhythmic'
group by athlete.athlete_id, athlete.name
order by max(competition.season_id) desc, athlete.family_name, athlete.given_name,
    athlete.athlete_id

-- name: teams
select
    competition.season_id,
    season.name as season_name,
    competition.competition_id,
    competition.name as competition_name,
    coalesce(ranking.date, competition.date_start) as date,
    ranking_row.ranking_id,
    ranking.name as ranking_name,
    ranking.kind,
    ranking_row.result_id,
    ranking_row.team_id,
    ranking_row.competitor_name,
    ranking_row.rank_printed,
    ranking_row.rank,
    ranking_row.status,
    ranking_row.field_size,
    ranking_row.total_printed,
    ranking_row.total,
    ranking_row.note
from team
join ranking_row on ranking_row.team_id = team.team_id
join ranking on ranking.ranking_id = ranking_row.ranking_id
join competition on competition.competition_id = ranking_row.competition_id
left join season on season.season_id = competition.season_id
where team.club_id = :id and competition.discipline = 'rhythmic'
order by
    coalesce(competition.season_id, '') desc,
    competition.order_day desc,
    competition.stage desc,
    competition.competition_id,
    ranking.position,
    ranking_row.position

-- name: documents
select document.document_id, document.name, document.fetched_at, source.name as source_name
from document
join source on source.source_id = document.source_id
where document.document_id in (
    select witness.document_id
    from result
    join witness on witness.result_id = result.result_id
    where result.club_id = :id
    union
    select witness.document_id
    from team
    join result on result.team_id = team.team_id
    join witness on witness.result_id = result.result_id
    where team.club_id = :id
)
order by source.name, document.name
