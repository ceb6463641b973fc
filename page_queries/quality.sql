-- Findings about what our pages show: rhythmic competitions, and what is of no competition.

-- name: checks
select
    data_check.check_name,
    data_check.title,
    data_check.severity,
    data_check.altitude,
    data_check.hint,
    data_check.why,
    (
        select count(*)
        from finding
        left join competition on competition.competition_id = finding.competition_id
        where finding.check_name = data_check.check_name
            and coalesce(competition.discipline, 'rhythmic') = 'rhythmic'
    ) as finding_count
from data_check
order by data_check.severity, finding_count desc, data_check.check_name

-- name: competitions
select competition.competition_id, competition.name, competition.date_start, competition.date_end,
    competition.place, count(*) as finding_count
from finding
join competition on competition.competition_id = finding.competition_id
where competition.discipline = 'rhythmic'
group by competition.competition_id
order by finding_count desc, competition.order_day desc, competition.competition_id
limit 200
