-- What a document is, and what some of its records say. :records is a JSON list.

-- name: document
select
    document.document_id,
    document.name,
    document.sha256,
    document.address,
    document.fetched_at,
    document.media_type,
    document.size,
    document.row_count,
    document.trust,
    source.name as source_name,
    source.publisher,
    source.lineage,
    newer.document_id as newer_id,
    newer.fetched_at as newer_fetched_at
from document
join source on source.source_id = document.source_id
left join document as newer on newer.document_id = document.replaced_by
where document.document_id = :id

-- name: older
select document_id, fetched_at
from document
where replaced_by = :id
order by fetched_at, document_id

-- name: said
select
    witness.witness_id,
    witness.record,
    witness.result_id,
    witness.routine_id,
    witness.field,
    witness.value_printed,
    witness.is_shown,
    citation.address,
    citation.host,
    citation.is_link,
    coalesce(result.athlete_id, routine.athlete_id) as athlete_id,
    coalesce(athlete.name, team.name, '') as competitor_name,
    apparatus.name as apparatus_name,
    ranking.ranking_id,
    ranking.name as ranking_name,
    competition.competition_id,
    competition.name as competition_name,
    correction.correct,
    correction.reason as correction_reason
from witness
join citation on citation.citation_id = witness.citation_id
left join result on result.result_id = witness.result_id
left join routine on routine.routine_id = witness.routine_id
left join apparatus on apparatus.apparatus_id = routine.apparatus_id
left join athlete on athlete.athlete_id = coalesce(result.athlete_id, routine.athlete_id)
left join team on team.team_id = coalesce(result.team_id, routine.team_id)
left join ranking
    on ranking.ranking_id = coalesce(
        result.ranking_id,
        (
            select home.ranking_id
            from result_routine
            join result as home on home.result_id = result_routine.result_id
            where result_routine.routine_id = witness.routine_id
            order by home.result_id
            limit 1
        )
    )
left join competition on competition.competition_id = ranking.competition_id
left join correction
    on correction.document_id = witness.document_id
    and correction.record = witness.record
    and correction.correct <> '?'
    and correction.printed = witness.value_printed
    and correction.field = case
        when witness.field in ('points', 'total') then 'points' else witness.field
    end
where witness.document_id = :id
    and witness.record in (select value from json_each(:records))
order by witness.witness_id

-- name: others
-- Who else prints the values of these records, the same or another.
select
    mine.witness_id as about_id,
    witness.value_printed,
    witness.is_shown,
    witness.document_id,
    witness.record,
    document.media_type,
    citation.host
from witness as mine
join witness
    on witness.field = mine.field
    and witness.witness_id <> mine.witness_id
    and (witness.result_id = mine.result_id or witness.routine_id = mine.routine_id)
join citation on citation.citation_id = witness.citation_id
join document on document.document_id = witness.document_id
where mine.document_id = :id
    and mine.record in (select value from json_each(:records))
order by mine.witness_id, witness.witness_id

-- name: outcomes
select
    row_outcome.record,
    row_outcome.outcome,
    row_outcome.reason,
    row_outcome.other_document_id,
    row_outcome.other_record,
    other.media_type as other_media_type
from row_outcome
left join document as other on other.document_id = row_outcome.other_document_id
where row_outcome.document_id = :id
    and row_outcome.record in (select value from json_each(:records))
order by row_outcome.record

-- name: changes
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
    revision.reason,
    apparatus.name as apparatus_name
from revision
left join routine on routine.routine_id = revision.routine_id
left join apparatus on apparatus.apparatus_id = routine.apparatus_id
where (
    revision.document_before = :id
    and revision.record_before in (select value from json_each(:records))
) or (
    revision.document_after = :id
    and revision.record_after in (select value from json_each(:records))
)
order by revision.revision_id
