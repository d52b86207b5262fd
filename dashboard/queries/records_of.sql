-- The ways in which a person is written about, what was written most often first: rows that say the same of them are one.
select
    mentions.record_key,
    min(mentions.record_id) as record_id,
    min(mentions.full_name) as full_name,
    count(*) as times,
    string_agg(distinct regexp_extract(files.file_name, '[^/]*$'), ', ' order by regexp_extract(files.file_name, '[^/]*$')) as file_names,
    string_agg(distinct mentions.explanation, ' ') filter (where mentions.rule <> 'repeated') as explanation
from core.mentions as mentions
left join quality.files as files on files.file_id = split_part(mentions.row_id, ':', 1)
where mentions.person_id = ?
group by mentions.record_key
order by times desc, min(mentions.recorded_date), mentions.record_key
