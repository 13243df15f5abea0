-- What might a reader ask this corpus? Titles short enough to be a question, the newest of each event, and the names of
-- those who spoke most; the newest first.
WITH titles AS (
    SELECT title AS question, given_on, row_number() OVER (PARTITION BY event_id ORDER BY length(title), talk_id) AS place
    FROM talk_cards
    WHERE length(title) BETWEEN 4 AND 40
),
names AS (
    SELECT name AS question, max(given_on) AS given_on, count(*) AS talks
    FROM speaker_timeline
    WHERE length(name) BETWEEN 2 AND 30
    GROUP BY person_id, name
)
(SELECT question FROM titles WHERE place = 1 ORDER BY given_on DESC NULLS LAST, question LIMIT 4)
UNION ALL
(SELECT question FROM names ORDER BY talks DESC, given_on DESC NULLS LAST, question LIMIT 2);
