-- title: Un esercizio è scritto una volta sola
-- severity: error
-- altitude: row
-- hint: lo stesso esercizio stampato in due classifiche e non riconosciuto? due gare unite in una?
-- why: un esercizio stampato nel concorso generale e nella classifica di attrezzo è uno solo
with counted as (
    select distinct
        routine.*,
        ranking.category_id,
        result.team_id as for_team_id
    from routine
    join result_routine on result_routine.routine_id = routine.routine_id
    join result on result.result_id = result_routine.result_id
    join ranking on ranking.ranking_id = result.ranking_id
    left join team on team.team_id = routine.team_id
    where
        routine.apparatus_id <> 'UNKNOWN'
        and (routine.athlete_id is not null or team.kind <> 'team')
)
-- A gymnast may be entered in two categories, and dance once for herself and once for her team; of a team two
-- may have the same apparatus, and where nobody names them both routines are the team's.
select
    'routine:' || max(routine_id) as key,
    count(*) || ' esercizi allo stesso attrezzo (' || apparatus_id
    || ') nella stessa prova: ' || group_concat(points_printed, ' e ') as message
from counted
group by
    competition_id, athlete_id, team_id, apparatus_id, round, attempt, category_id, for_team_id
having count(*) > 1
