-- What belongs to the talk ?1: slides first, then articles, recordings and the rest?
SELECT
    m.material_id, t.role, t.deep_link, t.start_seconds, t.start_slide,
    m.url, m.site, m.kind, m.title, m.author, m.page_count, m.duration_seconds, m.language,
    m.status, m.status_reason, m.fetched_at, m.checked_at
FROM talk_materials AS t
JOIN materials AS m USING (material_id)
WHERE t.talk_id = ?
ORDER BY list_position(['slides', 'article', 'recording', 'event_recording', 'code', 'page'], t.role), m.material_id;
