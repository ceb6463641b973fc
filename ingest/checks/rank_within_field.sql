-- title: Il posto non supera il numero delle concorrenti
-- severity: warning
-- hint: numero delle concorrenti di un'altra categoria? posto letto da un'altra colonna?
select
    'result:' || result.result_id as key,
    witness.document_id,
    witness.record,
    'posto ' || result.rank || ' su ' || ranking.field_size || ' concorrenti' as message
from result
join ranking on ranking.ranking_id = result.ranking_id
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.result_id = result.result_id and shown.is_shown = 1
)
where result.rank > ranking.field_size
