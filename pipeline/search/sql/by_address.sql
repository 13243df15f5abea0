-- Which talks does this address belong to? Those of the material, else those that the report tells of, else the event's.
WITH asked AS (SELECT $key AS key, $url AS url),
found AS (
    SELECT m.talk_id, 1 AS nearness
    FROM talk_materials AS m JOIN materials AS a USING (material_id), asked
    WHERE m.material_id = asked.key OR a.url = asked.url
    UNION ALL
    SELECT v.entity_id, 2
    FROM evidence AS v JOIN reports AS r USING (report_id), asked
    WHERE v.entity = 'talks' AND (r.report_id = asked.key OR r.url = asked.url)
    UNION ALL
    SELECT t.talk_id, 3
    FROM talks AS t JOIN events AS e USING (event_id), asked
    WHERE e.event_id = asked.key OR e.url = asked.url
)
SELECT t.talk_id
FROM talks AS t JOIN found USING (talk_id)
WHERE nearness = (SELECT min(nearness) FROM found)
GROUP BY t.talk_id, t.event_id, t.position
ORDER BY t.event_id, t.position, t.talk_id
