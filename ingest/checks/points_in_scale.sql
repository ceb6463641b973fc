-- title: Un punteggio sta nella scala degli altri
-- severity: warning
-- altitude: row
-- hint: una cifra di troppo? la virgola dei decimali persa?
-- why: Serie A1 2023 stampa 829.950 per 29.950
with value as (
    select
        'result:' || result.result_id as key,
        result.ranking_id as family,
        result.total as points,
        result.total_printed as points_printed
    from result
    join ranking on ranking.ranking_id = result.ranking_id
    where result.total > 0 and ranking.kind not in ('special points', 'duel')
    union all
    select
        'routine:' || routine_id,
        'routines of ' || competition_id,
        points,
        points_printed
    from routine
    where points > 0
    union all
    -- One score of a competition has no scale there: that of its code and apparatus is.
    select
        'routine:' || routine.routine_id,
        athlete_routine.scoring_code_id || ' ' || routine.apparatus_id,
        routine.points,
        routine.points_printed
    from routine
    join athlete_routine on athlete_routine.routine_id = routine.routine_id
    where routine.points > 0 and athlete_routine.scoring_code_id <> 'unknown'
    union all
    select
        'result:' || result.result_id,
        ranking.scoring_code_id || ' ' || ranking.kind || coalesce(ranking.apparatus_id, ''),
        result.total,
        result.total_printed
    from result
    join ranking on ranking.ranking_id = result.ranking_id
    where
        result.total > 0
        and ranking.kind not in ('special points', 'duel')
        and ranking.scoring_code_id <> 'unknown'
        and ranking.round not in ('partial', 'standing')
),
-- Zeros stay out: a family where most did not compete has no scale.
scale as (
    select
        family,
        count(*) as value_count,
        sum(points) as sum_points
    from value
    group by family
    having count(*) > 2
)
select
    value.key,
    'stampato ' || value.points_printed || ', media degli altri '
    || printf('%.3f', max((scale.sum_points - value.points) / (scale.value_count - 1))) as message
from value
join scale on scale.family = value.family
where value.points > 3 * (scale.sum_points - value.points) / (scale.value_count - 1)
group by value.key, value.points_printed
