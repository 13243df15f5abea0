-- From where in which report were the talk $talk_id, its speakers, its materials and its remarks read?
-- The key of evidence for a row with several key columns is their values parted by a space.
WITH mine AS (
    SELECT 'talks' AS entity, $talk_id AS entity_id
    UNION ALL
    SELECT 'talk_speakers', $talk_id || ' ' || position FROM talk_speakers WHERE talk_id = $talk_id
    UNION ALL
    SELECT 'talk_materials', $talk_id || ' ' || material_id FROM talk_materials WHERE talk_id = $talk_id
    UNION ALL
    SELECT 'remarks', remark_id FROM remarks WHERE talk_id = $talk_id
)
SELECT
    e.entity, e.heading_path, e.first_line, e.last_line, e.words, e.rule, e.confidence,
    e.report_id, r.url AS report_url, r.title AS report_title, r.author AS report_author, r.site AS report_site
FROM evidence AS e
JOIN mine USING (entity, entity_id)
LEFT JOIN reports AS r USING (report_id)
ORDER BY e.report_id NULLS LAST, e.first_line NULLS LAST, e.evidence_id;
