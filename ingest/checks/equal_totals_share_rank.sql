-- title: A totale uguale, posto uguale
-- severity: warning
-- altitude: sheet
-- hint: lecito quando una regola di spareggio separa i due posti; altrimenti un refuso
-- why: una prova di Serie A1 2009 stampa 150.200 per la 2ª e per la 3ª, senza dire la regola
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
    'result:' || min(result.result_id) as key,
    'stesso totale ' || printf('%.3f', pair.highest) || ' per il posto ' || pair.better_rank
    || ' e per il posto ' || pair.rank || ': lecito solo con una regola di spareggio' as message
from pair
join result
    on result.ranking_id = pair.ranking_id
    and result.rank = pair.rank
    and result.total = pair.highest
    and result.status = ''
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
group by pair.ranking_id, pair.rank
