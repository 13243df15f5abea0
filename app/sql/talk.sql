-- What is known of the talk ?1 itself, and of the day it was given?
SELECT
    c.talk_id, c.title, t.title_as_reported, c.kind, c.language, c.given_on, c.summary,
    c.event_id, c.event, c.event_url, c.series, c.position,
    e.place, e.is_online, e.hashtag
FROM talk_cards AS c
JOIN talks AS t USING (talk_id)
JOIN events AS e ON e.event_id = c.event_id
WHERE c.talk_id = ?;
