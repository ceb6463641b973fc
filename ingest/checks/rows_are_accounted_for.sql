-- title: Di ogni riga si sa che fine ha fatto
-- severity: error
-- altitude: run
-- hint: una riga letta e poi persa fra la lettura e il database
-- why: le righe di un documento sono caricate, unite a un'altra o elencate con una ragione: nessuna si perde
with fate as (
    select document_id, record from witness
    union
    select document_id, record from row_outcome
)
select
    'document:' || document.document_id as key,
    document.row_count || ' righe lette, ' || count(fate.record) || ' con un esito' as message
from document
left join fate on fate.document_id = document.document_id
group by document.document_id
having count(fate.record) <> document.row_count
