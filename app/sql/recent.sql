-- Which talks were given last? At most ?1 rows, and two of one event, so that the list tells of more than one evening.
SELECT talk_id, title, speakers, event, given_on, language
FROM talk_cards
WHERE title IS NOT NULL AND title <> ''
QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY position, talk_id) <= 2
ORDER BY given_on DESC NULLS LAST, event_id, position
LIMIT ?;
