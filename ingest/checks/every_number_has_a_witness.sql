-- title: Ogni numero ha la sua fonte
-- severity: error
-- hint: un valore scritto senza la riga del documento che lo stampa
select
    'result:' || result.result_id as key,
    null as document_id,
    null as record,
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
    null,
    null,
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
