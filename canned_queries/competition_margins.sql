-- title: Di quanto si vince una gara
-- description: Il margine della prima sulla seconda in ogni classifica di una gara, dal più stretto. Due prime a pari merito hanno margine zero.
-- group: Gare
-- param: competition_id | Codice della gara | example: select ranking.competition_id from ranking join result on result.ranking_id = ranking.ranking_id where ranking.kind = 'all-around' and ranking.round in ('', 'final') and result.rank = 2 and result.total is not null order by ranking.date desc, ranking.ranking_id limit 1
with placed as (
    select
        ranking_row.ranking_id,
        ranking_row.athlete_id,
        ranking_row.team_id,
        ranking_row.competitor_name,
        ranking_row.total,
        row_number() over (
            partition by ranking_row.ranking_id
            order by ranking_row.rank, ranking_row.position, ranking_row.result_id
        ) as number
    from ranking
    join competition on competition.competition_id = ranking.competition_id
    join ranking_row on ranking_row.ranking_id = ranking.ranking_id
    where
        ranking.competition_id = :competition_id
        and competition.discipline = 'rhythmic'
        and ranking_row.rank <= 2
        and ranking_row.status = ''
        and ranking_row.total is not null
)
select
    ranking.ranking_id,
    ranking.name as ranking_name,
    ranking.kind,
    ranking.round,
    round(winner.total - runner_up.total, 3) as margin,
    winner.athlete_id as winner_athlete_id,
    winner.team_id as winner_team_id,
    winner.competitor_name as winner_name,
    winner.total as winner_total,
    runner_up.athlete_id as second_athlete_id,
    runner_up.team_id as second_team_id,
    runner_up.competitor_name as second_name,
    runner_up.total as second_total
from placed as winner
join placed as runner_up on runner_up.ranking_id = winner.ranking_id and runner_up.number = 2
join ranking on ranking.ranking_id = winner.ranking_id
where winner.number = 1
order by margin, ranking.position, ranking.ranking_id
