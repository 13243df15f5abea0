-- What are these events, and when did they take place?
SELECT event_id, title AS event, starts_on AS date, url
FROM events
WHERE event_id IN (SELECT unnest(?::VARCHAR[]))
