-- title: Due omonime di una società sono due ginnaste
-- severity: warning
-- altitude: sheet
-- hint: due ginnaste davvero, o una stampata due volte, con un altro anno di nascita o numero di tessera?
-- why: le omonime esistono, ma lo stesso nome due volte in una classifica può essere una riga ripetuta
select
    'result:' || max(result.result_id) as key,
    'stesso nome e stessa società in ' || count(*) || ' righe: '
    || group_concat(coalesce('posto ' || nullif(result.rank_printed, ''), 'senza posto'), ', ') as message
from result
join athlete on athlete.athlete_id = result.athlete_id
where athlete.is_initials = 0 -- two of one letter are no namesakes
group by result.ranking_id, upper(athlete.name), coalesce(result.club_id, athlete.nation)
having count(distinct result.athlete_id) > 1
