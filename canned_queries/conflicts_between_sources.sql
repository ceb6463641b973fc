-- title: Dove le fonti non sono d'accordo
-- description: I valori che due fonti stampano diversi: quello mostrato, scelto per ordine di fiducia, e quello annotato, con i due indirizzi.
-- group: Fonti
select
    competition.competition_id,
    competition.name as competition_name,
    conflict.result_id,
    conflict.routine_id,
    athlete.athlete_id,
    athlete.name as athlete_name,
    team.team_id,
    team.name as team_name,
    conflict.field,
    conflict.value_shown,
    shown.address as shown_address,
    conflict.value_noted,
    noted.address as noted_address,
    conflict.document_id,
    conflict.record
from conflict
join citation as shown on shown.citation_id = conflict.shown_citation_id
join citation as noted on noted.citation_id = conflict.noted_citation_id
left join result on result.result_id = conflict.result_id
left join ranking on ranking.ranking_id = result.ranking_id
left join routine on routine.routine_id = conflict.routine_id
left join athlete on athlete.athlete_id = coalesce(result.athlete_id, routine.athlete_id)
left join team on team.team_id = coalesce(result.team_id, routine.team_id)
join competition
    on competition.competition_id = coalesce(ranking.competition_id, routine.competition_id)
where competition.discipline = 'rhythmic'
order by competition.date_start desc, competition.competition_id, conflict.document_id,
    conflict.record, conflict.field, conflict.result_id, conflict.routine_id
