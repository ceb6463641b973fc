-- title: Le voci sommano al punteggio
-- severity: warning
-- altitude: row
-- hint: una penalità non stampata? colonne scambiate? una somma ristampata e contata due volte?
-- why: alla World Cup Atene 2024 accanto a 32.250 stanno voci che danno 32.050
with summed as (
    select
        routine_id,
        round(sum(case code when 'PEN' then -points else points end), 3) as points,
        max(code in ('D', 'DA', 'DB')) as has_difficulty,
        max(code = 'A') as has_artistry,
        max(code = 'E') as has_execution
    from component
    group by routine_id
)
-- The press often prints D alone, or D and E where there is also A: such a sum is short, not wrong.
select
    'routine:' || routine.routine_id as key,
    'punteggio stampato ' || routine.points_printed
    || ', somma delle voci ' || printf('%.3f', summed.points) as message
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
