-- title: I posti nel campo
-- description: Ogni posto di una ginnasta in una classifica di cui si sa quante erano le concorrenti: è ciò che si confronta da un anno all'altro. Percentile 100 è la prima, 0 l'ultima.
-- group: Ginnaste
-- param: athlete_id | Codice della ginnasta | example: select result.athlete_id from result join athlete on athlete.athlete_id = result.athlete_id where result.ranking_id in (select ranking_id from ranking where field_size > 1 and kind in ('all-around', 'apparatus') and round in ('', 'final') order by field_size desc, ranking_id limit 20) and result.rank is not null and result.status = '' and athlete.is_initials = 0 order by athlete.rowid limit 1
select
    coalesce(ranking.date, competition.date_start) as date,
    competition.season_id,
    competition.competition_id,
    competition.name as competition_name,
    ranking_row.ranking_id,
    ranking.name as ranking_name,
    ranking.kind,
    ranking.round,
    ranking_row.rank_printed,
    ranking_row.rank,
    ranking_row.field_size,
    round(
        100.0 * (ranking_row.field_size - ranking_row.rank) / (ranking_row.field_size - 1), 1
    ) as percentile,
    ranking_row.total,
    ranking_row.gap
from ranking_row
join ranking on ranking.ranking_id = ranking_row.ranking_id
join competition on competition.competition_id = ranking.competition_id
where
    ranking_row.athlete_id = :athlete_id
    and ranking_row.field_size > 1
    and ranking_row.rank <= ranking_row.field_size
    and ranking_row.status = ''
    and ranking.round not in ('partial', 'standing')
    and competition.discipline = 'rhythmic'
order by
    competition.order_day desc,
    competition.stage desc,
    competition.competition_id,
    ranking.position,
    ranking_row.result_id
