-- title: Il numero letto è quello stampato
-- severity: error
-- altitude: row
-- hint: virgola e punto scambiati? un testo che il lettore non capisce? una correzione non registrata?
-- why: virgola e punto dei decimali stanno nello stesso file, anche nella stessa riga
with value as (
    select
        'result:' || result_id as key,
        result_id,
        null as routine_id,
        'total' as field,
        total_printed as printed,
        total as number
    from result
    where total is not null
    union all
    select
        'routine:' || routine_id,
        null,
        routine_id,
        'points',
        points_printed,
        points
    from routine
    where points is not null
)
select
    value.key,
    'stampato ' || value.printed || ', letto ' || printf('%.3f', value.number) as message
from value
where
    -- A mean with four decimals (10.3995) is read to three: half of the last one may be missing.
    abs(cast(replace(replace(printed, ' ', ''), ',', '.') as real) - number) > 0.000501
    and not exists (
        select 1
        from witness
        join correction
            on correction.document_id = witness.document_id
            and correction.record = witness.record
            and correction.field = 'points'
        where
            (witness.result_id = value.result_id or witness.routine_id = value.routine_id)
            and witness.field = value.field
            and witness.is_shown = 1
    )
