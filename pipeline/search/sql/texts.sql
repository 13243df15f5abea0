-- What do these passages say, and where does one land on them?
SELECT passage_id, kind, title, heading, text, page_number, deep_link, text_hash
FROM passages
WHERE passage_id IN (SELECT unnest(?::INTEGER[]))
