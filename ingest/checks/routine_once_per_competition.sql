-- title: Un esercizio è scritto una volta sola
-- severity: error
-- altitude: row
-- hint: lo stesso esercizio stampato in due classifiche e non riconosciuto? due gare unite in una?
-- why: un esercizio stampato nel concorso generale e nella classifica di attrezzo è uno solo
select
    'routine:' || max(routine_id) as key,
    count(*) || ' esercizi allo stesso attrezzo (' || apparatus_id
    || ') nella stessa prova: ' || group_concat(points_printed, ' e ') as message
from routine
where apparatus_id <> 'UNKNOWN' and (athlete_id is not null or team_id is not null)
group by competition_id, athlete_id, team_id, apparatus_id, round, attempt
having count(*) > 1
