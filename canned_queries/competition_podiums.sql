-- title: I podi di una gara
-- description: Le prime tre di ogni classifica di una gara, nell'ordine ufficiale, parimerito compresi, con il distacco dalla prima e la fonte.
-- group: Gare
-- param: competition_id | Codice della gara | example: select ranking.competition_id from ranking join result on result.ranking_id = ranking.ranking_id where ranking.kind = 'all-around' and ranking.round in ('', 'final') and result.rank = 2 and result.total is not null order by ranking.date desc, ranking.ranking_id limit 1
select
    ranking_row.ranking_id,
    ranking.name as ranking_name,
    ranking.kind,
    ranking.round,
    ranking_row.rank_printed,
    ranking_row.rank,
    ranking_row.athlete_id,
    athlete.name as athlete_name,
    ranking_row.team_id,
    team.name as team_name,
    ranking_row.club_id,
    ranking_row.club_name,
    ranking_row.nation,
    ranking_row.total_printed,
    ranking_row.total,
    ranking_row.gap,
    citation.address as citation_address
from ranking
join competition on competition.competition_id = ranking.competition_id
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
    ranking.competition_id = :competition_id
    and competition.discipline = 'rhythmic'
    and ranking_row.rank <= 3
    and ranking_row.status = ''
order by ranking.position, ranking.ranking_id, ranking_row.position, ranking_row.result_id
