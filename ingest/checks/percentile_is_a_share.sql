-- title: Un percentile sta fra 0 e 100
-- severity: error
-- altitude: row
-- hint: il campo è più piccolo del posto? la formula della vista ranking_row è cambiata?
-- why: percentile = 100 x (campo - posto) / (campo - 1), nullo se il campo è sotto 2 o non è noto
select
    'result:' || result_id as key,
    'percentile ' || percentile || ' per il posto ' || rank || ' su ' || field_size as message
from ranking_row
where percentile not between 0 and 100 or percentile is not null and status <> ''
