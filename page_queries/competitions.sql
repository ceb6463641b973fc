-- name: seasons
select season.season_id, season.name,
    sum(competition.stage <> 'classifiche') as competition_count
from competition
join season on season.season_id = competition.season_id
where competition.discipline = 'rhythmic'
    and (:series_id = '' or competition.series_id = :series_id)
group by season.season_id, season.name
order by season.season_id desc

-- name: series
select series.series_id, series.name,
    sum(competition.stage <> 'classifiche') as competition_count
from competition
join series on series.series_id = competition.series_id
where competition.discipline = 'rhythmic'
group by series.series_id, series.name
order by series.name, series.series_id

-- name: competitions
with chosen as (
    select coalesce(
        nullif(:season_id, ''),
        (
            select max(season_id)
            from competition
            where discipline = 'rhythmic' and (:series_id = '' or series_id = :series_id)
        ),
        ''
    ) as season_id
)
select
    competition.competition_id,
    competition.name,
    competition.season_id,
    competition.date_start,
    competition.date_end,
    competition.place,
    competition.stage <> 'classifiche' as is_event,
    (
        select count(*)
        from ranking
        where ranking.competition_id = competition.competition_id
    ) as ranking_count
from chosen
join competition on coalesce(competition.season_id, '') = chosen.season_id
where competition.discipline = 'rhythmic'
    and (:series_id = '' or competition.series_id = :series_id)
order by
    competition.order_day desc,
    competition.stage desc,
    competition.name,
    competition.competition_id
