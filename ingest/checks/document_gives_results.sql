-- title: Un documento dà risultati
-- severity: warning
-- altitude: run
-- hint: un foglio di sole iscritte? colonne di posti e punti non riconosciute?
-- why: una riga senza posto né punteggio è lecita, un documento che ne è fatto per un terzo è letto male
select
    'document:' || document.document_id as key,
    count(row_outcome.record) || ' righe su ' || document.row_count
    || ' senza posto né punteggio' as message
from document
join row_outcome
    on row_outcome.document_id = document.document_id and row_outcome.outcome = 'listed'
group by document.document_id
having count(row_outcome.record) * 3 > document.row_count
