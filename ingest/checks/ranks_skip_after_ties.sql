-- title: Dopo un pari merito si salta
-- severity: warning
-- altitude: sheet
-- hint: un posto letto male? una classifica che conta i totali e non le ginnaste?
-- why: i pari merito si stampano 1, 2, 3, 3, 5: dopo due terze non c'è una quarta
with tier as (
    select
        ranking_id,
        rank,
        count(*) as tied_count,
        max(result_id) as result_id
    from result
    where rank is not null and status = ''
    group by ranking_id, rank
),
pair as (
    select
        ranking_id,
        rank,
        result_id,
        lag(rank) over places as better_rank,
        lag(tied_count) over places as better_count
    from tier
    window places as (partition by ranking_id order by rank)
)
select
    'result:' || result_id as key,
    'posto ' || rank || ' dopo ' || better_count || ' concorrenti al posto ' || better_rank as message
from pair
where rank < better_rank + better_count
