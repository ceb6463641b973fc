-- title: Una ginnasta non torna in una categoria più giovane
-- severity: warning
-- altitude: career
-- hint: due omonime unite in una? una categoria letta dalla riga sopra?
-- why: le categorie vanno per età: Allieve da A1 a A5 (8-12 anni), Junior da J1 a J3 (13-15), poi Senior
with age (word, youngest, oldest) as (
    values
        ('ALLIEVE*', 8, 12), ('JUNIOR*', 13, 15), ('SENIOR*', 16, 99),
        ('A1', 8, 8), ('A2', 9, 9), ('A3', 10, 10), ('A4', 11, 11), ('A5', 12, 12),
        ('J1', 13, 13), ('J2', 14, 14), ('J3', 15, 15), ('S[12]', 16, 99),
        ('JUNIOR 1', 13, 13), ('JUNIOR 2', 14, 14), ('JUNIOR 3', 15, 15)
),
-- A category that names its years is of these: "Junior J2" is 14. A1 and A2 alone are Serie A.
class as (
    select
        category.category_id,
        category.name,
        coalesce(min(iif(age.word like '%*', null, age.youngest)), min(age.youngest)) as youngest,
        coalesce(max(iif(age.word like '%*', null, age.oldest)), max(age.oldest)) as oldest
    from category
    join age on ' ' || upper(category.name) || ' ' glob '*[^A-Z0-9]' || age.word || '[^A-Z0-9°ª]*'
    where category.name not in ('A1', 'A2') and category.name not like '%serie%'
    group by category.category_id
),
step as (
    select
        result.athlete_id,
        competition.season_id,
        class.youngest,
        class.oldest,
        class.name,
        min(competition.competition_id) as competition_id
    from class
    join ranking on ranking.category_id = class.category_id
    join result on result.ranking_id = ranking.ranking_id
    join competition on competition.competition_id = ranking.competition_id
    where result.athlete_id is not null
    group by result.athlete_id, competition.season_id, class.category_id
)
-- Within a season a young gymnast may be entered among older ones: J1 (13) among seniors.
select
    'mention:' || min(mention.mention_id) as key,
    one.name || ' nel ' || one.season_id || ', ' || other.name || ' nel ' || other.season_id as message
from step as one
join step as other
    on other.athlete_id = one.athlete_id
    and other.season_id >= one.season_id
    and other.oldest + iif(other.season_id = one.season_id, 3, 0) < one.youngest
join mention
    on mention.athlete_id = other.athlete_id and mention.competition_id = other.competition_id
group by one.athlete_id
