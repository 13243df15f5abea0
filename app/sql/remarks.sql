-- Who said what about the talk ?1?
SELECT p.name, r.name_as_written, r.kind, r.text, r.via, r.deep_link
FROM remarks AS r
JOIN people AS p USING (person_id)
WHERE r.talk_id = ?
ORDER BY r.report_id, r.position NULLS LAST, r.remark_id;
