-- title: Le squadre di una società
-- description: Tutti i risultati di squadra e d'insieme di una società, dal più recente, con posto, totale, distacco e fonte.
-- group: Società
-- param: club_id | Codice della società | example: select team.club_id from team join result on result.team_id = team.team_id where team.club_id is not null group by team.club_id order by count(*) desc, team.club_id limit 1
select
    coalesce(ranking.date, competition.date_start) as date,
    competition.season_id,
    competition.competition_id,
    competition.name as competition_name,
    ranking_row.ranking_id,
    ranking.name as ranking_name,
    ranking.kind,
    ranking.round,
    team.club_id,
    team.team_id,
    team.name as team_name,
    ranking_row.rank_printed,
    ranking_row.rank,
    ranking_row.status,
    ranking_row.total_printed,
    ranking_row.total,
    ranking_row.gap,
    citation.address as citation_address
from team
join ranking_row on ranking_row.team_id = team.team_id
join ranking on ranking.ranking_id = ranking_row.ranking_id
join competition on competition.competition_id = ranking.competition_id
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.result_id = ranking_row.result_id and shown.is_shown = 1
)
left join citation on citation.citation_id = witness.citation_id
where
    team.club_id = :club_id
    and competition.discipline = 'rhythmic'
order by
    competition.order_day desc,
    competition.stage desc,
    competition.competition_id,
    ranking.position,
    ranking_row.result_id
