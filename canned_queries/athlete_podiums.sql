-- title: Podi e vittorie
-- description: Le classifiche individuali in cui una ginnasta è arrivata tra le prime tre, dalla più recente, con il distacco dalla vincitrice e la fonte. Qualificazioni e classifiche parziali escluse.
-- group: Ginnaste
-- param: athlete_id | Codice della ginnasta | example: select result.athlete_id from athlete join result on result.athlete_id = athlete.athlete_id where athlete.is_initials = 0 and result.rank = 1 and result.status = '' order by athlete.rowid limit 1
select
    coalesce(ranking.date, competition.date_start) as date,
    competition.season_id,
    competition.competition_id,
    competition.name as competition_name,
    ranking_row.ranking_id,
    ranking.name as ranking_name,
    ranking.kind,
    ranking.round,
    ranking_row.rank_printed,
    ranking_row.rank,
    ranking_row.total_printed,
    ranking_row.total,
    ranking_row.gap,
    ranking_row.field_size,
    citation.address as citation_address
from ranking_row
join ranking on ranking.ranking_id = ranking_row.ranking_id
join competition on competition.competition_id = ranking.competition_id
left join witness on witness.witness_id = (
    select min(shown.witness_id)
    from witness as shown
    where shown.result_id = ranking_row.result_id and shown.is_shown = 1
)
left join citation on citation.citation_id = witness.citation_id
where
    ranking_row.athlete_id = :athlete_id
    and ranking_row.rank <= 3
    and ranking_row.status = ''
    and ranking.kind in ('all-around', 'apparatus')
    and ranking.round in ('', 'final')
    and competition.discipline = 'rhythmic'
order by
    competition.order_day desc,
    competition.stage desc,
    competition.competition_id,
    ranking.position,
    ranking_row.result_id
