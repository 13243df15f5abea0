-- What are these talks, who gave them, where and when?
SELECT
    t.talk_id, t.title, e.title AS event, coalesce(t.given_on, e.starts_on) AS date, e.url,
    list(coalesce(p.name, s.name_as_written) ORDER BY s.position) FILTER (s.talk_id IS NOT NULL) AS speakers
FROM talks AS t
LEFT JOIN events AS e ON e.event_id = t.event_id
LEFT JOIN talk_speakers AS s ON s.talk_id = t.talk_id
LEFT JOIN people AS p ON p.person_id = s.person_id
WHERE t.talk_id IN (SELECT unnest(?::VARCHAR[]))
GROUP BY t.talk_id, t.title, e.title, t.given_on, e.starts_on, e.url
