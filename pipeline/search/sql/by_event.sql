-- Which events have these letters in their own or their series' name?
SELECT v.event_id
FROM events AS v
LEFT JOIN series AS r ON r.series_id = v.series_id
WHERE contains(lower(nfc_normalize(v.title)), ?) OR contains(lower(nfc_normalize(r.name)), ?)
