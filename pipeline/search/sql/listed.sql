-- One passage for each talk that may be found, its own one, the newest talk first.
SELECT p.passage_id, p.talk_id
FROM passages AS p
JOIN talks AS t USING (talk_id)
LEFT JOIN events AS e ON e.event_id = t.event_id
WHERE p.kind = 'talk' AND p.passage_id IN ({scope})
ORDER BY coalesce(t.given_on, e.starts_on) DESC NULLS LAST, t.event_id, t.position, t.talk_id
LIMIT {limit}
