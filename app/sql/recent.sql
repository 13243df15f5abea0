-- Which talks were given last? At most ?1 rows.
SELECT talk_id, title, speakers, event, given_on, language
FROM talk_cards
WHERE title IS NOT NULL AND title <> ''
ORDER BY given_on DESC NULLS LAST, event_id, position
LIMIT ?;
