"""The words by which reports of events speak: vocabulary in Japanese and English, as compiled patterns.

Belongs here: words with a meaning for reading any report. Does not belong here: anything particular to one event,
author or site.
"""

from __future__ import annotations

import re

from pipeline.reports.patterns import by_letter, quick

# headings and items that are no talk, whole text (after numbering, time and marks are taken away)
NOT_TALK_WORDS = (
    r"は[じし]めに|初めに|始めに|前書き|まえがき|序文?|導入|イントロ(?:ダクション)?|intro(?:duction)?|overview|概要|前提|背景|経緯|きっかけ|動機|目的|目次|toc|table of contents|contents?|"
    r"お?わりに|終わりに|終りに|最後に|さいごに|まとめ|総括|総評|結び|むすび|あとがき|後書き|結論|summary|conclusions?|wrap(?:ping)?[ -]?up|closing(?: remarks)?|(?:meet-?up |meeting |general )notes|reflections?(?:,? (?:and |& )?thoughts)?|takeaways|epilogue|prologue|エピローグ|プロローグ|"
    r"(?:発表|登壇|LT|参加|開催)(?:を)?してみて.*|やってみて.*|話してみて.*|感想|所感|雑感|感じたこと|思ったこと|学び|気づき|反省(?:点)?|ふりかえり|振り返り|全体(?:的な|の|を通して(?:の)?)?(?:感想|所感)?|よかった(?:こと|点)|良かった(?:こと|点)|impressions?|takeaways?|thoughts?|reflections?|"
    r"参考(?:資料|文献|リンク|url|サイト|になる\S*)?|参照|関連(?:リンク|記事|資料)?|リンク(?:集)?|references?|links?|resources?|further reading|see also|あわせて読みたい|"
    r"懇親会(?:.{0,12})?|二次会|2次会|打ち上げ|飲み会|ネットワーキング.*|networking.*|after ?party|アフターパーティー?|party|パーティー|"
    r"休憩(?:.{0,10})?|break|coffee break|lunch(?: break)?|ランチ(?:タイム)?|昼食|昼休み|お昼|dinner|breakfast|朝食|"
    r"受付(?:開始)?|開場|開会(?:式|の?挨拶)?|閉会(?:式|の?挨拶)?|オープニング(?:トーク|挨拶|セレモニー)?|opening(?: remarks| ceremony)?|クロージング(?:トーク|挨拶)?|closing|挨拶|あいさつ|ご挨拶|会場(?:説明|案内|について|の様子|の雰囲気)?|諸注意|乾杯.*|撤収|解散|registration|welcome|"
    r"自己紹介|お?知らせ|告知|宣伝|pr|募集|採用.*|announcements?|謝辞|お礼|thanks|thank you.*|acknowledg\w*|スタッフ|運営|"
    r"アンケート.*|questionnaire|survey.*|質疑応答|質疑|q ?& ?a(?:セッション)?|qa|ask the speaker|フィードバック|"
    r"スポンサー(?:ブース|紹介|企業)?|協賛(?:ブース|企業)?|企業ブース|ブース(?:.{0,10})?|sponsors?|booths?|exhibit\w*|ノベルティ|グッズ|お土産|スタンプラリー|会場|開催場所|場所|アクセス|venue|日時|開催日時?|日程|参加費|対象者?|定員|ハッシュタグ|主催者?|"
    r"イベント(?:の)?(?:概要|情報|ページ|詳細|内容|について)?|概要と.*|参加(?:の|した)?(?:きっかけ|理由|動機|目的|経緯)|(?:当日|会場|イベント)の(?:様子|流れ|雰囲気)|当日|event(?: info.*| overview)?|about.*|"
    r"タイムテーブル|アジェンダ|プログラム|スケジュール|agenda|schedule|timetable|time ?table|program|セッション一覧|発表一覧|資料(?:一覧)?|スライド(?:一覧)?|発表資料(?:一覧)?|登壇資料|slides?|materials?|動画|アーカイブ|youtube|配信|録画|videos?|recordings?|photos?|写真|ギャラリー|"
    r"次回(?:.{0,12})?|今後(?:.{0,12})?|next(?: .*)?|来年.*|追記|更新履歴|補足|余談|おまけ|番外編|メモ|notes?|免責.*|お断り.*|注意.*|tl;?dr|宿題|todo|前日|前々日|当日まで|翌日|帰路|移動|宿泊|ホテル|観光|グルメ|準備(?:.{0,6})?|裏話|後日談|戦利品|"
    r"twitter|x|tweets?|ツイート|tl|タイムライン|let'?s get started|let'?s start|スタート|開始|始まり|前夜祭|後夜祭|アフターイベント|お疲れ(?:さま|様)(?:でした)?|ありがとうございました|本題|本編|その他|他|番外|蛇足.*|雑談|小話|交流(?:会)?|余談.*|[(（]余談[)）].*|ご?挨拶.*|(?:過去|これまで|前回|以前|昨年|去年)の.{1,12}|趣旨説明|結果|投票|表彰.*|集合写真|全体|総評|良かった.{0,6}|印象に残った.{0,8}|学んだこと|得られた.{0,6}|"
    r"speakers?|登壇者(?:紹介)?|発表者|参加者|attendees?|participants?|organizers?|ライセンス|license|preparations?|how (?:it|this|i|we) (?:came about|started|got (?:here|there)|ended up)(?: .*)?|(?:the )?(?:questions?|feedback)(?: (?:i|we) got| from .*)?|what(?:'s| is)? next(?: .*)?|what i(?:'d| would| will)? (?:do|learn|take|like|miss)\w*(?: .*)?|what (?:people|others|they) (?:said|say|asked)|lessons learned|getting (?:there|home)|(?:the )?(?:venue|evening|morning|afternoon|hallway(?: track)?|food|verdict|contents|housekeeping|aob|any other business|afterwards|minutes|attendance)|(?:coffee|tea|chai|lunch) break.*|(?:\w+ )?lunch|ちょっとした.{1,8}|お祝い(?:の)?(?:メッセージ|コメント|の言葉)|"
    r"comments?|コメント|反応|ツイート|tweets?|togetter"
)
# the same where any words stand first; looked at only where one of the words that they need stands anywhere
NOT_TALK_ENDS = (
    r".{0,6}アンケート(?:結果)?|"
    r".{1,10}(?:さん|様|氏|者|社|長|より|から)?(?:の)?(?:ご?挨拶|ご?あいさつ)|"
    r".{0,12}を通じて.{0,8}|"
    r".{0,6}感じたこと|"
    r".*(?:coffee|tea|chai|lunch) break|"
    r"(?:.{0,10}の)?(?:ちょっとした)?エピソード.{0,4}|"
    r".{0,16}紹介され(?:た|ていた|てた).{0,6}(?:記事|リンク|サイト|本|ツール|もの|技術).{0,4}|"
    r".{0,16}自己紹介(?:タイム|コーナー|の時間)?|"
    r".{0,10}(?:チャット|slack|discord)(?:欄|から|より)?|"
    r"(?:.*(?:talks?|sessions?) (?:i|we) missed.*)|"
    r".{0,8}(?:参加|登壇|応募|行って|行き|来て|挑戦)(?:し(?:て)?|する|を?(?:考えて|検討して|迷って))?(?:みたい|たい|いる)?(?:と思っている)?(?:人|方|方々|みなさん|皆さん|皆様)(?:たち)?へ(?:の?メッセージ)?|"
    r"(?:.{1,12}の)?(?:様子|雰囲気|流れ)|"
    r".{0,8}(?:LT|セッション|発表|登壇)の(?:様子|雰囲気|流れ)"
)
NEEDED = r"アンケート|挨拶|あいさつ|を通じて|感じたこと| break|エピソード|紹介され|自己紹介|(?:人|方|々|さん|様|ち)へ|チャット|slack|discord| missed|様子|雰囲気|流れ"
NOT_TALK = re.compile(
    rf"^(?:{by_letter(NOT_TALK_WORDS, re.I)}|(?=.*(?:{NEEDED}))(?:{NOT_TALK_ENDS}))[\s。!！…\.:：〜~♪]*$", re.I
)
# headings under which talks stand
CONTAINER = quick(
    r"セッション|発表(?!者)|\bLT\b|ＬＴ|LT(?:会|大会|枠|タイム|セッション)?|ライトニング|lightning|light(?:n|e)ing talks?|登壇|トーク|講演|基調|タイムテーブル|プログラム|アジェンダ|\btalks?\b|sessions?|schedule|program|agenda|keynotes?|"
    r"day ?\d|\d日目|[一二三]日目|初日|最終日|track|トラック|ホール|会場|ルーム|room|hall|午前|午後|前半|後半|第[一二三\d]+部|部門|聴講|聞いた|聴いた|見た|参加した|拝聴|印象に残った|気になった|資料|スライド|slides|イベント(?:内容|レポート)|本編|内容|当日",
    re.I,
)
# headings under which nothing is a talk of this event
NOT_CONTAINER = quick(
    r"(?:紹介|言及|参照|引用)(?:した|された|いただいた|している)\S{0,6}(?:記事|ブログ|URL|リンク)|(?:参加|関連|他の方|皆さん|みなさん)(?:者|(?:され|し)た(?:方|人|皆さん|みなさん)々?)?の?(?:ブログ|記事|レポート)|前夜祭|後夜祭|前々日|翌日|前日|アフター(?:イベント|パーティ)|裏話|ブース|アンケート|懇親会|参考|関連|リンク|告知|宣伝|お知らせ|募集|次回|懇親|今後|(?<!セッション)(?<!セッションの)(?<!発表の)(?<!発表)(?<!LTの)(?<!LT)(?<!トークの)(?<!講演の)感想(?!.*セッション)|まとめ|おわりに|終わりに|さいごに|最後に|はじめに|過去|宿|観光|グルメ|食|questionnaire|references?|resources|links|further|after ?party|sponsors?|thanks",
    re.I,
)
# headings whose lists are of talks, whole text
LISTS_TALKS = re.compile(
    r"(?:当日の|本日の|今回の|今日の|イベントの|(?:meet ?-?up|勉強会|イベント)(?:全体)?での?|(?:その)?他の(?:方の|人の)?|みなさんの|皆さんの|全)?(?:発表|登壇|セッション|トーク|講演|LT|ＬＴ|ライトニングトーク|飛び込みLT|飛び入りLT|話)(?:大会|会|枠|タイム|セッション)?(?:の)?(?:一覧|タイトル|内容|概要|者と(?:タイトル|内容|資料)|リスト|まとめ)?(?:[(（].{0,20}[)）])?|"
    r"(?:当日の|本日の|今回の)?(?:タイムテーブル|プログラム|アジェンダ|スケジュール|流れ|タイムスケジュール|進行|ラインナップ|演目|お品書き)|(?:発表|登壇|セッション|LT)?(?:資料|スライド)(?:一覧|まとめ|リンク)?|"
    r"(?:the |all |our )?(?:lightning |short |invited |regular )?(?:talks?|sessions|presentations|keynotes|lineup|line-up)(?: list)?|(?:(?:a few|some|more|a selection) of )?(?:my |our |the |some |a few )?(?:favou?rite|best|notable|great|recommended) (?:talks|sessions)(?: (?:i|we) \w+)?(?: \(.{0,40}\))?|schedule|agenda|program(?:me)?|timetable|slides(?: and videos)?",
    re.I,
)
TALK_LABEL = re.compile(
    r"(?:スポンサー|招待|基調|特別|一般|公募|ゲスト|飛び込み|ショート|ロング|メイン|オープニング|クロージング)?(?:セッション|講演|発表|登壇|トーク|LT|ＬＴ|キーノート)|keynote|lightning talk|session|talk|presentation|パネル(?:ディスカッション|トーク)?|panel(?: discussion)?|座談会|ワークショップ|workshop|ハンズオン|hands-?on|tutorial|チュートリアル",
    re.I,
)
# a calendar's other days: "昨日は○○さんの「…」でした", "明日は○○さんの記事です"
OTHER_ARTICLE = re.compile(r"\W{0,4}(?:昨日|前日|一昨日|おととい|明日|翌日|明後日)(?:の記事)?は")
# a room or track, whose video shows all of its talks
TRACK = re.compile(r"(?:トラック|会場|ホール|ルーム|ステージ|\b(?:track|room|hall|stage))\s?[\dA-Z]?[)）]?$", re.I)
TELLS_OF_TALK = quick(
    r"発表(?:され|でし|して|です|を|は|が|者|の|内容)|(?:お|の)?話(?:でし|を|が|は|です|し|され|。)|登壇|セッション|トーク|講演|スライド|資料|LT|ライトニング|プレゼン|デモ|解説|紹介(?:され|して|が|し)|"
    r"\btalk(?:ed|s)?\b|\bspoke\b|\bspeaker\b|\bpresent(?:ed|s|ation)\b|\bslides\b|\bsession\b|\bdemo(?:ed|nstrated|s)?\b|\bshowed\b|\bexplain(?:ed|s)\b|\bdiscuss(?:ed|es)\b|\bkeynote\b|\bdescribed\b|\bintroduc(?:ed|es)\b",
    re.I,
)
REPORT_TITLE = quick(
    r"レポ(?:ート|りました|$|\b|（|」)|れぽ|参加(?:した|して|しました|記|録|メモ|ログ|レポ|報告|&|＆|・|してき)|行って(?:きた|きました|みた)|行ってき|いってき|開催(?:しました|した|され|レポ|報告|しま)|登壇(?:した|して|しました|レポ|報告|記|&|＆|・)|発表(?:した|して|しました|してき)|出演し|出展し|LT(?:した|して|しました|デビュー|をし)|聞いてき|聴いてき|観てき|主催(?:した|し)|感想|振り返|ふりかえ|ふり返|まとめ|参戦|満喫|メモ|イベントログ|見聞録|"
    r"\brecap\b|\bround-?up\b|\breport\b|\btrip report\b|\bnotes\b|\breflections?\b|\bretrospective\b|\battended\b|\bimpressions?\b|\blooking back\b|\bsummary\b|\bhighlights?\b|\bwrap-?up\b|\bwent to\b|\bvideos? from\b|\btalks?\b",
    re.I,
)
EVENT_NAME = quick(
    r"勉強会|もくもく|カンファレンス|会議(?!室)|ミートアップ|ハンズオン|ハッカソン|読書会|輪読|座談会|交流会|研究会|LT会|LT大会|ナイト|フェス|フォーラム|サミット|シンポジウム|シンポ|セミナー|ワークショップ|茶会|お茶会|忘年会|新年会|夏祭り|祭り?|キャンプ|合宿|サロン|カーニバル|大会|集会|オフ会|部会|分科会|デブサミ|スクフェス|報告会|例会|もくもく会|説明会|体験会|"
    r"meet ?-?up|conf(?:erence|errence)?(?:\b| ?20\d\d)|\bconf\b|conf\d|\bconf\.|summit|kaigi|camp|fest(?:a|ival)?|\bdays?\b|night|\blt\b|workshop|hackathon|hackfest|symposium|forum|seminar|casual talks|study|beer ?bash|expo|con ?20\d\d|con\b|jam\b|bash\b|talks\b|\bug\b|user group|jaws|blt|bootcamp|re:invent|build\b|i/o\b|oscon|fosdem|#\s?\d+|vol\.? ?\d+|第\s?\d+\s?回|pycon|rubykaigi|iosdc|droidkaigi|jsconf|devfest|devopsdays|yapc|europython|[a-z]days ?['’]?\d{2}\b",
    re.I,
)
TOOK_PLACE = quick(
    r"開催され(?!る|ます)|開催しま(?!す)|開催した|開催です|行われ|参加し(?:た|まし|てき)|行って(?:き|まい)|いってき|お邪魔|おじゃま|登壇し(?:た|まし|てき)|発表し(?:た|まし|てき)|LTし(?:た|まし|てき)|出演し|主催し|聞いてき|聴いてき|お話し(?:を)?し(?:た|まし|てき)|しゃべって|話してき|出席|参戦|聴きに行|聞きに行|視聴し(?:た|まし|てき)|(?:会議|勉強会|カンファレンス|イベント|ミートアップ)でした|(?:会議|勉強会|カンファレンス|イベント)が終わり|聴講し|満席でした|メモを残|"
    r"took place|was held|were held|attended|(?:chance|opportunity|able|got|pleasure) (?:to attend|of attending)|we hosted|i went|took part|participated|gave a (?:talk|keynote)|spoke at|we had|got back from|returned from|wrapped up|gathered|held (?:in|at|on|its)|just (?:finished|concluded)|got home from|my first (?:\w+ )?(?:conference|meet-?up)|(?:weekend|week|day|evening|night) at the|weekend at|pleasure (?:to host|of hosting)|(?:what|ones|talks) (?:i|we) saw|(?:came|come) to our|we (?:ran|held|hosted) (?:a|an|our|the)|last (?:week|month|weekend|night)|yesterday",
    re.I,
)
WILL_TAKE_PLACE = quick(
    r"開催(?:します|する|予定|決定)|開催いたします|参加者(?:を)?募集|申し?込み(?:は|受付|開始)|お申し込み|ご参加ください|お待ちして|登壇(?:します|する|予定)|話します|発表します|募集(?:します|中|を開始|を始め)|"
    r"will (?:take place|be held|be speaking)|call for (?:papers|proposals|speakers)|register (?:now|here)|registration is (?:now )?open|tickets|save the date|we(?:'re| are) (?:happy|excited|pleased) to announce|cfp|is coming|upcoming",
    re.I,
)
NO_TALK_EVENT = quick(
    r"もくもく|モブプロ|モブプログラミング|ハッカソン|読書会|輪読会|ハンズオン|ペアプロ|雑談会|ランチ会|飲み会|食事会|オフ会|hackathon|hackfest|mob ?programming|code ?jam|ctf|コンテスト|競技|クラッシュ|ゲーム(?:大会|会)|ボードゲーム|hands-?on|technical book|即売会|技術書典|勉強し(?:た|ました)|調査回|お茶会|座談会|カーニバル|ディスカッション|ライブコーディング|を読もう|作ろう|見て回る|眺め",
    re.I,
)
LIGHTNING = quick(r"\bLTs?\b|ＬＴ|(?<![A-Za-z])LT(?![A-Za-z])|ライトニング|lightning|5分(?:間)?トーク", re.I)
KEYNOTE = re.compile(r"基調|キーノート|key ?note", re.I)
PANEL = quick(r"パネル|座談会|panel|対談|トークセッション|鼎談|fireside|ディスカッション", re.I)
WORKSHOP = quick(r"ハンズオン|ワークショップ|hands-?on|workshop|tutorial|チュートリアル|もくもく", re.I)
QA = quick(
    r"質疑|質問|q ?& ?a|q ?＆ ?a|\bqa\b|ask the speaker|コメント|感想(?:タイム|戦)?$|反応|フィードバック|feedback|comments?|discussion",
    re.I,
)
# an announcement of what is still to come, and what was before the event told of
NEXT = quick(
    r"次回|次は|次の[^\s。、]{1,12}は|次の(?:勉強会|イベント|回|開催)|今後の(?:予定|開催|イベント)|次回予告|開催予定|来月|予定です|お待ちして|参加申込|申し込み(?!は)|upcoming|next (?:event|meetup|time|edition|one|year|conference|summit|month)|see you (?:at|in|next)|save (?:the date|your seat)|takes place (?:on|in)|来年[はも]|"
    r"(?:#\s?\d+|edition|meetup|one) is (?:on|planned for|scheduled for)\b",
    re.I,
)
PAST = quick(
    r"前回|過去の|昨年|去年|以前|前々回|第一回目?は|(?<!\d)初回は|関連イベント|last (?:year|time)|previous", re.I
)
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥]")
KANA = re.compile(r"[ぁ-んァ-ヶ]")
