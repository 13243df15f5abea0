-- Which passages have the highest BM25 scores for these terms? Weights were worked out by the build.
SELECT passage_id, sum({factor}) AS score
FROM postings
WHERE term_id IN ({terms}) AND {condition}
GROUP BY passage_id
ORDER BY score DESC, passage_id
LIMIT {limit}
