-- name: clubs
select
    club.club_id,
    club.name,
    club.kind,
    (select count(*) from athlete where athlete.club_id = club.club_id) as athlete_count
from club
where :match = ''
    or club.rowid in (select rowid from club_fts where club_fts match nullif(:match, ''))
order by club.name collate nocase, club.club_id
limit :limit + 1 offset :offset
