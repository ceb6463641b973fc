-- What hangs on results, wherever they are listed. :result_ids is a JSON list.

-- name: routines
select
    result_routine.result_id,
    routine.routine_id,
    routine.apparatus_id,
    apparatus.name as apparatus_name,
    apparatus.position as apparatus_position,
    routine.athlete_id,
    athlete.name as athlete_name,
    coalesce(team_member.is_loan, 0) as is_loan,
    routine.attempt,
    routine.date,
    routine.points_printed,
    routine.points,
    routine.note,
    routine.is_doubtful,
    result_routine.rank_printed,
    result_routine.rank,
    result_routine.is_counted
from json_each(:result_ids) as listed
join result on result.result_id = listed.value
join result_routine on result_routine.result_id = result.result_id
join routine on routine.routine_id = result_routine.routine_id
join apparatus on apparatus.apparatus_id = routine.apparatus_id
left join athlete on athlete.athlete_id = routine.athlete_id
left join team_member
    on team_member.team_id = result.team_id and team_member.athlete_id = routine.athlete_id
order by apparatus.position, routine.attempt, routine.routine_id

-- name: components
select distinct component.routine_id, component.code, component.points
from json_each(:result_ids) as listed
join result_routine on result_routine.result_id = listed.value
join component on component.routine_id = result_routine.routine_id

-- name: witnesses
with cited as (
    select witness.witness_id
    from json_each(:result_ids) as listed
    join witness on witness.result_id = listed.value
    union
    select witness.witness_id
    from json_each(:result_ids) as listed
    join result_routine on result_routine.result_id = listed.value
    join witness on witness.routine_id = result_routine.routine_id
)
select
    witness.result_id,
    witness.routine_id,
    witness.field,
    witness.value_printed,
    witness.is_shown,
    witness.document_id,
    witness.record,
    citation.citation_id,
    citation.address,
    citation.host,
    citation.is_link,
    citation.is_indexable,
    max(document.trust, citation.trust) as trust,
    document.media_type,
    correction.printed as corrected_from,
    correction.reason as correction_reason
from cited
join witness on witness.witness_id = cited.witness_id
join citation on citation.citation_id = witness.citation_id
join document on document.document_id = witness.document_id
left join correction
    on correction.document_id = witness.document_id
    and correction.record = witness.record
    and correction.field = 'points'
    and correction.correct <> '?'
    and correction.printed = witness.value_printed
    and witness.field in ('points', 'total')
order by trust desc, citation.host, citation.address, witness.witness_id

-- name: revisions
with about as (
    select revision.revision_id
    from json_each(:result_ids) as listed
    join revision on revision.result_id = listed.value
    union
    select revision.revision_id
    from json_each(:result_ids) as listed
    join result_routine on result_routine.result_id = listed.value
    join revision on revision.routine_id = result_routine.routine_id
)
select
    revision.result_id,
    revision.routine_id,
    revision.field,
    revision.value_before,
    revision.value_after,
    revision.document_before,
    revision.record_before,
    revision.document_after,
    revision.record_after,
    revision.reason
from about
join revision on revision.revision_id = about.revision_id
order by revision.revision_id

-- name: findings
with about as (
    select finding.finding_id
    from json_each(:result_ids) as listed
    join finding on finding.result_id = listed.value
    union
    select finding.finding_id
    from json_each(:result_ids) as listed
    join result_routine on result_routine.result_id = listed.value
    join finding on finding.routine_id = result_routine.routine_id
)
select
    finding.finding_id,
    finding.result_id,
    finding.routine_id,
    finding.title,
    finding.severity,
    finding.message
from about
join finding on finding.finding_id = about.finding_id
order by finding.finding_id

-- name: documents
with used as (
    select witness.document_id
    from json_each(:result_ids) as listed
    join witness on witness.result_id = listed.value
    union
    select witness.document_id
    from json_each(:result_ids) as listed
    join result_routine on result_routine.result_id = listed.value
    join witness on witness.routine_id = result_routine.routine_id
)
select document.document_id, document.name, document.fetched_at, source.name as source_name
from used
join document on document.document_id = used.document_id
join source on source.source_id = document.source_id
order by source.name, document.name
