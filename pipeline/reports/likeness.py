"""How much a piece of text looks like one person's name or handle, and what looks like a company or a role.

Belongs here: judging a single piece, without honorific. Does not belong here: cutting a text into people (`names`), the
lists of names (`given`, `surnames`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.reports.given import GIVEN_NAMES
from pipeline.reports.patterns import by_letter, quick
from pipeline.reports.surnames import LATIN_SURNAMES, SURNAMES

HANDLE = r"@[A-Za-z0-9_][A-Za-z0-9_-]{0,38}"
HANDLES = re.compile(HANDLE)
KANJI = r"[一-龥々〆ヶヵケ髙﨑]"
# what a Japanese name or nickname may be made of, without honorific
NAME_JA = re.compile(
    rf"(?:{KANJI}{{1,4}}[ \u3000・]?{KANJI}{{1,4}}[ぁ-んァ-ヶー]{{0,4}}|{KANJI}{{1,4}}[ \u3000]?[ぁ-んァ-ヶー]{{1,6}}|[ァ-ヶー・]{{2,16}}|[ぁ-んー]{{2,8}}[ \u3000]?[ぁ-んー]{{0,6}})$"
)
# a name in kanji as it stands behind or before other words
JA_NAME = rf"(?:{KANJI}{{1,3}}[ \u3000])?{KANJI}{{1,5}}[ぁ-んァ-ヶー]{{0,4}}"
SPACED_KANJI = re.compile(rf"{KANJI}{{1,3}}[ \u3000]{KANJI}{{1,3}}")
PLAIN_KANJI = re.compile(rf"{KANJI}{{3,5}}")
KANJI_KANA = re.compile(rf"{KANJI}{{2,3}}[ァ-ヶーぁ-ん]{{1,4}}")
AFTER_SURNAME = re.compile(rf"[ \u3000]?(?:{KANJI}{{1,3}}[ぁ-んァ-ヶ]{{0,2}}|[ぁ-ん]{{2,5}}|[ァ-ヶー]{{2,6}})")
NO_SURNAME_AFTER = quick(
    r"(?:工業|製作所?|製薬|自動車|証券|銀行|電機|電気|建設|商事|物産|生命|食品|化学|印刷|技研|運輸|鉄道|新聞|放送|出版|書店|書房|家|市|県|区|町|駅|城|川|山|空港|会場|市内|支社|支部|研|編|版|駅前|周辺|方面|開催|大会|勉強会|式|流|系|型|達|達?等)$"
)
VERB_END = re.compile(r"(?:ました|です|ます|でした|ません|だった|ている|ていた|しょう|ください|から|まで|など)$")
UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f\u1e00-\u1eff"  # the accented blocks hold both cases
NAME_LATIN = re.compile(
    rf"[{UPPER}][\w’'.-]{{0,24}}(?: (?:[{UPPER}][\w’'.-]{{0,24}}|de|van|von|der|den|la|el|di|da|dos|del|bin|al|du|ten)){{0,4}}"
)
PREFIXES = frozenset(["de", "van", "von", "der", "den", "la", "el", "di", "da", "dos", "del", "bin", "al", "du", "ten"])
# words of titles that are capitalised like names
_COMMON = """
    a about abstract accessibility advanced advent after agent agents agile ai all an and android angular
    animation animations answers any api apis app apple apps architecture are audio aws azure backend be before
    beginner beginners behind best better between beyond big blockchain bot break browser bug bugs build building
    builds business calendar career case chapter chat chrome closing cloud cluster code color colors community
    companies company compiler component components computing conclusion concurrent conf conference container
    containers continuous creating crypto css culture customer customers data database day debugging deep delivery
    demo deploy deployment design designing developing development devops dive django do docker does domain driven
    during easy edge elasticsearch elixir emacs end engine engineering erlang error errors event every exception
    exceptions experience exploring fast feature features firefox first fix fixes flag flags flutter font fonts
    for form forms framework from frontend full function functional functions future generative getting github go
    going good google graphics graphql great grpc guide hard hardware haskell higher hiring history hook hooks how
    html identity image images improving in infrastructure input inside integration interface into intro
    introduction ios is it its java javascript journey kafka keynote kotlin kubernetes lambda language languages
    laravel layout leadership learned learning less lessons library lightning linux live llm logging lunch machine
    making management managing measuring meetup memory metadata metrics microservice microservices microsoft
    mission ml mobile model models modern mongodb monitoring monolith more most my mysql native network new next
    night no node not notes observability of on open open-source opening operations operator optimizing oracle our
    output over overview panel paradigm part past pattern patterns payments performance perl php pipeline
    pipelines platform postgres postgresql practical practice practices present principles privacy product
    programming project python quantum questions queue rails react real redis release releases remarks remote
    render rendering request research roadmap robotics router routing ruby running runtime rust safari scala
    scaling scrum section security server serverless service services session sessions shipping signal signals
    simple slides slow small software solution solutions source speech sqlite sre stack state storage stories
    story strategy stream studies study style styles summary summit swift swiftui system systems table tables
    tactics talk talks teaching team tech technologies technology terraform test testing tests thanks the theory
    thinking through time to tour tracing type types typescript under understanding until update updates usability
    user using version via video vim vision voice vs vue wasm we web webassembly welcome what while why windows
    with without wordpress working workshop world writing yes you your
