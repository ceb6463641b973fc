-- title: Un documento riempie le colonne come gli altri della sua fonte
-- severity: warning
-- altitude: run
-- hint: una colonna spostata o con un'altra testata? un foglio che davvero non la stampa?
-- why: una colonna vuota è un guasto quanto un foglio vuoto: si vede dal confronto con la stessa fonte
with filled as (
    select
        document.document_id,
        document.source_id,
        count(*) as mention_count,
        sum(mention.club_printed <> '') as club_count
    from document
    join mention on mention.document_id = document.document_id
    join competition on competition.competition_id = mention.competition_id
    join source on source.source_id = document.source_id
    where source.lineage <> 'press'
    group by document.document_id
),
others as (
    select
        one.document_id,
        1.0 * sum(other.club_count) / sum(other.mention_count) as club_share
    from filled as one
    join filled as other
        on other.source_id = one.source_id and other.document_id <> one.document_id
    group by one.document_id
)
select
    'document:' || filled.document_id as key,
    'società in ' || filled.club_count || ' menzioni su ' || filled.mention_count
    || ', negli altri documenti della fonte nel ' || printf('%.0f', 100 * others.club_share) || ' %'
    as message
from filled
join others on others.document_id = filled.document_id
where
    filled.mention_count > 4
    and others.club_share > 0.5
    and 1.0 * filled.club_count / filled.mention_count < others.club_share * 0.75
