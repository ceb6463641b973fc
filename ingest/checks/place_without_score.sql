-- title: Chi ha un posto ha un punteggio
-- severity: warning
-- hint: una riga tagliata a metà? una colonna non letta? un'assenza scritta con un'altra parola?
select
    'result:' || result.result_id as key,
    document.document_id,
    witness.record,
    'posto ' || result.rank || ' senza punteggio né stato' as message
from result
join ranking on ranking.ranking_id = result.ranking_id
join witness on witness.result_id = result.result_id and witness.is_shown = 1
join document on document.document_id = witness.document_id
join source on source.source_id = document.source_id
where
    result.rank is not null
    and result.total is null
    and result.status = ''
    and source.lineage = 'first_party'
    and exists (
        select 1
        from result as other
        where other.ranking_id = result.ranking_id and other.total is not null
    )
group by result.result_id
