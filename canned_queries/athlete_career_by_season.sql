-- title: Carriera stagione per stagione
-- description: Gare, esercizi e piazzamenti di una ginnasta in ogni stagione. Il miglior percentile dice quante avversarie su cento ha lasciato dietro, dove il numero delle concorrenti è noto. Vittorie e podi senza le qualificazioni; classifiche parziali escluse.
-- group: Ginnaste
-- param: athlete_id | Codice della ginnasta | example: select athlete_id from athlete where is_initials = 0 order by rowid limit 1
with line as (
    select
        career.season_id,
        career.competition_id,
        career.routine_id,
        career.result_id,
        competition.stage <> 'classifiche' as is_event,
        career.row_kind = 'total' and career.status = '' as is_placed,
        career.round in ('', 'final') as is_final,
        career.rank,
        case
            when career.field_size > 1 and career.rank <= career.field_size and career.status = ''
            then round(100.0 * (career.field_size - career.rank) / (career.field_size - 1), 1)
        end as percentile
    from career
    join competition on competition.competition_id = career.competition_id
    where
        career.athlete_id = :athlete_id
        and career.round not in ('partial', 'standing')
        and competition.discipline = 'rhythmic'
)
select
    line.season_id,
    season.name as season_name,
    count(distinct case when is_event then line.competition_id end) as competition_count,
    count(distinct line.routine_id) as routine_count,
    count(distinct case when is_placed then line.result_id end) as ranking_count,
    sum(is_placed and is_final and line.rank = 1) as first_places,
    sum(is_placed and is_final and line.rank <= 3) as podiums,
    min(case when is_placed then line.rank end) as best_rank,
    max(line.percentile) as best_percentile
from line
left join season on season.season_id = line.season_id
group by line.season_id, season.name
order by line.season_id desc
