-- title: Come le fonti scrivono il suo nome
-- description: Ogni forma stampata del nome di una ginnasta, con le società accanto, quante volte e da quando a quando: errori di stampa compresi.
-- group: Ginnaste
-- param: athlete_id | Codice della ginnasta | example: select athlete_id from athlete where is_initials = 0 order by rowid limit 1
select
    mention.athlete_id,
    mention.name_printed,
    mention.club_printed,
    count(*) as mention_count,
    count(distinct mention.competition_id) as competition_count,
    min(competition.date_start) as first_date,
    max(competition.date_start) as last_date
from mention
join competition on competition.competition_id = mention.competition_id
where
    mention.athlete_id = :athlete_id
    and competition.discipline = 'rhythmic'
group by mention.athlete_id, mention.name_printed, mention.club_printed
order by mention_count desc, mention.name_printed, mention.club_printed
