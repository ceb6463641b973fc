-- name: clubs
with listed as (
    select club.club_id, club.name, club.kind
    from club
    where :match = ''
        or club.rowid in (select rowid from club_fts where club_fts match nullif(:match, ''))
    order by club.name collate nocase, club.club_id
    limit :limit + 1 offset :offset
),
seen as (
    -- cross join keeps the order: from the clubs listed, not from all results.
    select listed.club_id, result.athlete_id, ranking.competition_id, 0 as is_loan
    from listed
    cross join result on result.club_id = listed.club_id
    cross join ranking on ranking.ranking_id = result.ranking_id
    where result.athlete_id is not null
    union
    select listed.club_id, team_member.athlete_id, team.competition_id, team_member.is_loan
    from listed
    cross join team on team.club_id = listed.club_id
    cross join team_member on team_member.team_id = team.team_id
),
gymnast as (
    select seen.club_id, seen.athlete_id, min(seen.is_loan) as is_only_loan
    from seen
    join athlete on athlete.athlete_id = seen.athlete_id
    join competition on competition.competition_id = seen.competition_id
    where athlete.is_initials = 0 and competition.discipline = 'rhythmic'
    group by seen.club_id, seen.athlete_id
)
select
    listed.club_id,
    listed.name,
    listed.kind,
    count(case when gymnast.is_only_loan = 0 then 1 end) as athlete_count,
    count(case when gymnast.is_only_loan = 1 then 1 end) as loan_count
from listed
left join gymnast on gymnast.club_id = listed.club_id
group by listed.club_id, listed.name, listed.kind
order by listed.name collate nocase, listed.club_id
