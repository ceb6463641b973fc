-- title: La difficoltà si conta una volta
-- severity: warning
-- altitude: row
-- hint: una somma stampata accanto alle sue parti e letta come voce?
-- why: la Francia stampa DB, DA e ancora la loro somma come DIFFICULTE 2023: non va sommata di nuovo
select
    'routine:' || whole.routine_id as key,
    'D ' || whole.points_printed || ' accanto a ' || group_concat(part.code || ' ' || part.points_printed, ', ')
    as message
from component as whole
join component as part
    on part.routine_id = whole.routine_id and part.code in ('DB', 'DA', 'D1', 'D2')
where whole.code = 'D'
group by whole.routine_id
