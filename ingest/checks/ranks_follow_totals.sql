-- title: I posti seguono i totali
-- severity: warning
-- altitude: sheet
-- hint: un refuso nel totale o nel posto? due classifiche unite in una? due gare unite in una?
-- why: nella finale al cerchio dei Mondiali 2021 la terza è stampata con 28.850 e la prima con 27.750
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
    'result:' || min(result.result_id) as key,
    wrong.message
from wrong
join result
    on result.ranking_id = wrong.ranking_id
    and result.rank = wrong.rank
    and result.total = wrong.total
    and result.status = ''
group by wrong.message, wrong.ranking_id
