-- What do the slides, sections and chapters of the talk ?1's materials say, page by page?
SELECT g.material_id, g.page_number, g.kind, g.heading, g.text, g.image_url, g.start_seconds, g.deep_link
FROM talk_materials AS t
JOIN material_pages AS g USING (material_id)
WHERE t.talk_id = ?
ORDER BY g.material_id, g.page_number;
