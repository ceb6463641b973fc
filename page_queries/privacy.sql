-- name: rules
select ages, category, level, form, reason
from visibility_rule
order by visibility_rule_id
