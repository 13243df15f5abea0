-- Which talks did a person give whose name or handle has these letters in it?
SELECT s.talk_id
FROM talk_speakers AS s
LEFT JOIN people AS n ON n.person_id = s.person_id
LEFT JOIN accounts AS a ON a.person_id = s.person_id
WHERE contains(lower(nfc_normalize(s.name_as_written)), ?)
    OR contains(lower(nfc_normalize(n.name)), ?)
    OR contains(lower(a.handle), ?)
