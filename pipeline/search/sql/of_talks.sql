-- Which passage stands for each of these talks? The one on which the address lands, else the talk's own.
SELECT talk_id, arg_max(passage_id, (deep_link = asked.url, kind = 'talk', -passage_id))
FROM passages, (SELECT unnest(?::VARCHAR[]) AS wanted, ? AS url) AS asked
WHERE talk_id = asked.wanted AND (kind = 'talk' OR deep_link = asked.url) AND passage_id IN ({scope})
GROUP BY talk_id
