-- title: Un esercizio non supera il massimo del suo codice
-- severity: warning
-- altitude: row
-- hint: la somma di due attrezzi letta come un esercizio? una data sbagliata? una cifra di troppo?
-- why: fino al 2008 e dal 2013 al 2016 un esercizio vale al più 20; nel 2017 D ha un tetto, il più alto è 19.200
select
    'routine:' || routine.routine_id as key,
    'punteggio ' || routine.points_printed || ', massimo ' || printf('%.3f', scoring_code.routine_max)
    || ' (' || scoring_code.name || ')' as message
from scoring_code
join ranking on ranking.scoring_code_id = scoring_code.scoring_code_id
join result on result.ranking_id = ranking.ranking_id
join result_routine on result_routine.result_id = result.result_id
join routine on routine.routine_id = result_routine.routine_id
where scoring_code.routine_max is not null and routine.points > scoring_code.routine_max
group by routine.routine_id
