-- Whose are these passages?
SELECT passage_id, talk_id, event_id, report_id, material_id
FROM passages
WHERE passage_id IN (SELECT unnest(?::INTEGER[]))
