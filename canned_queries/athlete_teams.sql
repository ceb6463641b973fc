-- title: Le squadre di una ginnasta
-- description: Le squadre, gli insiemi e le nazionali per cui ha gareggiato, gara per gara, prestiti compresi. Il posto e il totale sono della squadra.
-- group: Ginnaste
-- param: athlete_id | Codice della ginnasta | example: select athlete.athlete_id from athlete join team_member on team_member.athlete_id = athlete.athlete_id where athlete.is_initials = 0 order by athlete.rowid limit 1
select
    coalesce(ranking.date, competition.date_start) as date,
    competition.season_id,
    competition.competition_id,
    competition.name as competition_name,
    ranking.ranking_id,
    ranking.name as ranking_name,
    team.team_id,
    team.name as team_name,
    team.kind as team_kind,
    team.club_id,
    club.name as club_name,
    team_member.is_loan,
    team_member.is_reserve,
    team_member.lending_club_id,
    lending_club.name as lending_club_name,
    result.rank_printed as team_rank_printed,
    result.total as team_total
from team_member
join team on team.team_id = team_member.team_id
join competition on competition.competition_id = team.competition_id
join result on result.team_id = team.team_id
join ranking on ranking.ranking_id = result.ranking_id
left join club on club.club_id = team.club_id
left join club as lending_club on lending_club.club_id = team_member.lending_club_id
where
    team_member.athlete_id = :athlete_id
    and competition.discipline = 'rhythmic'
order by
    competition.order_day desc,
    competition.stage desc,
    competition.competition_id,
    ranking.position,
    result.result_id
