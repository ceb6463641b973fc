-- title: Una ginnasta gareggia per una squadra sola
-- severity: warning
-- altitude: career
-- hint: due omonime unite in una? la squadra letta dalla riga accanto?
-- why: anche un prestito vale per una squadra sola nella stessa gara
select
    'mention:' || (
        select min(mention_id)
        from mention
        where
            mention.athlete_id = team_member.athlete_id
            and mention.competition_id = team.competition_id
    ) as key,
    'per ' || min(team.name) || ' e per ' || max(team.name) as message
from team_member
join team on team.team_id = team_member.team_id and team.kind = 'team'
group by team.competition_id, team_member.athlete_id
having count(distinct coalesce(team.club_id, team.name)) > 1
