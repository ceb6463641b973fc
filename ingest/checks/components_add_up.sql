-- title: Le voci sommano al punteggio
-- severity: warning
-- hint: una penalità non stampata? colonne scambiate? una somma ristampata e contata due volte?
with summed as (
    select
        routine_id,
        round(sum(case code when 'PEN' then -points else points end), 3) as points,
        max(code in ('D', 'DA', 'DB')) as has_difficulty,
        max(code = 'A') as has_artistry,
        max(code = 'E') as has_execution
    from component
    group by routine_id
),
-- The press often prints D alone, or D and E where there is also A: such a sum is short, not wrong.
wrong as (
    select
        routine.routine_id,
        routine.points_printed,
        summed.points as sum_points
    from summed
    join routine on routine.routine_id = summed.routine_id
    where
        summed.points > routine.points + 0.0005
        or (
            summed.points < routine.points - 0.0005
            and has_difficulty
            and has_execution
            and (
                has_artistry
                or exists (
                    select 1
                    from result_routine
                    join result on result.result_id = result_routine.result_id
                    join ranking on ranking.ranking_id = result.ranking_id
                    join scoring_code on scoring_code.scoring_code_id = ranking.scoring_code_id
                    where
                        result_routine.routine_id = routine.routine_id
                        and scoring_code.components <> ''
                        and ' ' || scoring_code.components || ' ' not like '% A %'
                )
            )
        )
)
select
    'routine:' || wrong.routine_id as key,
    witness.document_id,
    witness.record,
    'punteggio stampato ' || wrong.points_printed
    || ', somma delle voci ' || printf('%.3f', wrong.sum_points) as message
from wrong
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.routine_id = wrong.routine_id and shown.field = 'points' and shown.is_shown = 1
)