"""
COMMON = frozenset(_COMMON.split())
# nouns that stand before a colon or behind a slash as names do, and are none: labels of facts, fields of work
_COMMON_JA = """
    アーキテクチャ アイデア アクセシビリティ アクセス アジェンダ アジャイル アプリ アプリケーション アンケート インフラ インフラストラクチャ インタビュー
    エラー オブザーバビリティ カテゴリ カテゴリー キーワード キャリア クラウド クライアント ゲーム コスト コミュニティ コンテンツ コンテナ サーバー サーバーレス サービス
    サイト サポート システム スケジュール ステップ セキュリティ ソース ターゲット タイトル タイムテーブル チーム ツール テーマ テスト データ データベース デザイン
    デプロイ デメリット デモ トピック ネットワーク バージョン バックエンド パフォーマンス ハードウェア プラン プロジェクト プロダクト プロフィール フレームワーク フロントエンド
    ページ ポイント マネジメント メリット メンバー モバイル ユーザー ライブラリ リポジトリ リンク ルール レベル
    案内 意味 一覧 運用 影響 応用 会場 開催 開発 開発環境 解決 解決策 解説 概要 課題 改善 学習 確認 環境 監視 管理 関連 企画 機械学習 機能 期間 基礎
    経緯 技術 技術選定 協賛 業務 結果 結論 検証 構成 構築 効果 効果測定 賞金 賞金総額 参加 参加費 参考 資料 時間 時期 実装 質問 事例 自動化 手順 種類 主催 条件 詳細
    場所 情報 賞品 人数 性能 設計 説明 戦略 前提 全体 組織 対応 対策 対象 対象者 代表作 注意 調査 提供 定員 定義 内容 日時 日程 認証 背景 費用 比較 評価 負荷 分析 方法 方針 本題
    募集 補足 目次 目的 問題 役割 要件 用途 予算 利用 理由 料金 流れ 例 歴史 練習 品質 組込み 特徴
