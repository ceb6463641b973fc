-- name: latest
select
    competition.competition_id,
    competition.name,
    competition.date_start,
    competition.date_end,
    competition.place,
    (
        select count(*)
        from ranking
        where ranking.competition_id = competition.competition_id
    ) as ranking_count
from competition
where competition.discipline = 'rhythmic'
    and competition.date_start is not null
    and competition.stage <> 'classifiche'
order by
    -- A year alone does not say that a competition is among the last.
    competition.date_precision = 'year',
    competition.order_day desc,
    competition.stage desc,
    competition.name,
    competition.competition_id
limit 10

-- name: coverage
select
    (select count(distinct season_id) from competition where discipline = 'rhythmic')
        as season_count,
    (select min(season_id) from competition where discipline = 'rhythmic') as first_season_id,
    (select max(season_id) from competition where discipline = 'rhythmic') as last_season_id,
    (
        select count(*)
        from competition
        where discipline = 'rhythmic' and stage <> 'classifiche'
    ) as competition_count,
    (
        select count(*)
        from ranking
        join competition on competition.competition_id = ranking.competition_id
        where competition.discipline = 'rhythmic'
    ) as ranking_count,
    (select count(*) from athlete where is_initials = 0) as athlete_count,
    (select count(*) from citation) as citation_count

-- name: sources
select
    source.source_id,
    source.name,
    source.publisher,
    source.lineage,
    count(document.document_id) as document_count,
    coalesce(sum(document.row_count), 0) as row_count
from source
left join document on document.source_id = source.source_id
group by source.source_id, source.name, source.publisher, source.lineage
order by source.name
