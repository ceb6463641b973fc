-- title: Le voci sono quelle del codice
-- severity: warning
-- altitude: row
-- hint: una colonna letta con la testata di un'altra? una data o un programma sbagliato?
-- why: dal 2013 al 2021 un punteggio ha D ed E, l'artistico torna nel 2022
with used as (
    select
        result_routine.routine_id,
        min(ranking.scoring_code_id) as scoring_code_id
    from component
    join result_routine on result_routine.routine_id = component.routine_id
    join result on result.result_id = result_routine.result_id
    join ranking on ranking.ranking_id = result.ranking_id
    group by result_routine.routine_id
)
select
    'routine:' || component.routine_id as key,
    'voce ' || group_concat(component.code, ', ') || ', ma il codice ' || scoring_code.name
    || ' ha ' || scoring_code.components as message
from component
join used on used.routine_id = component.routine_id
join scoring_code on scoring_code.scoring_code_id = used.scoring_code_id
where
    scoring_code.components <> ''
    and component.code <> 'PEN'
    -- D is printed in its parts too (DB and DA, D1 and D2): the first letter is the kind.
    and ' ' || scoring_code.components not like '% ' || substr(component.code, 1, 1) || '%'
group by component.routine_id
