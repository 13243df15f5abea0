-- What do the first passages that have this term say?
SELECT title, heading, text
FROM passages
WHERE passage_id IN (
    SELECT passage_id FROM postings WHERE term_id = (SELECT term_id FROM terms WHERE term = ?) ORDER BY passage_id LIMIT ?
)
ORDER BY passage_id
