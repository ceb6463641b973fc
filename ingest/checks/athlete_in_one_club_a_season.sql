-- title: Una ginnasta ha una società per stagione
-- severity: warning
-- altitude: career
-- hint: due nomi della stessa società? due omonime unite in una? un prestito non detto?
-- why: i gruppi sportivi militari e i prestiti danno due società lecite (Fiamme Oro e Fabriano), il resto no
with entered as (
    select
        mention.athlete_id,
        competition.season_id,
        club.club_id,
        club.name,
        max(mention.mention_id) as mention_id
    from mention
    join competition on competition.competition_id = mention.competition_id
    join club_name on club_name.name_printed = mention.club_printed
    join club on club.club_id = club_name.club_id
    where
        mention.athlete_id is not null
        and mention.is_loan = 0
        and mention.nation in ('', 'ITA')
        and competition.season_id is not null
        and club.kind = 'club'
    group by mention.athlete_id, competition.season_id, club.club_id
)
select
    'mention:' || max(mention_id) as key,
    'stagione ' || season_id || ': ' || group_concat(name, ' e ') as message
from entered
where
    -- A name that holds another ("A.S.D. ...", a sponsor behind it) is found once, as a club.
    not exists (
        select 1
        from entered as shorter
        where
            shorter.athlete_id = entered.athlete_id
            and shorter.season_id = entered.season_id
            and shorter.club_id <> entered.club_id
            and entered.name like '%' || shorter.name || '%'
    )
group by athlete_id, season_id
having count(*) > 1
