-- title: Le righe sono quante le concorrenti stampate
-- severity: warning
-- hint: righe non lette? righe di due fonti non riconosciute come la stessa?
with counted as (
    select
        ranking.ranking_id,
        ranking.field_size,
        count(result.rank) as ranked_count,
        count(*) as row_count,
        min(result.result_id) as result_id
    from ranking
    join result on result.ranking_id = ranking.ranking_id
    where ranking.field_size is not null
    group by ranking.ranking_id
)
select
    'ranking:' || counted.ranking_id as key,
    witness.document_id,
    witness.record,
    counted.field_size || ' concorrenti stampate, ' || counted.ranked_count
    || ' righe con un posto, ' || counted.row_count || ' righe in tutto' as message
from counted
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.result_id = counted.result_id and shown.is_shown = 1
)
where counted.field_size not in (counted.ranked_count, counted.row_count)
