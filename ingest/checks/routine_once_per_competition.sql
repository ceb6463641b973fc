-- title: Un esercizio è scritto una volta sola
-- severity: error
-- hint: lo stesso esercizio stampato in due classifiche e non riconosciuto? due gare unite in una?
with repeated as (
    select
        competition_id,
        athlete_id,
        team_id,
        apparatus_id,
        round,
        attempt,
        count(*) as routine_count,
        max(routine_id) as routine_id,
        group_concat(points_printed, ' e ') as points_printed
    from routine
    where apparatus_id <> 'UNKNOWN' and (athlete_id is not null or team_id is not null)
    group by competition_id, athlete_id, team_id, apparatus_id, round, attempt
    having count(*) > 1
)
select
    'routine:' || repeated.routine_id as key,
    witness.document_id,
    witness.record,
    repeated.routine_count || ' esercizi allo stesso attrezzo (' || repeated.apparatus_id
    || ') nella stessa prova: ' || repeated.points_printed as message
from repeated
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.routine_id = repeated.routine_id and shown.is_shown = 1
)
