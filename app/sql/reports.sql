-- Of which report and language are these event passages (?1: list of event_id)?
SELECT e.event_id, e.url AS event_url, list(r.url ORDER BY r.url) FILTER (r.url IS NOT NULL) AS report_urls, any_value(r.language) AS language
FROM events AS e
LEFT JOIN reports AS r USING (event_id)
WHERE list_contains(?, e.event_id)
GROUP BY e.event_id, e.url;
