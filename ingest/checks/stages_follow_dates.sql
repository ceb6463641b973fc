-- title: Le prove si seguono nel tempo
-- severity: warning
-- altitude: run
-- hint: il numero della prova dedotto male? una data di un'altra prova?
-- why: le prove di una serie sono numerate nell'ordine in cui si gareggia: 2ª a marzo, 3ª ad aprile
with stage as (
    select
        competition_id,
        name,
        date_start,
        lag(name) over stages as earlier_name,
        lag(date_start) over stages as earlier_date
    from competition
    where stage glob '[0-9]' and date_precision = 'day' and season_id is not null
    window stages as (
        partition by series_id, season_id, zone, phase, discipline order by cast(stage as integer)
    )
)
select
    'competition:' || competition_id as key,
    name || ' è del ' || date_start || ', ' || earlier_name || ' del ' || earlier_date as message
from stage
where date_start < earlier_date
