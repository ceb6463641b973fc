-- title: La stagione è quella della data
-- severity: warning
-- altitude: row
-- hint: una data dedotta male? l'anno del titolo di un'altra edizione?
-- why: la Serie A 2018 finì nel dicembre 2018 e quella 2019 cominciò nel gennaio 2019
with said as (
    select
        competition_id,
        'stagione' as what,
        season_id as text,
        substr(date_start, 1, 4) as year
    from competition
    where is_season_assumed = 0 and date_start is not null
    union
    select
        competition.competition_id,
        'titolo',
        competition_name.name_printed,
        substr(competition.date_start, 1, 4)
    from competition
    join competition_name on competition_name.competition_id = competition.competition_id
    where
        competition_name.name_printed glob '* [12][0-9][0-9][0-9]'
        and competition.date_start is not null
)
select
    'competition:' || competition_id as key,
    what || ' «' || text || '», data del ' || year as message
from said
where
    instr(text, year) = 0
    -- A season of two years: 2018/2019, 2018-19.
    and text not like '%' || (year - 1) || '/' || substr(year, 3) || '%'
    and text not like '%' || (year - 1) || '-' || substr(year, 3) || '%'
