-- title: Albo d'oro
-- description: Chi ha vinto ogni classifica di una serie di gare, anno per anno, con la fonte: per esempio tutte le campionesse italiane assolute che l'archivio conosce. Qualificazioni e classifiche parziali escluse.
-- group: Gare
-- param: series_id | Codice della serie | example: select competition.series_id from ranking join competition on competition.competition_id = ranking.competition_id join result on result.ranking_id = ranking.ranking_id where ranking.kind = 'all-around' and ranking.round in ('', 'final') and result.rank = 1 group by competition.series_id order by count(distinct competition.season_id) desc, competition.series_id limit 1
select
    competition.season_id,
    coalesce(ranking.date, competition.date_start) as date,
    competition.competition_id,
    competition.name as competition_name,
    ranking.ranking_id,
    ranking.name as ranking_name,
    ranking.kind,
    ranking_row.athlete_id,
    athlete.name as athlete_name,
    ranking_row.team_id,
    team.name as team_name,
    ranking_row.club_id,
    ranking_row.club_name,
    ranking_row.total_printed,
    ranking_row.total,
    citation.address as citation_address
from competition
join ranking on ranking.competition_id = competition.competition_id
join ranking_row on ranking_row.ranking_id = ranking.ranking_id
left join athlete on athlete.athlete_id = ranking_row.athlete_id
left join team on team.team_id = ranking_row.team_id
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.result_id = ranking_row.result_id and shown.is_shown = 1
)
left join citation on citation.citation_id = witness.citation_id
where
    competition.series_id = :series_id
    and competition.discipline = 'rhythmic'
    and ranking.round in ('', 'final')
    and ranking_row.rank = 1
    and ranking_row.status = ''
order by
    competition.season_id desc,
    competition.order_day desc,
    competition.stage desc,
    competition.competition_id,
    ranking.position,
    ranking_row.result_id
