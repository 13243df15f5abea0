-- Which passages speak for this talk? Its own first, then its slides and sections in their order.
SELECT p.passage_id, p.title, p.heading, p.text
FROM passages AS p
WHERE p.talk_id = ?
ORDER BY p.kind <> 'talk', p.passage_id
LIMIT ?
