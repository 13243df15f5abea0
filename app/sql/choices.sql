-- By what can a search be narrowed? One row: years (newest first), series (most talks first), languages (most talks first).
WITH by_day AS (
    SELECT year(coalesce(t.given_on, e.starts_on)) AS year FROM talks AS t JOIN events AS e USING (event_id)
),
by_series AS (
    SELECT series_id, any_value(series) AS name, count(*) AS talks FROM talk_cards WHERE series_id IS NOT NULL GROUP BY series_id
),
by_language AS (
    SELECT language, count(*) AS talks FROM talks WHERE language IS NOT NULL GROUP BY language
)
SELECT
    (SELECT list(DISTINCT year ORDER BY year DESC) FROM by_day WHERE year IS NOT NULL) AS years,
    (SELECT list({'series_id': series_id, 'name': name} ORDER BY talks DESC, name, series_id) FROM by_series) AS series,
    (SELECT list(language ORDER BY talks DESC, language) FROM by_language) AS languages;
