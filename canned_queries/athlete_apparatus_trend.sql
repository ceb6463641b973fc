-- title: Andamento su un attrezzo
-- description: Ogni esercizio di una ginnasta su un attrezzo, dal primo all'ultimo, con la differenza dal precedente dello stesso codice e livello. Tra un codice e l'altro, e tra gare di codice ignoto, nessuna differenza.
-- group: Ginnaste
-- param: athlete_id | Codice della ginnasta | example: select athlete_id from athlete where is_initials = 0 order by rowid limit 1
-- param: apparatus_id | Attrezzo (CL, FU, CE, PA, CV o NA) | example: PA
select
    athlete_routine.date,
    athlete_routine.season_id,
    athlete_routine.competition_id,
    athlete_routine.competition_name,
    athlete_routine.round,
    athlete_routine.apparatus_id,
    athlete_routine.apparatus_name,
    athlete_routine.scoring_code_id,
    athlete_routine.level,
    athlete_routine.points_printed,
    athlete_routine.points,
    round(athlete_routine.points - lag(athlete_routine.points) over (
        partition by
            athlete_routine.scoring_code_id,
            athlete_routine.level,
            -- A code that is not known compares within its own competition only.
            iif(athlete_routine.scoring_code_id = 'unknown', athlete_routine.competition_id, '')
        order by
            competition.order_day,
            competition.stage,
            athlete_routine.date,
            athlete_routine.routine_id
    ), 3) as change,
    athlete_routine.routine_id
from athlete_routine
join competition on competition.competition_id = athlete_routine.competition_id
where
    athlete_routine.athlete_id = :athlete_id
    and athlete_routine.apparatus_id = :apparatus_id
    and athlete_routine.points is not null
    and competition.discipline = 'rhythmic'
order by
    competition.order_day,
    competition.stage,
    athlete_routine.date,
    athlete_routine.routine_id