"""
COMMON_JA = frozenset(_COMMON_JA.split())
LOW_NAME = re.compile(r"[a-z]{2,} [a-z]{2,}")  # as their own profiles write it: "jane doe"
LOW_HANDLE = re.compile(r"[a-z0-9_][A-Za-z0-9_.-]{2,20}")
AMOUNT = re.compile(r"[$¥]?\d[\d.,/:-]*$")
WORD = re.compile(r"[A-Za-z0-9_][\w.-]{1,24}$")
ORGANISATION = quick(
    r"株式会社|有限会社|合同会社|（株）|\(株\)|㈱|財団|社団|大学|研究所|研究室|高専|学園|高校|\bInc\b|\bLtd\b|\bLLC\b|\bCorp\b|\bCo\.|\bGmbH\b|University|Institute|\bLab(?:s|oratory)?\b|Foundation\b|"
    r"Google|Microsoft|Amazon|AWS\b|Facebook|Meta\b|Apple|IBM|Oracle|Netflix|GitHub|Mozilla|Red ?Hat|"
    r"サイボウズ|メルカリ|ヤフー|Yahoo|LINE|DeNA|サイバーエージェント|CyberAgent|楽天|リクルート|GMO|ペパボ|クックパッド|NTT|富士通|日立|ソニー|KDDI|ソフトバンク|Classmethod|クラスメソッド|"
    r"グループ|部門|チーム$|Team$|本部|事業部|協会|コミュニティ|ユーザー?会|運営|事務局|組合|ホールディングス|テクノロジーズ?|システムズ?|ソリューションズ?|"
    r"エンジニア(?!リング)|デザイナー|Engineer|Developer|Designer|Manager|Director|Architect|Founder|Researcher|Scientist|Consultant|Professor|Maintainer|\bHead of\b|\bLead\b|\bVP\b|\bPhD\b|\bSRE\b|\bPdM\b|"
    r"CTO|CEO|COO|CIO|CISO|VPoE|代表|取締役|執行役員|部長|課長|室長|所長|社長|理事|顧問|准教授|研究員|リーダー|マネージャー?|プロデューサー|メンバー|担当|開発者|アドボケイト|Advocate|Evangelist|エバンジェリスト"
)
_LOW_COMPANIES = """
    cookpad dena eureka freee github gitlab google gunosy hatena kaminashi kyash layerx line mercari meta mixi
    moneyforward netflix nota ntt paypay pepabo pixiv plaid rakuten recruit retty sansan smarthr smartnews stripe
    timee ubie wantedly yahoo zozo
"""
LOW_COMPANIES = frozenset(_LOW_COMPANIES.split())
NOT_A_PERSON_WORDS = r"ref|refs|cf|via|source|出典|引用|引用元|参考|参考元|参照|元記事|関連|.{2,10}(?:してみて|してきて|みて)|皆|みな|みんな|皆様|お客|たく|各社|各位|運営|スタッフ|登壇者|発表者|参加者|主催者?|司会|スピーカー|スポンサー|企業|会社|御社|弊社|自分|私|僕|俺|わたし|ぼく|筆者|中の人|友人|同僚|先輩|後輩|知人|上司|社員|学生|エンジニア|開発者|初心者|講師|執筆者|関係者|ファン|ユーザー?|コミュニティ|主催の方|一部の|other|others|me|we|they|everyone|speaker|author|you|the|a|this|it|LT|資料|スライド|質問|回答|感想|動画|録画|不明|未定|無題|TBD|N/?A|なし|全員|ALL|有志|unknown|sponsor|link|各自|皆さん|お二人|二人|三人|方々|匿名(?:希望)?|anonymous|(?:本|第.|メイン|サブ|[A-Z])?会場|.{0,6}(?:ホール|ルーム|トラック)|.{1,12}(?:たい|する|した|いる|の)方|奥|お母|お父|お子|赤ちゃ|猫|お疲れ|ごくろう|ご苦労|たくさ|いろいろ|屋|お隣|業者|店員|神|仏|王|客|お嬢|坊|おじ|おば|お兄|お姉|おばあ|おじい|お婆|お爺|ばあ|じい|婆|爺|祖母|祖父|患者|利用者|当事者|somebody|someone|several|nobody|anyone|everybody|.*(?:こちら|コチラ)|お隣の|娘|息子|弟|妹"
NOT_A_PERSON = re.compile(rf"^(?:{by_letter(NOT_A_PERSON_WORDS, re.I)})$", re.I)
PARTICLE = quick(
    r"[をはがにでへ]|から|まで|より|した|する|です|ます|った|って|いて|いる|ない|こと|もの|とは|など|ため|という|について|ください|ましょう|[?？!！。、]"
)


@lru_cache(maxsize=50_000)
def name_likeness(text: str) -> float:
    """How much a piece (without honorific) looks like one person's name or handle: 0..1."""
    text = text.strip()
    if not text or len(text) > 40 or NOT_A_PERSON.match(text):
        return 0.0
    if HANDLES.fullmatch(text):
        return 1.0
    if text in COMMON_JA:
        return 0.1
    if text.isdigit() or not any(char.isalpha() for char in text) or AMOUNT.match(text):
        return 0.0
    if ORGANISATION.search(text):
        return 0.1
    if NAME_LATIN.fullmatch(text):
        return latin_likeness(text.split())
    if NAME_JA.match(text):
        return kanji_likeness(text)
    if LOW_NAME.fullmatch(text):
        first, last = text.split()
        if (first in GIVEN_NAMES and last in LATIN_SURNAMES) or (last in GIVEN_NAMES and first in LATIN_SURNAMES):
            return 0.8
    if LOW_HANDLE.fullmatch(text) and not text.replace(".", "").isdigit():
        if text in LOW_COMPANIES:
            return 0.1
        return 0.5 if re.search(r"[0-9_]", text) or not text.isalpha() else 0.4
    if WORD.match(text):
        return 0.25
    if len(text) <= 12 and not PARTICLE.search(text):
        return 0.2
    return 0.05


