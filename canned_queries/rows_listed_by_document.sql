-- title: Che ne è delle righe dei documenti
-- description: Per ogni documento, quante righe ha e quante non sono diventate risultati (listed), dicono ciò che un'altra riga della stessa fonte dice già (merged) o hanno lasciato il posto a un foglio nuovo (replaced), con il motivo e la prima. Un documento senza motivi è caricato per intero.
-- group: Fonti
with outcome as (
    select
        document_id,
        outcome,
        reason,
        count(*) as outcome_count,
        min(cast(record as integer)) as first_record
    from row_outcome
    group by document_id, outcome, reason
)
select
    document.document_id,
    document.name as document_name,
    document.source_id,
    document.row_count,
    outcome.outcome,
    outcome.reason,
    coalesce(outcome.outcome_count, 0) as outcome_count,
    round(100.0 * coalesce(outcome.outcome_count, 0) / document.row_count, 2) as percent_of_rows,
    outcome.first_record
from document
left join outcome on outcome.document_id = document.document_id
order by
    document.name,
    document.document_id,
    outcome.outcome,
    outcome.outcome_count desc,
    outcome.reason
