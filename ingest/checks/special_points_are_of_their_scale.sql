-- title: I punti speciali sono quelli del posto
-- severity: warning
-- altitude: row
-- hint: un posto o un punto letto male? una scala di punti che è cambiata?
-- why: 25, 22, 20, 18, 16 ... fino al 2017; 30, 27, 25, 23, 21 ... dal 2020; a pari posto lo stesso valore
with given as (
    select
        'result:' || result.result_id as key,
        series.level,
        competition.season_id,
        result.rank,
        result.total as points
    from ranking
    join result on result.ranking_id = ranking.ranking_id
    join competition on competition.competition_id = ranking.competition_id
    join series on series.series_id = competition.series_id
    where
        ranking.kind = 'special points'
        and (ranking.scope = 'dopo 1 prova' or competition.stage glob '[0-9]')
        and result.status = ''
    union all
    -- "30 punti speciali" beside the place of a team in a stage.
    select
        'result:' || result.result_id,
        series.level,
        competition.season_id,
        result.rank,
        cast(result.note as integer)
    from ranking
    join result on result.ranking_id = ranking.ranking_id
    join competition on competition.competition_id = ranking.competition_id
    join series on series.series_id = competition.series_id
    where
        ranking.kind = 'team'
        and ranking.round = ''
        and competition.stage glob '[0-9]'
        and result.note glob '[0-9]* punti speciali'
        and result.status = ''
)
select
    given.key,
    'posto ' || given.rank || ': ' || printf('%g', given.points) || ' punti speciali stampati, '
    || printf('%g', special_points.points) || ' nella scala' as message
from given
join special_points
    on special_points.level = given.level
    and given.season_id between special_points.season_from and special_points.season_to
    and special_points.rank = given.rank
where given.points <> special_points.points
