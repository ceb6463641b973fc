-- title: Le righe non caricate
-- description: Per ogni documento e motivo, quante righe non sono diventate risultati (listed) o dicono ciò che un'altra riga della stessa fonte dice già (merged), con una riga d'esempio.
-- group: Fonti
select
    document.document_id,
    document.name as document_name,
    document.row_count,
    row_outcome.outcome,
    row_outcome.reason,
    count(*) as outcome_count,
    round(100.0 * count(*) / document.row_count, 2) as percent_of_rows,
    min(cast(row_outcome.record as integer)) as first_record
from row_outcome
join document on document.document_id = row_outcome.document_id
group by
    document.document_id, document.name, document.row_count, row_outcome.outcome, row_outcome.reason
order by document.name, row_outcome.outcome, outcome_count desc, row_outcome.reason
