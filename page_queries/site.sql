-- name: facts
select
    max(document.fetched_at) as fetched_at,
    coalesce(max(source.lineage = 'synthetic'), 0) as is_synthetic
from document
join source on source.source_id = document.source_id

-- name: indexable
select address
from indexable_page
