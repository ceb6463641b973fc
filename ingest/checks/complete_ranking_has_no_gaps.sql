-- title: Una classifica completa non ha buchi
-- severity: warning
-- altitude: sheet
-- hint: una riga non letta? una classifica di testa detta completa per sbaglio?
-- why: completa è una classifica che il documento dice tale: la stampa si ferma spesso al posto 3 o 6
with tier as (
    select
        result.ranking_id,
        result.rank,
        -- The place beside a guest, who is out of the ranking, is no tie.
        max(sum(result.status = ''), 1) as tied_count,
        min(result.result_id) as result_id
    from ranking
    join result on result.ranking_id = ranking.ranking_id
    where ranking.is_complete = 1 and result.rank is not null
    group by result.ranking_id, result.rank
),
pair as (
    select
        rank,
        result_id,
        lag(rank + tied_count, 1, 1) over (partition by ranking_id order by rank) as expected_rank
    from tier
)
select
    'result:' || result_id as key,
    'manca il posto ' || expected_rank || case
        when rank > expected_rank + 1 then ' e i seguenti fino al ' || (rank - 1)
        else ''
    end as message
from pair
where rank > expected_rank
