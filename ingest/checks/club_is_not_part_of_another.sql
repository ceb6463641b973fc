-- title: Una società non è il pezzo di un'altra
-- severity: warning
-- altitude: run
-- hint: manca una riga in decisions/clubs.csv che le dica una o due?
-- why: Udinese e A.S. Udinese sono una; Ginnastica Fabriano e Ginnastica Fabriano Cerreto d'Esi due
select
    'club:' || club.club_id as key,
    club.name || ' è parte di ' || group_concat(other.name, ', ') as message
from club
join club_fts on club_fts match 'name : "' || replace(club.name, '"', ' ') || '"'
join club as other on other.rowid = club_fts.rowid and other.club_id <> club.club_id
where
    -- Two teams of one ranking are two.
    not exists (
        select 1
        from team
        join result on result.team_id = team.team_id
        join result as beside on beside.ranking_id = result.ranking_id
        join team as other_team on other_team.team_id = beside.team_id
        where team.club_id = club.club_id and other_team.club_id = other.club_id
    )
group by club.club_id
