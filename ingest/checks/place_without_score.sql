-- title: Chi ha un posto ha un punteggio
-- severity: warning
-- altitude: row
-- hint: una riga tagliata a metà? una colonna non letta? un'assenza scritta con un'altra parola?
-- why: un foglio ufficiale stampa il punteggio di chi classifica; solo la stampa dà spesso il posto nudo
select
    'result:' || result.result_id as key,
    'posto ' || result.rank || ' senza punteggio né stato' as message
from result
where
    result.rank is not null
    and result.total is null
    and result.status = ''
    and exists (
        select 1
        from witness
        join document on document.document_id = witness.document_id
        join source on source.source_id = document.source_id
        where
            witness.result_id = result.result_id
            and witness.is_shown = 1
            and source.lineage <> 'press'
    )
    and exists (
        select 1
        from result as other
        where other.ranking_id = result.ranking_id and other.total is not null
    )
