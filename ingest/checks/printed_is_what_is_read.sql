-- title: Il numero letto è quello stampato
-- severity: error
-- hint: virgola e punto scambiati? un testo che il lettore non capisce? una correzione non registrata?
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
),
wrong as (
    select
        key,
        result_id,
        routine_id,
        field,
        printed,
        number
    from value
    -- A mean with four decimals (10.3995) is read to three: half of the last one may be missing.
    where abs(cast(replace(replace(printed, ' ', ''), ',', '.') as real) - number) > 0.000501
)
select
    wrong.key,
    witness.document_id,
    witness.record,
    'stampato ' || wrong.printed || ', letto ' || printf('%.3f', wrong.number) as message
from wrong
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where
        (shown.result_id = wrong.result_id or shown.routine_id = wrong.routine_id)
        and shown.field = wrong.field
        and shown.is_shown = 1
)
where
    not exists (
        select 1
        from correction
        where
            correction.document_id = witness.document_id
            and correction.record = witness.record
            and correction.field = 'points'
    )
