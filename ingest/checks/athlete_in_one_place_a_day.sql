-- title: Una ginnasta è in un posto solo al giorno
-- severity: warning
-- hint: due omonime unite in una? la stessa gara scritta due volte? una data dedotta male?
with presence as (
    select distinct
        mention.athlete_id,
        competition.competition_id,
        competition.date_start as day,
        competition.place
    from mention
    join competition on competition.competition_id = mention.competition_id
    where
        mention.athlete_id is not null
        and competition.date_precision = 'day'
        and competition.place <> ''
        and coalesce(competition.date_end, competition.date_start) = competition.date_start
)
select
    'athlete:' || one.athlete_id as key,
    mention.document_id,
    mention.record,
    'il ' || one.day || ' a ' || one.place || ' (' || one.competition_id || ') e a ' || other.place
    || ' (' || other.competition_id || ')' as message
from presence as one
join presence as other
    on other.athlete_id = one.athlete_id
    and other.day = one.day
    and other.place <> one.place
    and other.competition_id > one.competition_id
join mention on mention.mention_id = (
    select min(first.mention_id)
    from mention as first
    where first.athlete_id = other.athlete_id and first.competition_id = other.competition_id
)
