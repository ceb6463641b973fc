-- title: Una ginnasta ha un anno di nascita
-- severity: warning
-- altitude: career
-- hint: due omonime unite da una decisione? un refuso nell'anno?
-- why: due ginnaste possono avere lo stesso nome: l'anno stampato è ciò che le divide
select
    'mention:' || max(mention_id) as key,
    'nata nel ' || min(birth_year) || ' e nel ' || max(birth_year) as message
from mention
where athlete_id is not null and birth_year is not null
group by athlete_id
having count(distinct birth_year) > 1
