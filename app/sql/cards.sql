-- What stands on the cards of these talks (?1: list of talk_id)?
SELECT
    talk_id, kind, language, series_id, series, event_url,
    deck_url, deck_status, slide_count, article_url, video_url, report_urls, remark_count
FROM talk_cards
WHERE list_contains(?, talk_id);
