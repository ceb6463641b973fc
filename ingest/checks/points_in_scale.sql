-- title: Un punteggio sta nella scala degli altri
-- severity: warning
-- hint: una cifra di troppo? la virgola dei decimali persa?
with value as (
    select
        'result:' || result.result_id as key,
        result.result_id,
        null as routine_id,
        'total' as field,
        result.ranking_id as family,
        result.total as points,
        result.total_printed as points_printed
    from result
    join ranking on ranking.ranking_id = result.ranking_id
    where result.total > 0 and ranking.kind not in ('special points', 'duel')
    union all
    select
        'routine:' || routine_id,
        null,
        routine_id,
        'points',
        'routines of ' || competition_id,
        points,
        points_printed
    from routine
    where points > 0
    union all
    -- One score of a competition has no scale there: that of its code and apparatus is.
    select
        'routine:' || routine.routine_id,
        null,
        routine.routine_id,
        'points',
        athlete_routine.scoring_code_id || ' ' || routine.apparatus_id,
        routine.points,
        routine.points_printed
    from routine
    join athlete_routine on athlete_routine.routine_id = routine.routine_id
    where routine.points > 0 and athlete_routine.scoring_code_id <> 'unknown'
    union all
    select
        'result:' || result.result_id,
        result.result_id,
        null,
        'total',
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
),
wrong as (
    select
        value.key,
        value.result_id,
        value.routine_id,
        value.field,
        value.points_printed,
        max((scale.sum_points - value.points) / (scale.value_count - 1)) as mean_of_others
    from value
    join scale on scale.family = value.family
    where value.points > 3 * (scale.sum_points - value.points) / (scale.value_count - 1)
    group by value.key, value.result_id, value.routine_id, value.field, value.points_printed
)
select
    wrong.key,
    witness.document_id,
    witness.record,
    'stampato ' || wrong.points_printed
    || ', media degli altri ' || printf('%.3f', wrong.mean_of_others) as message
from wrong
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where
        (shown.result_id = wrong.result_id or shown.routine_id = wrong.routine_id)
        and shown.field = wrong.field
        and shown.is_shown = 1
)
