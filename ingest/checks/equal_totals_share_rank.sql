-- title: A totale uguale, posto uguale
-- severity: warning
-- hint: lecito quando una regola di spareggio separa i due posti; altrimenti un refuso
with tier as (
    select
        ranking_id,
        rank,
        max(total) as highest,
        min(total) as lowest
    from result
    where rank is not null and total is not null and status = ''
    group by ranking_id, rank
),
pair as (
    select
        ranking_id,
        rank,
        highest,
        lag(rank) over places as better_rank,
        lag(lowest) over places as better_lowest
    from tier
    window places as (partition by ranking_id order by rank)
)
select
    'result:' || result.result_id as key,
    witness.document_id,
    witness.record,
    'stesso totale ' || printf('%.3f', pair.highest) || ' per il posto ' || pair.better_rank
    || ' e per il posto ' || pair.rank || ': lecito solo con una regola di spareggio' as message
from pair
join result on result.result_id = (
    select min(first.result_id)
    from result as first
    where
        first.ranking_id = pair.ranking_id
        and first.rank = pair.rank
        and first.total = pair.highest
        and first.status = ''
)
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.result_id = result.result_id and shown.field = 'total' and shown.is_shown = 1
)
where
    abs(pair.highest - pair.better_lowest) <= 0.0005
    -- The exception is printed: "pari merito sciolto per esecuzione".
    and not exists (
        select 1
        from result as tied
        left join result_routine on result_routine.result_id = tied.result_id
        left join routine on routine.routine_id = result_routine.routine_id
        where
            tied.ranking_id = pair.ranking_id
            and tied.rank in (pair.rank, pair.better_rank)
            and (
                tied.note || coalesce(routine.note, '') like '%sciolt%'
                or tied.note || coalesce(routine.note, '') like '%spareggi%'
            )
    )
