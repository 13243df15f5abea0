-- Which passages have all of these terms?
SELECT passage_id
FROM postings
WHERE term_id IN (SELECT term_id FROM terms WHERE term IN (SELECT unnest(?::VARCHAR[])))
GROUP BY passage_id
HAVING count(*) = ?
