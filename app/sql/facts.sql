-- How much is in this file, and when was it built?
SELECT
    (SELECT count(*) FROM talks) AS talks,
    (SELECT count(*) FROM events) AS events,
    (SELECT count(*) FROM talk_cards WHERE has_slides) AS with_slides,
    (SELECT count(*) FROM talk_cards WHERE has_video) AS with_video,
    built_at
FROM builds;
