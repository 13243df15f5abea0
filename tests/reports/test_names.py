"""People are read out of the ways in which reports name them."""

from __future__ import annotations

import pytest

from pipeline.reports.likeness import name_likeness
from pipeline.reports.names import read_people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("大西 航平さん", ["大西 航平"]),
        ("株式会社みなと 大西 航平 氏", ["大西 航平"]),
        ("株式会社みなと 基盤グループ 大西航平さん", ["大西航平"]),
        ("みなと / 大西航平さん", ["大西航平"]),
        ("大西航平 / みなと", ["大西航平"]),
        ("大西航平／みなと", ["大西航平"]),
        ("大西航平@みなと", ["大西航平"]),
        ("大西航平（みなと）、三浦梓（やまびこ）、北見恵（しらかば）", ["大西航平", "三浦梓", "北見恵"]),
        ("北見恵・遠藤光", ["北見恵", "遠藤光"]),
        ("北見さん・遠藤さん", ["北見", "遠藤"]),
        ("ジョン・スミスさん", ["ジョン・スミス"]),
        ("大西航平 × 三浦梓", ["大西航平", "三浦梓"]),
        ("大西さんと三浦さん", ["大西", "三浦"]),
        ("大西、三浦、北見", ["大西", "三浦", "北見"]),
        ("らいむ、大西さん", ["らいむ", "大西"]),
        ("P 山さん", ["P 山"]),
        ("02 さん", ["02"]),
        ("Kanon さん", ["Kanon"]),
        ("みなとの大西さん", ["大西"]),
        ("井の頭さん", ["井の頭"]),
        ("CTOの大西さん", ["大西"]),
        ("株式会社みなと（大西航平）", ["大西航平"]),
        ("大西（mercari）", ["大西"]),
        ("大西航平（k_onishi）", ["k_onishi|大西航平"]),
        ("みうら(@miura_az)さん", ["miura_az|みうら"]),
        ("三浦 梓 さん ( @miura_az )", ["miura_az|三浦 梓"]),
        ("@miura_az (三浦 梓)", ["miura_az|三浦 梓"]),
        ("三浦 梓 / @miura_az", ["miura_az|三浦 梓"]),
        ("登壇者：合同会社やまびこ 三浦梓さん、北見恵さん", ["三浦梓", "北見恵"]),
        ("発表者名: 三浦梓", ["三浦梓"]),
        ("Maria Lindqvist, Northwind", ["Maria Lindqvist"]),
        ("Maria Lindqvist from Northwind", ["Maria Lindqvist"]),
        ("Maria Lindqvist of the Northwind team", ["Maria Lindqvist"]),
        ("Maria Lindqvist (@marialq)", ["marialq|Maria Lindqvist"]),
        ("Maria Lindqvist's", ["Maria Lindqvist"]),
        ("Tobias Okafor & Jo Lee, Acme", ["Tobias Okafor", "Jo Lee"]),
        ("Tobias Okafor, Staff Engineer at Acme", ["Tobias Okafor"]),
        ("Tobias Okafor | Acme", ["Tobias Okafor"]),
        ("Dr. Anna Weiss", ["Anna Weiss"]),
        ("Ivo Peters and Jo Lee (Northwind)", ["Ivo Peters", "Jo Lee"]),
        ("Zsófia Kővári", ["Zsófia Kővári"]),
        ("Speakers: Priya Raman (Acme), Jo Lee (Acme)", ["Priya Raman", "Jo Lee"]),
        ("Presented by Priya Raman with Jo Lee", ["Priya Raman", "Jo Lee"]),
        ("Kohei Onishiさん", ["Kohei Onishi"]),
        ("Rust入門 Kohei Onishi さん", ["Kohei Onishi"]),
        ("Northwind Kohei Onishi さん", ["Kohei Onishi"]),
        ("Taro YAMADAさん", ["Taro YAMADA"]),
        ("Jane van Dyke さん", ["Jane van Dyke"]),
        ("React Kohei さん", ["Kohei"]),
        ("@k_onishi @miura_az", ["k_onishi", "miura_az"]),
        ("@k_onishi さんと @miura_az さん", ["k_onishi", "miura_az"]),
        ("大西 @k_onishi と 三浦 @miura_az", ["k_onishi|大西", "miura_az|三浦"]),
        ("@k_onishi (GitHub: @konishi)", ["k_onishi"]),
        ("大西航平 @ 株式会社みなと", ["大西航平"]),
        ("大西航平 from やまびこ合同会社", ["大西航平"]),
        ("（株）みなと 大西航平", ["大西航平"]),
        ("大西航平（㈱みなと）", ["大西航平"]),
        ("（大西航平さん）", ["大西航平"]),
        ("👤 大西航平", ["大西航平"]),
        ("👩‍💻 三浦梓さん", ["三浦梓"]),
        ("【登壇者】konishi", ["konishi"]),
        ("LT by 大西航平", ["大西航平"]),
        ("懇親したい方", []),
        ("本会場", []),
        ("ふじの なぎさ さん", ["ふじの なぎさ"]),
        ("ヒルマ ケント 氏", ["ヒルマ ケント"]),
        ("きょうは みうら さん", ["みうら"]),
    ],
)
def test_people_are_read_without_what_stands_beside_them(text: str, names: list[str]) -> None:
    assert list(read_people(text).names) == names


@pytest.mark.parametrize(
    "text", ["大西航平", "佐々木 徹", "大西こうへい", "Kohei Onishi", "Onishi Kohei", "Priya Raman"]
)
def test_common_names_are_sure(text: str) -> None:
    assert name_likeness(text) >= 0.85


@pytest.mark.parametrize("text", ["A. Nowak", "J.P. Smith", "Tamar K.", "Ludwig van der Berg", "Kent C. Dodds"])
def test_initials_and_particles_belong_to_names(text: str) -> None:
    assert name_likeness(text) >= 0.6


@pytest.mark.parametrize(
    "text",
    ["平均値", "関数型", "型推論", "山形会場", "Vue Components", "Ruby Kaigi", "Deep Dive", "分散処理", "C. Design"],
)
def test_words_of_titles_are_not(text: str) -> None:
    assert name_likeness(text) < 0.6
