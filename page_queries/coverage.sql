-- name: seasons
with part as (
    select season_id, competition_count, complete_count, partial_count, missing_count
    from coverage
    where discipline = 'rhythmic'
    union all
    select season_id, 0, 0, 0, 1
    from missing_edition
    where discipline = 'rhythmic'
)
select
    season_id,
    sum(competition_count) as competition_count,
    sum(complete_count) as complete_count,
    sum(partial_count) as partial_count,
    sum(missing_count) as missing_count
from part
group by season_id
order by season_id desc

-- name: series
select
    coverage.series_id,
    series.name as series_name,
    coverage.zone,
    coverage.competition_count,
    coverage.complete_count,
    coverage.partial_count
from coverage
join series on series.series_id = coverage.series_id
where coverage.season_id = coalesce(:season_id, (
        select max(season_id)
        from competition
        where discipline = 'rhythmic'
    ))
    and coverage.discipline = 'rhythmic'
order by series.name, coverage.series_id, coverage.zone

-- name: competitions
select
    competition.competition_id,
    competition.name,
    competition.series_id,
    competition.zone
from competition
where coalesce(competition.season_id, '') = coalesce(:season_id, (
        select max(season_id)
        from competition
        where discipline = 'rhythmic'
    ))
    and competition.discipline = 'rhythmic'
order by competition.order_day, competition.stage, competition.competition_id

-- name: missing_stages
select missing_stage.series_id, missing_stage.zone, missing_stage.phase, missing_stage.stage,
    missing_stage.competition_id, competition.name as competition_name
from missing_stage
join competition on competition.competition_id = missing_stage.competition_id
where missing_stage.season_id = coalesce(:season_id, (
        select max(season_id)
        from competition
        where discipline = 'rhythmic'
    ))
    and missing_stage.discipline = 'rhythmic'
order by missing_stage.series_id, missing_stage.zone, missing_stage.phase, missing_stage.stage

-- name: missing_editions
select series.series_id, series.name as series_name, missing_edition.season_id,
    missing_edition.edition
from missing_edition
join series on series.series_id = missing_edition.series_id
where missing_edition.season_id = coalesce(:season_id, (
        select max(season_id)
        from competition
        where discipline = 'rhythmic'
    ))
    and missing_edition.discipline = 'rhythmic'
order by series.name
