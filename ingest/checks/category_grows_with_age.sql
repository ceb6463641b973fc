-- title: Una ginnasta non torna in una categoria più giovane
-- severity: warning
-- altitude: career
-- hint: due omonime unite in una? una categoria letta dalla riga sopra?
-- why: le categorie Gold vanno per età: Allieve, poi Junior, poi Senior
with class as (
    select
        category_id,
        case
            when name like '%Allieve%' then 1
            when name like '%Junior%' and name not like '%Senior%' then 2
            when name like '%Senior%' and name not like '%Junior%' then 3
        end as age_class,
        name
    from category
),
step as (
    select
        result.athlete_id,
        competition.season_id,
        class.age_class,
        class.name,
        competition.competition_id
    from class
    join ranking on ranking.category_id = class.category_id
    join result on result.ranking_id = ranking.ranking_id
    join competition on competition.competition_id = ranking.competition_id
    where class.age_class is not null and result.athlete_id is not null
    group by result.athlete_id, competition.season_id, class.age_class
)
select
    'mention:' || min(mention.mention_id) as key,
    one.name || ' nel ' || one.season_id || ', ' || other.name || ' nel ' || other.season_id as message
from step as one
join step as other
    on other.athlete_id = one.athlete_id
    and other.season_id > one.season_id
    and other.age_class < one.age_class
join mention
    on mention.athlete_id = other.athlete_id and mention.competition_id = other.competition_id
group by one.athlete_id
