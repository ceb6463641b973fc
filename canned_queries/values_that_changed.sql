-- title: Che cosa è cambiato dopo la pubblicazione
-- description: I valori che un foglio nuovo ha cambiato, dopo un ricorso, in una classifica corretta o in una pagina aggiornata: quello di prima, quello di dopo, e il documento e la riga di ciascuno.
-- group: Fonti
select
    competition.competition_id,
    competition.name as competition_name,
    coalesce(result.athlete_id, routine.athlete_id) as athlete_id,
    athlete.name as athlete_name,
    team.name as team_name,
    routine.apparatus_id,
    revision.field,
    revision.value_before,
    revision.value_after,
    revision.reason,
    revision.document_before,
    revision.record_before,
    revision.document_after,
    revision.record_after,
    document.fetched_at
from revision
join document on document.document_id = revision.document_after
left join result on result.result_id = revision.result_id
left join ranking on ranking.ranking_id = result.ranking_id
left join routine on routine.routine_id = revision.routine_id
left join athlete on athlete.athlete_id = coalesce(result.athlete_id, routine.athlete_id)
left join team on team.team_id = coalesce(result.team_id, routine.team_id)
join competition
    on competition.competition_id = coalesce(ranking.competition_id, routine.competition_id)
where competition.discipline = 'rhythmic'
order by document.fetched_at desc, competition.competition_id, revision.revision_id
