-- name: competition_day
-- The day by which a page orders a competition: the last that its date allows (2022-03 is 2022-03-31),
-- but not after a later stage of the same series. Stages are one digit or a word, the words last.
create temp view competition_day as
with dated as (
    select
        competition_id,
        series_id,
        season_id,
        phase,
        zone,
        stage,
        coalesce(date_end, date_start)
            || substr('-12-31', length(coalesce(date_end, date_start)) - 3) as last_day
    from competition
),
bounded as (
    select
        competition_id,
        stage,
        last_day,
        min(last_day) over (
            partition by series_id, season_id, phase, zone
            order by stage desc
            groups between unbounded preceding and 1 preceding
        ) as later_day
    from dated
)
select
    competition_id,
    case
        when stage = '' then last_day
        else min(coalesce(last_day, later_day), coalesce(later_day, last_day))
    end as day
from bounded
