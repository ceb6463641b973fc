-- name: counts
select
    (select count(*) from competition) as competitions,
    (select count(*) from result) as results,
    (select count(*) from document) as documents,
    (select max(fetched_at) from document) as fetched_at
