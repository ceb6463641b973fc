-- name: athlete
select
    athlete.athlete_id,
    athlete.name,
    athlete.family_name,
    athlete.given_name,
    athlete.nation,
    athlete.is_initials,
    athlete.club_id,
    club.name as club_name
from athlete
left join club on club.club_id = athlete.club_id
where athlete.athlete_id = :id

-- name: findings
select title, message
from finding
where athlete_id = :id and result_id is null and routine_id is null
order by finding_id

-- name: redirect
select athlete_id
from athlete_redirect
where old_id = :id

-- name: names
select name_printed, mention_count
from athlete_name
where athlete_id = :id
order by mention_count desc, name_printed

-- name: results
with her_result as (
    select result_id from result where athlete_id = :id
    union
    select result.result_id
    from team_member
    join result on result.team_id = team_member.team_id
    where team_member.athlete_id = :id
    union
    select result_routine.result_id
    from routine
    join result_routine on result_routine.routine_id = routine.routine_id
    where routine.athlete_id = :id
)
select
    ranking_row.result_id,
    ranking_row.ranking_id,
    ranking_row.rank_printed,
    ranking_row.rank,
    ranking_row.status,
    ranking_row.total_printed,
    ranking_row.total,
    ranking_row.note,
    ranking_row.field_size,
    case
        when ranking_row.field_size > 1
            and ranking_row.rank <= ranking_row.field_size
            and ranking_row.status = ''
        then round(
            100.0 * (ranking_row.field_size - ranking_row.rank) / (ranking_row.field_size - 1), 1
        )
    end as percentile,
    ranking_row.gap,
    ranking_row.club_id,
    ranking_row.club_name,
    ranking.name as ranking_name,
    ranking.kind,
    ranking.round,
    ranking.apparatus_id,
    ranking.scoring_code_id,
    category.name as category_name,
    coalesce(ranking.date, competition.date_start) as date,
    competition.competition_id,
    competition.name as competition_name,
    competition.date_start,
    competition.date_end,
    competition.place,
    competition.season_id,
    competition.is_season_assumed,
    competition.stage <> 'classifiche' as is_event,
    season.name as season_name,
    series.level,
    team.team_id,
    team.kind as team_kind,
    team.name as team_name,
    team.club_id as team_club_id,
    coalesce(team_member.is_loan, 0) as is_loan,
    coalesce(team_member.is_reserve, 0) as is_reserve,
    lender.name as lending_club_name
from her_result
join ranking_row on ranking_row.result_id = her_result.result_id
join ranking on ranking.ranking_id = ranking_row.ranking_id
join category on category.category_id = ranking.category_id
join competition on competition.competition_id = ranking.competition_id
join series on series.series_id = competition.series_id
left join season on season.season_id = competition.season_id
left join team on team.team_id = ranking_row.team_id
left join team_member
    on team_member.team_id = team.team_id and team_member.athlete_id = :id
left join club as lender on lender.club_id = team_member.lending_club_id
where competition.discipline = 'rhythmic'
order by
    coalesce(competition.season_id, '') desc,
    competition.order_day desc,
    competition.stage desc,
    competition.competition_id,
    ranking.position,
    ranking_row.result_id

-- name: bests
select
    athlete_best.scoring_code_id,
    scoring_code.name as scoring_code_name,
    athlete_best.level,
    athlete_best.apparatus_id,
    athlete_best.apparatus_name,
    athlete_best.points,
    athlete_best.routine_count,
    apparatus.position
from athlete_best
join scoring_code on scoring_code.scoring_code_id = athlete_best.scoring_code_id
join apparatus on apparatus.apparatus_id = athlete_best.apparatus_id
where athlete_best.athlete_id = :id
    and athlete_best.apparatus_id <> 'UNKNOWN'
    and apparatus.discipline = 'individual'
order by
    scoring_code.valid_from desc, scoring_code.scoring_code_id, athlete_best.level,
    apparatus.position

-- name: trend
select
    athlete_routine.date,
    athlete_routine.points,
    athlete_routine.competition_id,
    athlete_routine.competition_name as label,
    athlete_routine.round,
    athlete_routine.apparatus_id,
    athlete_routine.apparatus_name,
    athlete_routine.level,
    athlete_routine.scoring_code_id,
    scoring_code.name as scoring_code_name,
    (
        select '/fonti/' || witness.document_id || '/' || witness.record
        from witness
        where witness.routine_id = athlete_routine.routine_id
            and witness.field = 'points'
            and witness.is_shown = 1
        order by witness.witness_id
        limit 1
    ) as origin,
    (
        select group_concat(remark.text, '; ')
        from (
            select finding.message as text
            from finding
            where finding.routine_id = athlete_routine.routine_id
            union
            select finding.message
            from result_routine
            join finding on finding.result_id = result_routine.result_id
            where result_routine.routine_id = athlete_routine.routine_id
            union
            select 'stampato ' || correction.printed || ', corretto: ' || correction.reason
            from witness
            join correction
                on correction.document_id = witness.document_id
                and correction.record = witness.record
            where witness.routine_id = athlete_routine.routine_id
                and witness.is_shown = 1
                and witness.field = 'points'
                and correction.field = 'points'
                and correction.correct <> '?'
                and correction.printed = witness.value_printed
        ) as remark
    ) as remark
from athlete_routine
join competition on competition.competition_id = athlete_routine.competition_id
join scoring_code on scoring_code.scoring_code_id = athlete_routine.scoring_code_id
join apparatus on apparatus.apparatus_id = athlete_routine.apparatus_id
where athlete_routine.athlete_id = :id
    and athlete_routine.points is not null
    and athlete_routine.apparatus_id <> 'UNKNOWN'
    and apparatus.discipline = 'individual'
order by
    apparatus.position,
    competition.order_day,
    competition.stage,
    athlete_routine.date,
    athlete_routine.routine_id
