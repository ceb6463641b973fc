-- title: Chi è assente non ha posto
-- severity: warning
-- altitude: row
-- hint: uno stato letto dalla riga accanto? un'assenza scritta come 0?
-- why: un esercizio non eseguito non è uno zero: DNS, assente, ritirata non hanno né posto né totale
select
    'result:' || result_id as key,
    'non partita, ma' || coalesce(' posto ' || rank, '')
    || case when total > 0 then ' totale ' || total_printed else '' end as message
from result
where status = 'DNS' and (rank is not null or total > 0)
