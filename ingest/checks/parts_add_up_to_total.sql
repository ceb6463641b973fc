-- title: Le parti sommano al totale
-- severity: warning
-- altitude: row
-- hint: un refuso in stampa? un esercizio che non conta? una penalità di squadra?
-- why: il totale degli Assoluti 2025 stampato 101.150 accanto a parti che danno 101.100
with summed as (
    select
        result.result_id,
        result.ranking_id,
        ranking.kind,
        ranking.scope like '%miglior%' as is_best_of,
        result.total_printed,
        result.total,
        count(*) as part_count,
        -- One gymnast twice on one apparatus (two vaults): the total counts their mean or the better one.
        count(distinct case
            when routine.apparatus_id like 'UNKNOWN%' or ranking.kind = 'team' and routine.athlete_id is null
            then routine.routine_id
            else coalesce(routine.athlete_id, '') || ' ' || routine.apparatus_id
        end) < count(*) as has_attempts,
        min(routine.points) as smallest,
        round(sum(routine.points), 3) as parts
    from result
    join ranking on ranking.ranking_id = result.ranking_id
    join result_routine on result_routine.result_id = result.result_id
    join routine on routine.routine_id = result_routine.routine_id
    where
        result.total is not null
        and ranking.kind not in ('special points', 'duel')
        and ranking.round <> 'standing'
        and result_routine.is_counted = 1
        and coalesce(result.note, '') not like '% sul totale:%'
        and routine.points is not null
    group by result.result_id
),
-- As many parts as those of a result that closes in the same ranking are all the parts.
closing as (
    select distinct
        ranking_id,
        part_count
    from summed
    where abs(total - parts) <= 0.0005
)
-- The press often prints some parts only. A sum that is short by half a part or more is taken to miss
-- one, unless the parts are known to be all there. Where the best three of four count, those printed
-- may not be the three. A sum beyond the total is always wrong.
select
    'result:' || summed.result_id as key,
    case
        when abs(cast(replace(replace(summed.total_printed, ' ', ''), ',', '.') as real) - summed.total)
            > 0.000501
        then 'totale corretto in ' || printf('%.3f', summed.total) || ' (stampato '
            || coalesce(nullif(summed.total_printed, ''), 'niente') || ')'
        else 'totale stampato ' || summed.total_printed
    end
    || ', somma delle parti ' || printf('%.3f', summed.parts)
    || case
        when abs(summed.total - summed.parts) < 0.0055 then ' (parti o totale arrotondati?)'
        else ''
    end as message
from summed
left join closing
    on closing.ranking_id = summed.ranking_id
    and closing.part_count = summed.part_count
where
    abs(summed.total - summed.parts) > 0.0005
    and summed.has_attempts = 0
    and (summed.kind <> 'apparatus' or summed.part_count = 1)
    and (
        summed.parts > summed.total
        or not is_best_of
        and (
            summed.total - summed.parts < summed.smallest / 2
            or (summed.kind = 'all-around' and summed.part_count >= 4)
            or closing.part_count is not null
        )
    )
