-- title: Primati personali per codice dei punteggi
-- description: Il punteggio più alto su ogni attrezzo, con la gara e la data. Un primato vale solo dentro lo stesso codice e lo stesso livello: cambiate le regole, i numeri non si confrontano. Esercizi senza codice noto esclusi.
-- group: Ginnaste
-- param: athlete_id | Codice della ginnasta | example: select athlete_id from athlete where is_initials = 0 order by rowid limit 1
with placed as (
    select
        athlete_routine.scoring_code_id,
        athlete_routine.level,
        athlete_routine.apparatus_id,
        athlete_routine.apparatus_name,
        athlete_routine.points,
        athlete_routine.date,
        athlete_routine.competition_id,
        athlete_routine.competition_name,
        athlete_routine.routine_id,
        count(*) over same_terms as routine_count,
        row_number() over (
            same_terms
            order by athlete_routine.points desc, athlete_routine.date, athlete_routine.routine_id
        ) as number
    from athlete_routine
    join competition on competition.competition_id = athlete_routine.competition_id
    where
        athlete_routine.athlete_id = :athlete_id
        and athlete_routine.points is not null
        and athlete_routine.scoring_code_id <> 'unknown'
        and athlete_routine.apparatus_id <> 'UNKNOWN'
        and competition.discipline = 'rhythmic'
    window same_terms as (
        partition by
            athlete_routine.scoring_code_id, athlete_routine.level, athlete_routine.apparatus_id
    )
)
select
    placed.scoring_code_id,
    scoring_code.name as scoring_code_name,
    placed.level,
    placed.apparatus_id,
    placed.apparatus_name,
    placed.points,
    placed.routine_count,
    placed.date,
    placed.competition_id,
    placed.competition_name,
    placed.routine_id
from placed
join scoring_code on scoring_code.scoring_code_id = placed.scoring_code_id
join apparatus on apparatus.apparatus_id = placed.apparatus_id
where placed.number = 1
order by
    scoring_code.valid_from desc,
    placed.scoring_code_id,
    placed.level,
    apparatus.position,
    placed.apparatus_id
