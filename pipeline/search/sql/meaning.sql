-- Which passages lie nearest to the query's vector? Exact; vectors are of length 1, so this is the cosine.
SELECT passage_id, array_inner_product(vector, ?::FLOAT[{dimensions}]) AS score
FROM vectors
WHERE vector IS NOT NULL AND {condition}
ORDER BY score DESC, passage_id
LIMIT {limit}
