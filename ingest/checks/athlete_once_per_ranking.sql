-- title: Una ginnasta sta una volta sola in una classifica
-- severity: error
-- altitude: sheet
-- hint: due voti della stessa riga letti come due? due omonime unite in una?
-- why: una pagina che stampa due volte un nome stampa due persone: unirle è un errore nostro
select
    'result:' || max(result_id) as key,
    'la stessa ginnasta ' || athlete_id || ' sta ' || count(*)
    || ' volte nella classifica ' || ranking_id as message
from result
where athlete_id is not null
group by ranking_id, athlete_id
having count(*) > 1
