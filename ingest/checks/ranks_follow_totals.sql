-- title: I posti seguono i totali
-- severity: warning
-- hint: un refuso nel totale o nel posto? due classifiche unite in una? due gare unite in una?
with tier as (
    select
        ranking_id,
        rank,
        min(total) as lowest,
        max(total) as highest
    from result
    where rank is not null and total is not null and status = ''
    group by ranking_id, rank
),
-- Each place is compared with the place before it only: one misprint is one finding.
pair as (
    select
        ranking_id,
        rank,
        lowest,
        highest,
        lag(rank) over places as better_rank,
        lag(lowest) over places as better_lowest
    from tier
    window places as (partition by ranking_id order by rank)
),
wrong as (
    select
        ranking_id,
        rank,
        highest as total,
        'posto ' || rank || ' con ' || printf('%.3f', highest)
        || ', posto ' || better_rank || ' con ' || printf('%.3f', better_lowest)
        || ': il posto migliore ha il totale più basso' as message
    from pair
    where highest > better_lowest + 0.0005
    union all
    select
        ranking_id,
        rank,
        lowest,
        'posto ' || rank || ' con ' || printf('%.3f', lowest)
        || ' e con ' || printf('%.3f', highest) || ': stesso posto, totali diversi'
    from tier
    where highest > lowest + 0.0005
)
select
    'result:' || result.result_id as key,
    witness.document_id,
    witness.record,
    wrong.message
from wrong
join result on result.result_id = (
    select min(first.result_id)
    from result as first
    where
        first.ranking_id = wrong.ranking_id
        and first.rank = wrong.rank
        and first.total = wrong.total
        and first.status = ''
)
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.result_id = result.result_id and shown.field = 'total' and shown.is_shown = 1
)
