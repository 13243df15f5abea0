-- How many years before the corpus's newest talk were these talks given, and these events held?
WITH dated AS (
    SELECT t.talk_id, coalesce(t.given_on, e.starts_on) AS day
    FROM talks AS t LEFT JOIN events AS e USING (event_id)
),
newest AS (
    SELECT max(day) AS day FROM dated
)
SELECT 'talk' AS kind, d.talk_id AS name, (newest.day - d.day) / 365.25 AS age
FROM dated AS d, newest
WHERE d.talk_id IN (SELECT unnest(?::VARCHAR[]))
UNION ALL
SELECT 'event', e.event_id, (newest.day - e.starts_on) / 365.25
FROM events AS e, newest
WHERE e.event_id IN (SELECT unnest(?::VARCHAR[]))
