-- title: Una squadra sta una volta sola in una classifica
-- severity: error
-- altitude: sheet
-- hint: due squadre della stessa società unite in una?
-- why: Ginnastica Fabriano e Ginnastica Fabriano Cerreto d'Esi stavano sullo stesso podio: sono due squadre
select
    'result:' || max(result_id) as key,
    'la stessa squadra ' || team_id || ' sta ' || count(*)
    || ' volte nella classifica ' || ranking_id as message
from result
where team_id is not null
group by ranking_id, team_id
having count(*) > 1
