-- Which pictures show what these deep links (?1: list) land on?
SELECT deep_link, any_value(image_url) AS image_url
FROM material_pages
WHERE image_url IS NOT NULL AND list_contains(?, deep_link)
GROUP BY deep_link;
