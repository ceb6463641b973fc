-- title: Una classifica è caricata una volta sola
-- severity: warning
-- altitude: sheet
-- hint: la stessa categoria scritta in due modi? lo stesso foglio letto due volte?
-- why: due fonti possono dare la stessa classifica con due nomi di categoria: la gara ne avrebbe il doppio
with value as (
    select
        ranking.competition_id,
        result.ranking_id,
        coalesce(result.athlete_id, team.club_id, team.name) as competitor,
        result.rank,
        coalesce(result.total, routine.points) as points
    from ranking
    join result on result.ranking_id = ranking.ranking_id
    left join team on team.team_id = result.team_id
    left join result_routine
        on result_routine.result_id = result.result_id and ranking.apparatus_id is not null
    left join routine on routine.routine_id = result_routine.routine_id
    where result.rank is not null and result.status = ''
),
size as (
    select
        ranking_id,
        count(*) as value_count
    from value
    where points is not null
    group by ranking_id
    having count(*) > 2
)
select
    'ranking:' || other.ranking_id as key,
    count(*) || ' righe uguali a quelle della classifica ' || one.ranking_id as message
from value as one
join size on size.ranking_id = one.ranking_id
join value as other
    on other.competition_id = one.competition_id
    and other.ranking_id > one.ranking_id
    and other.competitor = one.competitor
    and other.rank = one.rank
    and other.points = one.points
join size as other_size on other_size.ranking_id = other.ranking_id
group by one.ranking_id, other.ranking_id
having count(*) = min(size.value_count, other_size.value_count)
