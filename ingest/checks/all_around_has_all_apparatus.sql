-- title: Un concorso generale conta tutti gli attrezzi
-- severity: warning
-- altitude: sheet
-- hint: una ginnasta che si è fermata prima, da segnare ritirata? un totale parziale?
-- why: un concorso generale con uno, due o tre attrezzi non è un risultato di concorso generale
with summed as (
    select
        result.result_id,
        result.ranking_id,
        result.total_printed,
        count(distinct routine.apparatus_id) as apparatus_count,
        abs(result.total - sum(routine.points)) <= 0.0005 as is_closed
    from ranking
    join result on result.ranking_id = ranking.ranking_id
    join result_routine on result_routine.result_id = result.result_id
    join routine on routine.routine_id = result_routine.routine_id
    where
        ranking.kind = 'all-around'
        and ranking.round not in ('partial', 'standing')
        and result.athlete_id is not null
        and result.rank is not null
        and result.total is not null
        and result.status = ''
        and result_routine.is_counted = 1
    group by result.result_id
),
-- A ranking in which everyone has two apparatus is whole.
usual as (
    select
        ranking_id,
        max(apparatus_count) as apparatus_count
    from summed
    where is_closed
    group by ranking_id
)
select
    'result:' || summed.result_id as key,
    'totale ' || summed.total_printed || ' su ' || summed.apparatus_count
    || case summed.apparatus_count when 1 then ' attrezzo' else ' attrezzi' end
    || ', altre ne hanno ' || usual.apparatus_count as message
from summed
join usual on usual.ranking_id = summed.ranking_id
where summed.is_closed and summed.apparatus_count < usual.apparatus_count