INITIALS = re.compile(r"(?:[A-Z]\.-?)+")


LONG_GERUND = 7  # letters


def latin_likeness(parts: list[str]) -> float:
    """Of words that are all written like names: "Jane Doe", "Wei-Lin Chang", "YAMADA Taro", "Vue Components"."""
    low = [part.lower().strip(".") for part in parts]
    first = low[0].partition("-")[0]
    if len(parts) == 1 and low[0] in COMMON:
        return 0.1
    if len(parts) == 1:
        return 0.5 if low[0] in GIVEN_NAMES or low[0] in LATIN_SURNAMES else 0.3
    if len(parts) > 5 or low[-1] in PREFIXES:
        return 0.3
    if len(first) >= LONG_GERUND and first.endswith("ing") and first not in GIVEN_NAMES | LATIN_SURNAMES:
        return 0.1  # "by Crafting Custom Profiles"
    initials = [bool(INITIALS.fullmatch(part)) for part in parts]
    common = sum(word in COMMON for word, initial in zip(low, initials, strict=True) if not initial)
    known = first in GIVEN_NAMES or low[-1] in LATIN_SURNAMES or (low[0] in LATIN_SURNAMES and low[-1] in GIVEN_NAMES)
    if known:
        return 0.9 if not common else 0.4
    if common or any(
        part.isupper() and len(part) > 3 for part, initial in zip(parts, initials, strict=True) if not initial
    ):
        return 0.3
    if len(parts) <= 4 and not all(initials) and any(initials[:-1]):
        return 0.7
    if any(word in PREFIXES for word in low[1:]):
        return 0.62
    return 0.62 if len(parts) == 2 else 0.45


def kanji_likeness(text: str) -> float:
    """Of kanji and kana that could be a name: 佐々木 徹, 佐々木徹, 佐々木とおる, 佐々木, ささき."""
    for length in (3, 2, 1):
        if text[:length] not in SURNAMES:
            continue
        rest = text[length:]
        if not rest:
            return 0.65 if length > 1 else 0.3
        if NO_SURNAME_AFTER.search(rest) or not AFTER_SURNAME.fullmatch(rest):
            continue
        if rest[0] in " \u3000":
            return 0.95
        if length > 1:
            return 0.9
        return 0.58 if len(text) == 3 and PLAIN_KANJI.fullmatch(text) else 0.4
    if VERB_END.search(text):
        return 0.1
    if SPACED_KANJI.fullmatch(text):
        return 0.85
    if PLAIN_KANJI.fullmatch(text):
        return 0.56
    if KANJI_KANA.fullmatch(text):
        return 0.5
    return 0.4
