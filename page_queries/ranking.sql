-- name: ranking
select
    ranking.ranking_id,
    ranking.name,
    ranking.kind,
    ranking.round,
    ranking.scope,
    ranking.apparatus_id,
    ranking.date,
    ranking.is_complete,
    ranking.field_size,
    category.name as category_name,
    scoring_code.scoring_code_id,
    scoring_code.name as scoring_code_name,
    competition.competition_id,
    competition.name as competition_name,
    competition.date_start,
    competition.date_end,
    competition.place
from ranking
join category on category.category_id = ranking.category_id
join scoring_code on scoring_code.scoring_code_id = ranking.scoring_code_id
join competition on competition.competition_id = ranking.competition_id
where ranking.ranking_id = :id

-- name: findings
select title, message
from finding
where ranking_id = :id and result_id is null and routine_id is null
order by finding_id

-- name: results
select
    ranking_row.result_id,
    ranking_row.rank_printed,
    ranking_row.rank,
    ranking_row.status,
    ranking_row.athlete_id,
    ranking_row.team_id,
    ranking_row.competitor_name,
    ranking_row.nation,
    coalesce(ranking_row.club_id, team.club_id) as club_id,
    coalesce(ranking_row.club_name, team_club.name) as club_name,
    ranking_row.total_printed,
    ranking_row.total,
    ranking_row.note,
    ranking_row.gap,
    team.squad_printed
from ranking_row
left join team on team.team_id = ranking_row.team_id
left join club as team_club on team_club.club_id = team.club_id
where ranking_row.ranking_id = :id
order by ranking_row.status <> '', ranking_row.position

-- name: members
select team_member.team_id, athlete.athlete_id, athlete.name, team_member.is_loan,
    team_member.is_reserve
from result
join team_member on team_member.team_id = result.team_id
join athlete on athlete.athlete_id = team_member.athlete_id
where result.ranking_id = :id
order by athlete.name
