-- Which passages may be found? Those of talks and events that the reader's filters let through.
SELECT p.passage_id
FROM passages AS p
LEFT JOIN talks AS t ON t.talk_id = p.talk_id
LEFT JOIN events AS e ON e.event_id = coalesce(t.event_id, p.event_id)
WHERE {conditions}
