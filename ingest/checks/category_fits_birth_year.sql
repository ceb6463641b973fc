-- title: L'anno di nascita è quello della categoria
-- severity: warning
-- altitude: row
-- hint: due omonime unite in una? una riga di un'altra categoria?
-- why: alcune categorie stampano il loro anno, come "LC1 A5 (anno 2012)"
with category_year as (
    select
        category_id,
        name,
        substr(name, instr(name, 'anno ') + 5, 4) as birth_year
    from category
    where name glob '*anno [12][0-9][0-9][0-9]*'
)
select
    'mention:' || min(mention.mention_id) as key,
    'nata nel ' || mention.birth_year || ', categoria ' || category_year.name as message
from category_year
join ranking on ranking.category_id = category_year.category_id
join result on result.ranking_id = ranking.ranking_id
join mention
    on mention.athlete_id = result.athlete_id and mention.competition_id = ranking.competition_id
where mention.birth_year <> cast(category_year.birth_year as integer)
group by result.result_id
