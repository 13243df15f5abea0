-- Which words of the index begin like this one, or differ from it by few slips of the hand?
-- $word: as folded; $most: how many slips are allowed; $begins: whether longer words that begin with it count.
WITH near AS (
    SELECT
        term, document_frequency,
        starts_with(term, $word) AS is_longer,
        CASE WHEN abs(length(term) - length($word)) <= $most THEN damerau_levenshtein(term, $word) ELSE 99 END AS slips
    FROM terms
    WHERE length(term) >= length($word) - $most
        AND (term[1] = $word[1] OR (length($word) >= 6 AND ends_with(term, $word[-4:])))
        AND (length(term) <= length($word) + $most OR ($begins AND starts_with(term, $word)))
)
SELECT term, document_frequency, slips, is_longer
FROM near
WHERE slips <= $most OR ($begins AND is_longer)
ORDER BY is_longer DESC, slips, document_frequency DESC, term
LIMIT 200
