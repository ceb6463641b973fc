-- title: Una stagione in breve
-- description: Per ogni serie di gare di una stagione: quante gare, classifiche, risultati e ginnaste ha l'archivio, quante classifiche sono complete, da quando a quando.
-- group: Gare
-- param: season_id | Stagione | example: select season_id from competition where season_id is not null and discipline = 'rhythmic' group by season_id order by count(*) desc, season_id desc limit 1
select
    competition.season_id,
    competition.series_id,
    series.name as series_name,
    series.organiser,
    count(distinct case when competition.stage <> 'classifiche' then competition.competition_id end)
        as competition_count,
    count(distinct ranking.ranking_id) as ranking_count,
    count(distinct case when ranking.is_complete then ranking.ranking_id end) as complete_rankings,
    count(result.result_id) as result_count,
    count(distinct case when not athlete.is_initials then athlete.athlete_id end) as athlete_count,
    count(distinct result.team_id) as team_count,
    min(competition.date_start) as first_date,
    max(coalesce(competition.date_end, competition.date_start)) as last_date
from competition
join series on series.series_id = competition.series_id
left join ranking on ranking.competition_id = competition.competition_id
left join result on result.ranking_id = ranking.ranking_id
left join athlete on athlete.athlete_id = result.athlete_id
where
    competition.season_id = :season_id
    and competition.discipline = 'rhythmic'
group by competition.season_id, competition.series_id, series.name, series.organiser
order by first_date, competition.series_id
