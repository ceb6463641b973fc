-- Those of one check or of one competition; the other parameter is ''.

-- name: checks
select check_name, title, severity, hint, why
from data_check
where check_name = :check_name

-- name: competitions
select competition_id, name
from competition
where competition_id = :competition_id and discipline = 'rhythmic'

-- name: findings
with listed as (
    select finding_id
    from finding
    where check_name = :check_name
    union
    select finding_id
    from finding
    where competition_id = :competition_id
)
select
    finding.finding_id,
    finding.check_name,
    finding.title,
    finding.severity,
    finding.message,
    finding.key,
    finding.ranking_id,
    ranking.name as ranking_name,
    coalesce(
        finding.result_id,
        (
            select min(result_routine.result_id)
            from result_routine
            join result on result.result_id = result_routine.result_id
            where result_routine.routine_id = finding.routine_id
                and result.ranking_id = finding.ranking_id
        )
    ) as result_id,
    finding.competition_id,
    competition.name as competition_name,
    finding.athlete_id,
    coalesce(athlete.name, team.name) as competitor_name,
    club.club_id,
    club.name as club_name,
    finding.document_id,
    document.name as document_name,
    finding.record
from listed
join finding on finding.finding_id = listed.finding_id
left join ranking on ranking.ranking_id = finding.ranking_id
left join competition on competition.competition_id = finding.competition_id
left join result on result.result_id = finding.result_id
left join team on team.team_id = result.team_id
left join athlete on athlete.athlete_id = finding.athlete_id
left join club on finding.key glob 'club:*' and club.club_id = substr(finding.key, 6)
left join document on document.document_id = finding.document_id
where coalesce(competition.discipline, 'rhythmic') = 'rhythmic'
order by finding.severity, finding.finding_id
limit :limit + 1
offset :offset
