-- title: Una ginnasta è in un posto solo al giorno
-- severity: warning
-- altitude: career
-- hint: due omonime unite in una? la stessa gara scritta due volte? una data dedotta male?
-- why: persone diverse hanno nomi uguali o quasi: omonime, e sorelle che gareggiano insieme
with presence as (
    select
        mention.athlete_id,
        competition.competition_id,
        competition.date_start as day,
        competition.place,
        min(mention.mention_id) as mention_id
    from mention
    join competition on competition.competition_id = mention.competition_id
    where
        mention.athlete_id is not null
        and competition.date_precision = 'day'
        and competition.place <> ''
        and coalesce(competition.date_end, competition.date_start) = competition.date_start
    group by mention.athlete_id, competition.competition_id
)
select
    'mention:' || other.mention_id as key,
    'il ' || one.day || ' a ' || one.place || ' (' || one.competition_id || ') e a ' || other.place
    || ' (' || other.competition_id || ')' as message
from presence as one
join presence as other
    on other.athlete_id = one.athlete_id
    and other.day = one.day
    and other.place <> one.place
    and other.competition_id > one.competition_id
