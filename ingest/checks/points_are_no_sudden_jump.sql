-- title: Un punteggio non si stacca dalla sua carriera
-- severity: warning
-- altitude: career
-- hint: un refuso? due omonime unite in una? un esercizio di un'altra ginnasta?
-- why: nell'archivio nessuno esce dal rapporto 0.66-1.32 con le altre sue prove dello stesso codice e attrezzo
with scale as (
    select
        athlete_id,
        scoring_code_id,
        level,
        apparatus_id,
        count(*) as routine_count,
        sum(points) as sum_points
    from athlete_routine
    where points > 0 and scoring_code_id <> 'unknown'
    group by athlete_id, scoring_code_id, level, apparatus_id
    having count(*) > 3
),
compared as (
    select
        athlete_routine.routine_id,
        athlete_routine.points,
        athlete_routine.points_printed,
        (scale.sum_points - athlete_routine.points) / (scale.routine_count - 1) as mean_of_others
    from scale
    join athlete_routine
        on athlete_routine.athlete_id = scale.athlete_id
        and athlete_routine.scoring_code_id = scale.scoring_code_id
        and athlete_routine.level = scale.level
        and athlete_routine.apparatus_id = scale.apparatus_id
    where athlete_routine.points > 0
)
select
    'routine:' || routine_id as key,
    'punteggio ' || points_printed || ', media delle altre sue prove '
    || printf('%.3f', mean_of_others) as message
from compared
where points > 1.6 * mean_of_others or points < 0.5 * mean_of_others
