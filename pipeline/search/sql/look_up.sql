-- What does the index know of these terms?
SELECT term, term_id, idf
FROM terms
WHERE term IN ({terms})
