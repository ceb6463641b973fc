-- title: I punti speciali sommano le prove
-- severity: warning
-- altitude: career
-- hint: un posto di una prova letto male? una penalità? una squadra scambiata per un'altra?
-- why: la classifica dopo più prove somma i punti dei posti di ciascuna, e si può ricalcolare
with standing as (
    select
        result.result_id,
        result.total,
        team.club_id,
        competition.series_id,
        competition.season_id,
        competition.zone,
        series.level,
        ranking.category_id,
        case
            when ranking.scope glob 'dopo [0-9] prov*' then cast(substr(ranking.scope, 6, 1) as integer)
            else max(
                coalesce((
                    select max(cast(other.stage as integer))
                    from competition as other
                    where
                        other.series_id = competition.series_id
                        and other.season_id = competition.season_id
                        and other.zone = competition.zone
                        and other.stage glob '[0-9]'
                ), 0),
                (
                    select max(first.total)
                    from result as first
                    where first.ranking_id = ranking.ranking_id
                ) / (
                    select max(points)
                    from special_points
                    where
                        level = series.level
                        and competition.season_id between season_from and season_to
                )
            )
        end as stage_count
    from ranking
    join competition on competition.competition_id = ranking.competition_id
    join series on series.series_id = competition.series_id
    join result on result.ranking_id = ranking.ranking_id
    join team on team.team_id = result.team_id
    where
        ranking.kind = 'special points'
        and ranking.round = 'standing'
        and team.club_id is not null
        and result.status = ''
),
-- The place of a club's one team in each stage; two teams of a club cannot be told apart.
placed as (
    select
        standing.result_id,
        competition.stage,
        min(result.rank) as rank
    from standing
    join competition
        on competition.series_id = standing.series_id
        and competition.season_id = standing.season_id
        and competition.zone = standing.zone
        and competition.stage glob '[0-9]'
        and cast(competition.stage as integer) <= standing.stage_count
    join ranking
        on ranking.competition_id = competition.competition_id
        and ranking.category_id = standing.category_id
        and ranking.kind = 'team'
        and ranking.round = ''
        and ranking.scope = ''
    join team
        on team.competition_id = competition.competition_id and team.club_id = standing.club_id
    join result
        on result.ranking_id = ranking.ranking_id and result.team_id = team.team_id and result.status = ''
    group by standing.result_id, competition.stage
    having count(*) = 1 and count(result.rank) = 1
),
part as (
    select
        standing.result_id,
        standing.total,
        standing.stage_count,
        special_points.points
    from standing
    join placed on placed.result_id = standing.result_id
    join special_points
        on special_points.level = standing.level
        and standing.season_id between special_points.season_from and special_points.season_to
        and special_points.rank = placed.rank
    order by standing.result_id, placed.stage
),
summed as (
    select
        result_id,
        total,
        sum(points) as points,
        group_concat(printf('%g', points), ' + ') as parts
    from part
    group by result_id
    having count(*) = stage_count
)
select
    'result:' || result_id as key,
    printf('%g', total) || ' punti speciali stampati, dai posti delle prove ' || parts || ' = '
    || printf('%g', points) as message
from summed
where abs(total - points) > 0.0005
