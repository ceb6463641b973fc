-- title: Le avversarie più incontrate
-- description: Chi ha diviso con lei più classifiche individuali, e come sono finite: davanti, dietro, alla pari. Contano solo i posti stampati.
-- group: Ginnaste
-- param: athlete_id | Codice della ginnasta | example: select athlete_id from athlete where is_initials = 0 order by rowid limit 1
with her_result as (
    select
        result.ranking_id,
        result.rank,
        competition.season_id
    from result
    join ranking on ranking.ranking_id = result.ranking_id
    join competition on competition.competition_id = ranking.competition_id
    where
        result.athlete_id = :athlete_id
        and result.rank is not null
        and result.status = ''
        and ranking.kind in ('all-around', 'apparatus')
        and ranking.round not in ('partial', 'standing')
        and competition.discipline = 'rhythmic'
),
meeting as (
    select
        result.athlete_id,
        her_result.rank as her_rank,
        result.rank as rival_rank,
        her_result.season_id
    from her_result
    join result on result.ranking_id = her_result.ranking_id
    where
        result.athlete_id <> :athlete_id
        and result.rank is not null
        and result.status = ''
)
select
    meeting.athlete_id,
    athlete.name as athlete_name,
    athlete.nation,
    count(*) as rankings_shared,
    sum(meeting.her_rank < meeting.rival_rank) as times_ahead,
    sum(meeting.her_rank > meeting.rival_rank) as times_behind,
    sum(meeting.her_rank = meeting.rival_rank) as times_tied,
    min(meeting.season_id) as first_season_id,
    max(meeting.season_id) as last_season_id
from meeting
join athlete on athlete.athlete_id = meeting.athlete_id
where athlete.is_initials = 0
group by meeting.athlete_id, athlete.name, athlete.nation
order by rankings_shared desc, athlete.name, meeting.athlete_id
limit 50
