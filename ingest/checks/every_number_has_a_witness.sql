-- title: Ogni numero ha la sua fonte
-- severity: error
-- altitude: run
-- hint: un valore scritto senza la riga del documento che lo stampa
-- why: ogni numero del sito deve portare a un documento e a una riga
select
    'result:' || result.result_id as key,
    'il totale ' || result.total_printed || ' non ha una fonte mostrata' as message
from result
where
    result.total is not null
    and not exists (
        select 1
        from witness
        where witness.result_id = result.result_id and witness.field = 'total' and witness.is_shown = 1
    )
union all
select
    'routine:' || routine.routine_id,
    'il punteggio ' || routine.points_printed || ' non ha una fonte mostrata'
from routine
where
    routine.points is not null
    and not exists (
        select 1
        from witness
        where
            witness.routine_id = routine.routine_id
            and witness.field = 'points'
            and witness.is_shown = 1
    )
