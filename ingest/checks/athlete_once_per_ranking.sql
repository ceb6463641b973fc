-- title: Una ginnasta sta una volta sola in una classifica
-- severity: error
-- hint: due voti della stessa riga letti come due? due omonime unite in una?
with repeated as (
    select
        ranking_id,
        athlete_id,
        count(*) as result_count,
        max(result_id) as result_id
    from result
    where athlete_id is not null
    group by ranking_id, athlete_id
    having count(*) > 1
)
select
    'result:' || repeated.result_id as key,
    witness.document_id,
    witness.record,
    'la stessa ginnasta ' || repeated.athlete_id || ' sta ' || repeated.result_count
    || ' volte nella classifica ' || repeated.ranking_id as message
from repeated
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.result_id = repeated.result_id and shown.is_shown = 1
)
