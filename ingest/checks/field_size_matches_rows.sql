-- title: Le righe sono quante le concorrenti stampate
-- severity: warning
-- altitude: sheet
-- hint: righe non lette? righe di due fonti non riconosciute come la stessa?
-- why: il numero stampato delle concorrenti è ciò che dice se una classifica è completa
select
    'ranking:' || ranking.ranking_id as key,
    ranking.field_size || ' concorrenti stampate, ' || count(result.rank)
    || ' righe con un posto, ' || count(*) || ' righe in tutto' as message
from ranking
join result on result.ranking_id = ranking.ranking_id
where ranking.field_size is not null
group by ranking.ranking_id
having ranking.field_size not in (count(result.rank), count(*))
