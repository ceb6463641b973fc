-- name: athletes
select athlete.athlete_id, athlete.name, athlete.nation, club.name as club_name,
    athlete.routine_count
from athlete_fts
join athlete on athlete.rowid = athlete_fts.rowid
left join club on club.club_id = athlete.club_id
where athlete_fts match :match and athlete.is_initials = 0
order by athlete_fts.rowid
limit :limit + 1

-- name: clubs
select club.club_id, club.name
from club_fts
join club on club.rowid = club_fts.rowid
where club_fts match :match
order by club_fts.rowid
limit :limit + 1

-- name: competitions
select competition.competition_id, competition.name, competition.date_start,
    competition.date_end, competition.place
from competition_fts
join competition on competition.rowid = competition_fts.rowid
where competition_fts match :match and competition.discipline = 'rhythmic'
order by
    competition.order_day desc,
    competition.stage desc,
    competition.competition_id
limit :limit + 1
