-- Which pages name nobody who is not indexed, and so may be in a search engine. named (kind, id) holds the texts
-- that name somebody who is not: of competitions, teams, results, routines, citations, documents, findings. A
-- cited address that does is shown by its host alone.
update citation set is_indexable = 0
where citation_id in (select id from named where kind = 'citation');

-- What stands in the line of a result, but for who it is about.
create temp table quiet_result as
select result.result_id, result.ranking_id, result.athlete_id, result.team_id, result.club_id
from result
join ranking on ranking.ranking_id = result.ranking_id
where result.result_id not in (select id from named where kind = 'result')
    and ranking.competition_id not in (select id from named where kind = 'competition')
    and coalesce(result.team_id, '') not in (select id from named where kind = 'team')
    and result.result_id not in (
        select result_id
        from result_routine
        where routine_id in (select id from named where kind = 'routine')
    )
    and result.result_id not in (
        select coalesce(witness.result_id, result_routine.result_id)
        from witness
        left join result_routine on result_routine.routine_id = witness.routine_id
        where witness.document_id in (select id from named where kind = 'document')
    );
create unique index temp.quiet on quiet_result (result_id);

create temp table hidden_athlete as
select athlete_id from athlete where visibility <> 'open';
create unique index temp.hidden on hidden_athlete (athlete_id);

-- A result in whose line nobody stands who is not indexed: herself, her squad, who danced for it.
create temp table open_result as
select quiet_result.*
from quiet_result
where (athlete_id is null or athlete_id not in (select athlete_id from hidden_athlete))
    and not exists (
        select 1
        from team_member
        where team_member.team_id = quiet_result.team_id
            and team_member.athlete_id in (select athlete_id from hidden_athlete)
    )
    and not exists (
        select 1
        from team
        where team.team_id = quiet_result.team_id
            and team.squad_printed <> ''
            and not exists (select 1 from team_member where team_member.team_id = team.team_id)
    )
    and not exists (
        select 1
        from result_routine
        join routine on routine.routine_id = result_routine.routine_id
        where result_routine.result_id = quiet_result.result_id
            and routine.athlete_id in (select athlete_id from hidden_athlete)
    );
create unique index temp.opened on open_result (result_id);

insert into indexable_page (address)
select '/ginnaste/' || athlete_id
from athlete
where visibility = 'open'
    and athlete_id not in (
        select athlete_id
        from finding
        where athlete_id is not null and finding_id in (select id from named where kind = 'finding')
    )
    and not exists (
        select 1
        from result
        where result.athlete_id = athlete.athlete_id
            and result.result_id not in (select result_id from quiet_result)
    )
    and not exists (
        select 1
        from team_member
        join result on result.team_id = team_member.team_id
        where team_member.athlete_id = athlete.athlete_id
            and result.result_id not in (select result_id from quiet_result)
    )
    and not exists (
        select 1
        from routine
        join result_routine on result_routine.routine_id = routine.routine_id
        where routine.athlete_id = athlete.athlete_id
            and result_routine.result_id not in (select result_id from quiet_result)
    );

insert into indexable_page (address)
select '/classifiche/' || ranking_id
from ranking
where exists (select 1 from result where result.ranking_id = ranking.ranking_id)
    and not exists (
        select 1
        from result
        where result.ranking_id = ranking.ranking_id
            and result.result_id not in (select result_id from open_result)
    )
    and ranking_id not in (
        select ranking_id
        from finding
        where ranking_id is not null and finding_id in (select id from named where kind = 'finding')
    );

insert into indexable_page (address)
select '/gare/' || competition_id
from competition
where competition_id not in (
        select competition_id
        from ranking
        where '/classifiche/' || ranking_id not in (select address from indexable_page)
    )
    and competition_id not in (select id from named where kind = 'competition')
    and competition_id not in (
        select competition_id
        from finding
        where competition_id is not null
            and finding_id in (select id from named where kind = 'finding')
    );

insert into indexable_page (address)
select '/societa/' || club_id
from club
where not exists (
        select 1
        from result
        where result.club_id = club.club_id
            and result.result_id not in (select result_id from open_result)
    )
    and not exists (
        select 1
        from team
        join result on result.team_id = team.team_id
        where team.club_id = club.club_id
            and result.result_id not in (select result_id from open_result)
    );

-- Pages that list competitions, clubs or what there is, and nobody.
insert into indexable_page (address)
select column1
from (values ('/'), ('/gare'), ('/societa'), ('/copertura'), ('/privacy'))
where not exists (select 1 from named where kind = 'competition');

drop table temp.quiet_result;
drop table temp.open_result;
drop table temp.hidden_athlete;
