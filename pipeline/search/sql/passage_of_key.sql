-- Which passages have this text, by the beginning of its hash?
SELECT passage_id, title, heading, text, talk_id
FROM passages
WHERE starts_with(text_hash, ?)
ORDER BY passage_id
