-- title: Un foglio più recente non ha meno righe
-- severity: warning
-- altitude: run
-- hint: un foglio tagliato? una pagina che ora si legge a metà?
-- why: la fonte ristampa o aggiorna una classifica per correggerla: se ne perde metà, qualcosa non si legge
with listed as (
    select
        result.ranking_id,
        witness.document_id,
        document.source_id,
        document.fetched_at,
        count(distinct result.result_id) as result_count
    from witness
    join result on result.result_id = witness.result_id
    join document on document.document_id = witness.document_id
    join source on source.source_id = document.source_id
    where source.lineage <> 'press'
    group by result.ranking_id, witness.document_id
)
select
    'document:' || newer.document_id as key,
    newer.result_count || ' righe di ' || newer.ranking_id || ', ne aveva '
    || older.result_count || ' il documento ' || older.document_id as message
from listed as newer
join listed as older
    on older.ranking_id = newer.ranking_id
    and older.source_id = newer.source_id
    and older.fetched_at < newer.fetched_at
where newer.result_count * 2 < older.result_count
union all
-- The rows of a version that was replaced are no results any more: what was read of it is still counted.
select
    'document:' || newer.document_id,
    newer.row_count || ' righe lette, ne aveva ' || max(older.row_count)
    || ' una versione precedente, il documento ' || older.document_id
from document as newer
join document as older
    on older.source_id = newer.source_id
    and older.name = newer.name
    and older.address = newer.address
    and older.replaced_by is not null
where newer.replaced_by is null and newer.row_count * 2 < older.row_count
group by newer.document_id
