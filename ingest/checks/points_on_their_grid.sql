-- title: Un punteggio va di passo con gli altri della gara
-- severity: warning
-- altitude: row
-- hint: una cifra sbagliata? un altro documento stampa il numero giusto?
-- why: Serie A1 2017, 4ª prova: una pagina stampa 89.970, dove tutti vanno di 25 in 25 millesimi; un'altra 89.750
with value as (
    select
        'result:' || result.result_id as key,
        ranking.competition_id,
        result.total as points,
        result.total_printed as points_printed
    from result
    join ranking on ranking.ranking_id = result.ranking_id
    where result.total > 0
        and ranking.kind not in ('special points', 'duel')
        and not exists (
            select 1
            from result_routine
            join routine on routine.routine_id = result_routine.routine_id
            where result_routine.result_id = result.result_id and routine.points = result.total
        )
    union all
    select 'routine:' || routine_id, competition_id, points, points_printed
    from routine
    where points > 0 and is_doubtful = 0
),
step as (
    select *, cast(round(points * 1000) as integer) % 25 <> 0 as is_off
    from value
),
-- Means of judges fall on any thousandth: where many do, there is no grid.
grid as (
    select competition_id
    from step
    group by competition_id
    having count(*) > 7 and sum(is_off) * 7 < count(*)
)
select
    step.key,
    'stampato ' || step.points_printed || ', gli altri vanno di 25 in 25 millesimi' as message
from step
join grid on grid.competition_id = step.competition_id
where step.is_off
