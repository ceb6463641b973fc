-- title: Chi è assente non ha posto
-- severity: warning
-- altitude: row
-- hint: uno stato letto dalla riga accanto? un'assenza scritta come 0? "riserva" della finale, non della gara?
-- why: un esercizio non eseguito non è uno zero: DNS, assente, ritirata, squalificata non hanno posto
with absent (status, name, has_competed) as (
    values
        ('DNS', 'non partita', 0),
        ('reserve', 'riserva', 0),
        -- Of these a sheet may print the sum of what they showed.
        ('DNF', 'non ha finito', 1),
        ('DSQ', 'squalificata', 1),
        ('withdrawn', 'ritirata', 1)
)
select
    'result:' || result.result_id as key,
    absent.name || ', ma' || coalesce(' posto ' || result.rank, '')
    || case when result.total > 0 then ' totale ' || result.total_printed else '' end as message
from result
join absent on absent.status = result.status
where result.rank is not null or (result.total > 0 and absent.has_competed = 0)
