-- title: Le righe sono quante le concorrenti stampate
-- severity: warning
-- altitude: sheet
-- hint: righe non lette? righe di due fonti non riconosciute come la stessa?
-- why: il numero stampato delle concorrenti è ciò che dice se una classifica è completa
with counted as (
    select
        ranking.ranking_id,
        ranking.field_size,
        sum(result.rank is not null and result.status = '') as ranked_count,
        sum(result.status not in ('DNS', 'reserve')) as competed_count,
        count(*) as row_count
    from ranking
    join result on result.ranking_id = ranking.ranking_id
    where ranking.field_size is not null
    group by ranking.ranking_id
)
-- A sheet may count those who are ranked, those who competed, a guest among them, or all that it lists.
select
    'ranking:' || ranking_id as key,
    field_size || ' concorrenti stampate, ' || ranked_count || ' in classifica, '
    || row_count || ' righe in tutto' as message
from counted
where field_size not in (ranked_count, competed_count, row_count)
