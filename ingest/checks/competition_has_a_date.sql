-- title: Una gara ha una data
-- severity: warning
-- altitude: sheet
-- hint: una data scritta con parole che il lettore non sa? un titolo senza anno?
-- why: senza data una gara non sta in nessuna stagione, né sotto un codice dei punteggi
select
    'competition:' || competition_id as key,
    'nessuna fonte ne dice la data' as message
from competition
where date_start is null
