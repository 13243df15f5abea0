-- search('livebook で画像分類') answers: which talks have the words of this query? In plain SQL, in any DuckDB client.
-- SQL has no Sudachi, so the query's words are the index's terms that stand in it: the longest where they overlap, a Latin
-- one only where it is not part of a longer Latin word. The application's search knows more (normal forms, meaning).
CREATE MACRO search(query) AS TABLE
WITH folded AS (
    -- what of NFKC and lower case can be said here: full-width letters and signs become half-width
    SELECT lower(translate(
        nfc_normalize(query),
        '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ＋＃．＿－／　',
        '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+#._-/ '
    )) AS text
),
places AS (
    SELECT unnest(range(1, length(text) + 1)) AS place, text FROM folded
),
lengths AS (
    SELECT unnest(range(1, 41)) AS size
),
stretches AS (
    SELECT place, size, substr(text, place, size) AS stretch
    FROM places, lengths
    WHERE place + size - 1 <= length(text)
        AND NOT (
            regexp_matches(substr(text, place, 2), '^[a-z0-9_]')
            AND place > 1 AND regexp_matches(substr(text, place - 1, 1), '[a-z0-9_]')
        )
        AND NOT regexp_matches(substr(text, place + size - 1, 2), '^[a-z0-9_][a-z0-9_]')
),
found AS (
    SELECT DISTINCT s.place, s.size, t.term_id
    FROM stretches AS s
    JOIN terms AS t ON t.term = s.stretch
),
longest AS (
    -- a term inside a longer one of the query says nothing of its own
    SELECT DISTINCT a.term_id
    FROM found AS a
    WHERE NOT EXISTS (
        FROM found AS b
        WHERE b.size > a.size AND b.place <= a.place AND b.place + b.size >= a.place + a.size
    )
),
scored AS (
    SELECT passage_id, sum(weight) AS score
    FROM postings
    WHERE term_id IN (SELECT term_id FROM longest)
    GROUP BY passage_id
),
best AS (
    SELECT
        p.talk_id, max(s.score) AS score,
        arg_max(p.text, s.score) AS text, arg_max(p.kind, s.score) AS kind,
        arg_max(p.deep_link, s.score) AS deep_link
    FROM scored AS s
    JOIN passages AS p USING (passage_id)
    WHERE p.talk_id IS NOT NULL
    GROUP BY p.talk_id
)
SELECT
    b.talk_id, t.title, e.title AS event, coalesce(t.given_on, e.starts_on) AS given_on,
    (
        SELECT list(coalesce(p.name, s.name_as_written) ORDER BY s.position)
        FROM talk_speakers AS s
        LEFT JOIN people AS p USING (person_id)
        WHERE s.talk_id = b.talk_id
    ) AS speakers,
    b.kind, b.text, b.deep_link, round(b.score, 3) AS score
FROM best AS b
JOIN talks AS t USING (talk_id)
LEFT JOIN events AS e ON e.event_id = t.event_id
ORDER BY b.score DESC, b.talk_id;
COMMENT ON MACRO TABLE search IS 'FROM search(''livebook で画像分類''): the talks that have the words of the query, best first, each with its best passage and the link that lands on it.';
