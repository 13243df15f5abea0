-- Views of talks.duckdb: the common questions in one line. Run by pipeline.corpus.build after the tables are filled.
-- A view's column that is named like a field of the schema takes that field's comment; the others say theirs here.

-- talk_cards answers: what is there to know about a talk at a glance? One row a talk.
CREATE VIEW talk_cards AS
WITH speakers AS (
    SELECT talk_id,
        list(p.name ORDER BY s.position) AS speakers,
        list(s.person_id ORDER BY s.position) AS person_ids
    FROM talk_speakers AS s
    JOIN people AS p USING (person_id)
    GROUP BY talk_id
),
linked AS (
    SELECT t.talk_id, t.role, t.deep_link, m.kind, m.status, m.page_count, m.image_url,
        row_number() OVER (
            PARTITION BY t.talk_id, t.role
            ORDER BY coalesce(m.status, 'ok') <> 'ok', m.page_count IS NULL, m.material_id
        ) AS place
    FROM talk_materials AS t
    JOIN materials AS m USING (material_id)
),
best AS (
    SELECT talk_id,
        max(deep_link) FILTER (role = 'slides' AND place = 1) AS deck_url,
        max(status) FILTER (role = 'slides' AND place = 1) AS deck_status,
        max(page_count) FILTER (role = 'slides' AND place = 1) AS slide_count,
        max(image_url) FILTER (role = 'slides' AND place = 1) AS image_url,
        max(deep_link) FILTER (role = 'article' AND place = 1) AS article_url,
        coalesce(
            max(deep_link) FILTER (role = 'recording' AND place = 1),
            max(deep_link) FILTER (role = 'event_recording' AND place = 1)
        ) AS video_url,
        list(DISTINCT role ORDER BY role) AS roles
    FROM linked
    GROUP BY talk_id
),
told AS (
    SELECT e.entity_id AS talk_id, list(DISTINCT r.url ORDER BY r.url) FILTER (r.url IS NOT NULL) AS report_urls
    FROM evidence AS e
    JOIN reports AS r USING (report_id)
    WHERE e.entity = 'talks'
    GROUP BY e.entity_id
),
said AS (
    SELECT talk_id, count(*) AS remark_count FROM remarks WHERE talk_id IS NOT NULL GROUP BY talk_id
)
SELECT
    t.talk_id, t.title, coalesce(s.speakers, []) AS speakers, coalesce(s.person_ids, []) AS person_ids,
    t.kind, t.language, t.given_on,
    t.event_id, e.title AS event, e.url AS event_url, e.series_id, c.name AS series, t.position,
    b.deck_url, b.deck_status, b.slide_count, b.article_url, b.video_url, b.image_url,
    coalesce(b.roles, []) AS roles,
    b.deck_url IS NOT NULL AS has_slides,
    b.video_url IS NOT NULL AS has_video,
    coalesce(r.remark_count, 0)::INTEGER AS remark_count,
    coalesce(w.report_urls, []) AS report_urls,
    t.summary
FROM talks AS t
JOIN events AS e USING (event_id)
LEFT JOIN series AS c ON c.series_id = e.series_id
LEFT JOIN speakers AS s USING (talk_id)
LEFT JOIN best AS b USING (talk_id)
LEFT JOIN told AS w USING (talk_id)
LEFT JOIN said AS r USING (talk_id);
COMMENT ON VIEW talk_cards IS 'A row is a talk at a glance: what, who, when, where, and the links that open it.';
COMMENT ON COLUMN talk_cards.speakers IS 'Names of the speakers, in order; empty where unknown.';
COMMENT ON COLUMN talk_cards.person_ids IS 'Identities of the speakers, in the order of `speakers`.';
COMMENT ON COLUMN talk_cards.event IS 'Title of the event.';
COMMENT ON COLUMN talk_cards.event_url IS 'Address of the event''s page.';
COMMENT ON COLUMN talk_cards.series IS 'Name of the series of the event.';
COMMENT ON COLUMN talk_cards.deck_url IS 'Address of the slides, at the slide where the talk begins; NULL where none is known.';
COMMENT ON COLUMN talk_cards.deck_status IS 'How fetching the slides ended, as in materials.status.';
COMMENT ON COLUMN talk_cards.slide_count IS 'Number of slides of the deck; NULL where unknown.';
COMMENT ON COLUMN talk_cards.article_url IS 'Address of the article that was presented; NULL where none is known.';
COMMENT ON COLUMN talk_cards.video_url IS 'Address of the recording of the talk, else of the event; NULL where none is known.';
COMMENT ON COLUMN talk_cards.roles IS 'Which roles of materials the talk has, as in talk_materials.role.';
COMMENT ON COLUMN talk_cards.has_slides IS 'Whether slides are known, still online or not.';
COMMENT ON COLUMN talk_cards.has_video IS 'Whether a recording of the talk or of its event is known.';
COMMENT ON COLUMN talk_cards.remark_count IS 'How many remarks about the talk are in this file.';
COMMENT ON COLUMN talk_cards.report_urls IS 'Addresses of the reports that tell of the talk.';

