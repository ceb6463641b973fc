-- name: is_known
select 1
where exists (select 1 from athlete_fts where athlete_fts match :match)
    or exists (select 1 from club_fts where club_fts match :match)
    or exists (select 1 from competition_fts where competition_fts match :match)

-- name: candidates
select word
from search_word
where search_word match :trigrams
order by rank
limit 200

-- name: alike
select word
from search_word
where word glob :first || '*' and length(word) between :length - 1 and :length + 1
order by word
limit 2000
