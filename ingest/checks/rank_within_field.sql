-- title: Il posto non supera il numero delle concorrenti
-- severity: warning
-- altitude: sheet
-- hint: numero delle concorrenti di un'altra categoria? posto letto da un'altra colonna?
-- why: una classifica con un campo più piccolo del suo ultimo posto darebbe percentili sotto zero
select
    'result:' || result.result_id as key,
    'posto ' || result.rank || ' su ' || ranking.field_size || ' concorrenti' as message
from result
join ranking on ranking.ranking_id = result.ranking_id
where result.rank > ranking.field_size and result.status = ''