-- speaker_timeline answers: what has a person given, when and where? One row a speaker and talk, to be ordered by given_on.
CREATE VIEW speaker_timeline AS
SELECT
    p.person_id, p.name, t.given_on, t.talk_id, t.title, t.kind, s.name_as_written,
    t.event_id, e.title AS event, e.series_id,
    row_number() OVER (PARTITION BY p.person_id ORDER BY t.given_on NULLS LAST, t.talk_id)::INTEGER AS talk_number
FROM people AS p
JOIN talk_speakers AS s USING (person_id)
JOIN talks AS t USING (talk_id)
JOIN events AS e USING (event_id);
COMMENT ON VIEW speaker_timeline IS 'A row is a talk of a person, for following a speaker through the years.';
COMMENT ON COLUMN speaker_timeline.event IS 'Title of the event.';
COMMENT ON COLUMN speaker_timeline.talk_number IS 'Which of the person''s talks it is, from 1, in the order of their days.';

-- coverage answers: what does this file know, and what is missing? One row an event.
CREATE VIEW coverage AS
WITH per_talk AS (
    SELECT
        t.event_id, t.talk_id, t.title IS NOT NULL AS has_title,
        EXISTS (SELECT 1 FROM talk_speakers AS s WHERE s.talk_id = t.talk_id) AS has_speaker,
        EXISTS (SELECT 1 FROM talk_materials AS m WHERE m.talk_id = t.talk_id AND m.role IN ('slides', 'article')) AS has_deck,
        EXISTS (
            SELECT 1 FROM talk_materials AS m
            JOIN material_pages AS g USING (material_id)
            WHERE m.talk_id = t.talk_id AND m.role IN ('slides', 'article') AND g.text <> ''
        ) AS has_deck_text,
        EXISTS (SELECT 1 FROM talk_materials AS m WHERE m.talk_id = t.talk_id AND m.role LIKE '%recording') AS has_video
    FROM talks AS t
),
told AS (
    SELECT event_id, count(*)::INTEGER AS report_count FROM reports WHERE event_id IS NOT NULL GROUP BY event_id
)
SELECT
    e.event_id, e.title, e.starts_on, e.series_id,
    coalesce(any_value(r.report_count), 0)::INTEGER AS report_count,
    count(p.talk_id)::INTEGER AS talk_count,
    count(*) FILTER (p.has_title)::INTEGER AS with_title,
    count(*) FILTER (p.has_speaker)::INTEGER AS with_speaker,
    count(*) FILTER (p.has_deck)::INTEGER AS with_deck,
    count(*) FILTER (p.has_deck_text)::INTEGER AS with_deck_text,
    count(*) FILTER (p.has_video)::INTEGER AS with_video
FROM events AS e
LEFT JOIN per_talk AS p USING (event_id)
LEFT JOIN told AS r USING (event_id)
GROUP BY e.event_id, e.title, e.starts_on, e.series_id;
COMMENT ON VIEW coverage IS 'A row is an event: how many talks of it are known, and of how many there is a title, a speaker, slides, text, a video.';
COMMENT ON COLUMN coverage.report_count IS 'How many reports tell of the event.';
COMMENT ON COLUMN coverage.talk_count IS 'How many talks of the event are known.';
COMMENT ON COLUMN coverage.with_title IS 'Talks whose title is known.';
COMMENT ON COLUMN coverage.with_speaker IS 'Talks of which a speaker is known.';
COMMENT ON COLUMN coverage.with_deck IS 'Talks with slides or an article.';
COMMENT ON COLUMN coverage.with_deck_text IS 'Talks whose slides or article could be read.';
COMMENT ON COLUMN coverage.with_video IS 'Talks with a recording, of the talk or of its event.';
