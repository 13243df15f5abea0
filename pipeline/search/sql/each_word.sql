-- What does each of these terms give to the score of these passages?
SELECT passage_id, term_id, weight
FROM postings
WHERE term_id IN (SELECT unnest(?::INTEGER[])) AND passage_id IN (SELECT unnest(?::INTEGER[]))
