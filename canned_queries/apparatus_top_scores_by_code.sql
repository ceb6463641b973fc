-- title: I punteggi più alti su un attrezzo
-- description: I venticinque punteggi più alti su un attrezzo nelle gare senior, dentro un codice dei punteggi e per livello di gara. Solo assoluti e internazionali: dell'attività giovanile non si fanno graduatorie.
-- group: Attrezzi
-- param: scoring_code_id | Codice dei punteggi | example: select ranking.scoring_code_id from ranking join scoring_code on scoring_code.scoring_code_id = ranking.scoring_code_id join competition on competition.competition_id = ranking.competition_id join series on series.series_id = competition.series_id where scoring_code.programme = 'senior' and scoring_code.discipline = 'individual' and series.level in ('assoluti', 'internazionale') group by ranking.scoring_code_id order by count(*) desc, ranking.scoring_code_id limit 1
-- param: apparatus_id | Attrezzo (CL, FU, CE, PA, CV o NA) | example: PA
with senior_routine as (
    -- cross join keeps the order: from the few rankings of a code, not from all routines.
    select distinct
        series.level,
        result_routine.routine_id
    from ranking
    join scoring_code on scoring_code.scoring_code_id = ranking.scoring_code_id
    join competition on competition.competition_id = ranking.competition_id
    join series on series.series_id = competition.series_id
    cross join result on result.ranking_id = ranking.ranking_id
    cross join result_routine on result_routine.result_id = result.result_id
    where
        ranking.scoring_code_id = :scoring_code_id
        and scoring_code.programme = 'senior'
        -- The juniors of a senior event are no seniors.
        and ranking.category_id in ('senior', 'assoluti')
        and series.level in ('assoluti', 'internazionale')
        and competition.discipline = 'rhythmic'
),
placed as (
    select
        senior_routine.level,
        routine.routine_id,
        row_number() over (
            partition by senior_routine.level
            order by routine.points desc, routine.routine_id
        ) as number
    from senior_routine
    join routine on routine.routine_id = senior_routine.routine_id
    join athlete on athlete.athlete_id = routine.athlete_id
    where
        routine.apparatus_id = :apparatus_id
        and routine.points is not null
        and athlete.is_initials = 0
        and athlete.visibility = 'open'
)
select
    placed.level,
    routine.points,
    routine.athlete_id,
    athlete.name as athlete_name,
    athlete.nation,
    coalesce(routine.date, competition.date_start) as date,
    competition.season_id,
    competition.competition_id,
    competition.name as competition_name,
    routine.round,
    routine.routine_id,
    citation.address as citation_address
from placed
join routine on routine.routine_id = placed.routine_id
join athlete on athlete.athlete_id = routine.athlete_id
join competition on competition.competition_id = routine.competition_id
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.routine_id = placed.routine_id and shown.field = 'points' and shown.is_shown = 1
)
left join citation on citation.citation_id = witness.citation_id
where placed.number <= 25
order by placed.level, routine.points desc, routine.routine_id
