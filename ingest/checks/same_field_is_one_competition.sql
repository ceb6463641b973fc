-- title: Le stesse ginnaste con gli stessi totali sono una gara sola
-- severity: warning
-- altitude: career
-- hint: la stessa gara con due titoli, due luoghi o due date?
-- why: due fonti possono dare una gara con titoli diversi: si riconosce da chi c'era e con quali punti
with value as (
    select distinct
        ranking.competition_id,
        coalesce(result.athlete_id, team.club_id) as competitor,
        ranking.kind,
        coalesce(ranking.apparatus_id, '') as apparatus_id,
        result.total
    from result
    join ranking on ranking.ranking_id = result.ranking_id
    left join team on team.team_id = result.team_id
    where
        result.total > 0
        and ranking.kind not in ('special points', 'duel')
        and ranking.round <> 'standing'
),
repeated as (
    select
        competitor,
        kind,
        apparatus_id,
        total
    from value
    where competitor is not null
    group by competitor, kind, apparatus_id, total
    having count(*) > 1
),
shared as (
    select
        one.competition_id,
        other.competition_id as other_id,
        count(distinct one.competitor) as competitor_count
    from repeated
    join value as one
        on one.competitor = repeated.competitor
        and one.kind = repeated.kind
        and one.apparatus_id = repeated.apparatus_id
        and one.total = repeated.total
    join value as other
        on other.competitor = repeated.competitor
        and other.kind = repeated.kind
        and other.apparatus_id = repeated.apparatus_id
        and other.total = repeated.total
        and other.competition_id > one.competition_id
    group by one.competition_id, other.competition_id
)
-- In a long career one total comes back by chance: most who were at both must have done so.
select
    'competition:' || other_id as key,
    competitor_count || ' concorrenti con gli stessi totali di ' || competition_id as message
from shared
where
    competitor_count > 2
    and competitor_count * 2 > (
        select count(distinct value.competitor)
        from value
        join value as other on other.competitor = value.competitor
        where value.competition_id = shared.competition_id and other.competition_id = shared.other_id
    )
