-- Who gave the talk ?1, how was the name written, and by which accounts are they known?
SELECT
    s.person_id, p.name, s.name_as_written,
    coalesce(list({'site': a.site, 'handle': a.handle, 'url': a.url} ORDER BY a.site, a.handle) FILTER (a.account_id IS NOT NULL), []) AS accounts
FROM talk_speakers AS s
JOIN people AS p USING (person_id)
LEFT JOIN accounts AS a USING (person_id)
WHERE s.talk_id = ?
GROUP BY ALL
ORDER BY any_value(s.position);
