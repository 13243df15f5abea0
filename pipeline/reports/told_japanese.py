"""Talks that a line of Japanese tells of: ○○さんの「…」では, 「…」と題して, 最後は○○さん.

Belongs here: weighing a title by its sentence, and sentences that only say who spoke. Every title is weighed: is a person
named, is it said that something was presented, does the title lead to a deck; a remark (○○さん「…」と言って), a book or an
event in quotes has words against it. No single pattern decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.reports import words
from pipeline.reports.blocks import Line
from pipeline.reports.hosts import hosts_a_deck, kind_of
from pipeline.reports.likeness import HANDLE
from pipeline.reports.names import HONORIFIC, read_people
from pipeline.reports.patterns import quick
from pipeline.reports.prose import INTRODUCED
from pipeline.reports.spans import ENOUGH, LONGEST, Found, Span, confidence, inside, mask, spans_of
from pipeline.reports.split import Split
from pipeline.reports.titles import POINTING, clean_title

TALK_JA = r"発表|ＬＴ|(?<![A-Za-z])LT(?![A-Za-z])|登壇|(?<!世)(?<!電)(?<!会)お?話(?!題)|講演|セッション|トーク|プレゼン|しゃべ|喋|キーノート|ライトニング"
PERSON = re.compile(
    rf"((?:[^\s\u3000、。，！!？?「」『』（）()はがをのにで]{{1,20}}[ \u3000])?[^\s\u3000、。，！!？?「」『』（）()はがをのに]{{1,24}}?\s?{HONORIFIC}|{HANDLE}(?:\s?{HONORIFIC})?)"
    r"(?:\s?[(（][^()（）]{1,40}[)）])?"
)
LEADS = re.compile(
    r"^(?:続いて|つづいて|次いで|お次は|次は|まずは?|さらに|また|そして|それから|最初は|最後は|トリは|[一二三四五六七八九\d]+(?:番目|人目|本目)は)"
)
GIVES = re.compile(
    r"\s?(?:の(?:発表|LT|セッション|講演|トーク|登壇)?(?:[、:：])?|による(?:発表|LT|セッション|講演|トーク)?|から(?:は|の)?|が|は|より|で(?=、))[、\s]?[^。「」『』]{0,16}$"
)
STANDS = re.compile(r"\s?[、:：]?\s?$")  # nothing between a person and the quote
SAID = re.compile(
    rf"(?:という|といった|と題した|と題して|と題し|との)?(?:タイトル|題|テーマ|お?題目|演題|ネタ|内容)?(?:の|で|という|にて|について|に関する|を)?[^。「」『』\n]{{0,14}}?(?:{TALK_JA})|と題し|というタイトル|という(?:お?題|演題)|という、?[^。「」『』\n]{{0,16}}題(?:で|の|だ|。|、)"
)
ATTENDED = re.compile(
    r"[」』]?\s*(?:に|へ)(?:も)?(?:参加|出席)(?:させて)?(?:し|いただ|して)"
)  # a workshop, where somebody gives it
REFERS = re.compile(r"\W{0,4}(?:参考|関連|参照|cf\.?|ref\.?)(?:資料|リンク|記事|URL)?\s?[:：]", re.I)
# a title by which a talk went: nothing else is called so
TITLED_SO = re.compile(
    rf"[」』]?\s*(?:という|との)(?:タイトル|題|題名|演題|テーマ|お題)(?:で|にて)[^。「」『』\n]{{0,24}}?(?:{TALK_JA})|[」』]?\s*(?:と題し(?:て|た)|と題する)[^。「」『』\n]{{0,24}}?(?:{TALK_JA})"
)
GIVER_BEHIND = re.compile(
    rf"[」』]?\s*(?:を|について|というタイトルで|という題で|というテーマで|と題して|は|と題した)、?({{PERSON}})(?:が|に|から|より|による|の(?=発表|LT|講演|登壇|セッション|トーク|お?話))[^。「」『』\n]{{0,12}}?(?:{TALK_JA}|紹介|解説)".replace(
        "{PERSON}", PERSON.pattern
    )
)
# where in the evening, or in the author's mind, a talk stands; and what becomes of it
OCCASION = re.compile(
    r"印象に残|印象的|(?:良|よ)かった|面白かった|おもしろかった|気になった|一番|(?:聴|聞|見|観|視聴し|参加し)い?た(?:の|セッション|発表)|おすすめ|トリ|トップバッター|先陣|[一二三四五六七八九十\d１-９]+(?:人|番|本|つ|組|番手)目|最初|最後|続いて|つづいて|次[はのに]|お次|その後|午前|午後|まず"
)
HAPPENS = re.compile(
    r"[」』]?\s*(?:を(?:聴講|視聴|拝聴|聴|聞|見|観)|で(?:締め|幕(?:を|開)|始ま|スタート|終わ|トリ)|が(?:あり|行われ|始ま|続))"
)
# behind the title: （○○さん）, 登壇者は○○さん, 発表者: ○○さん
NAMED_BEHIND = re.compile(
    rf"[」』]?\s?(?:[(（]\s?({PERSON.pattern})\s?[)）]|[^。「」『』]{{0,6}}(?:登壇者|発表者|講演者|スピーカー|話し手)(?:は|[:：])\s?({PERSON.pattern}))"
)
SHOUTED = re.compile(r".{1,9}[!！]")
LIKED = re.compile(r"面白|おもしろ|印象|(?:良|よ)かった|勉強にな|刺さ|楽し|参考|興味深")
LAST_TIME = re.compile(r"(?:去年|昨年|一昨年|前回|前々回|以前)の\s?$")
LABELLED_HEADING = re.compile(rf"(?:{words.TALK_LABEL.pattern})\s?[\d①-⑳一二三四五六七八九十A-Z]{{0,2}}", re.I)
# a list of talks follows
ANNOUNCED = quick(
    rf"(?:{TALK_JA}|登壇者|発表者)(?:者|枠)?(?:は|が|も|の)[^。]{{0,10}}?(?:[一二三四五六七八九十\d]+\s?(?:本|名|人|件|つ|組)|おひとり|おふたり|お二人|以下|次の|こちら)"
)
LABEL_BEFORE = quick(rf"(?:{TALK_JA}|タイトル|発表名|演題|題名?|テーマ)(?:の|は|が|、|:|：|として)?\s?$")
GOES_ON = re.compile(
    r"[」』”\"]?\s*(?:では|でした|です|である|だ。|だった|について(?:は)?|は[、\s]?|を(?:発表|話|紹介)|と、|、|。|！|!|$|[(（]|https?:)"
)
AGAINST = re.compile(
    r"[」』]?\s*の(?:お?話|中)の?中で|[」』]?\s*(?:と(?:は)?(?:言|い(?:っ|う(?:声|質問|意見|言葉|名言|コメント|感想|ツイート|指摘|気持|方|人|の[はがをも]))|仰|おっしゃ|述|聞|思|感|答|書|呼|称|あ(?:り|る)|なって|なり)|との(?:こと|声|意見|コメント)|とか|って(?:言|い|思)|と(?:コメント|ツイート|質問|回答|締め)|(?:という|といった|の)?(?:名言|質問|言葉|コメント|書籍|本(?:を|が|の)|アプリ|サービス|イベント|勉強会|カンファレンス|ハッシュタグ|企画|コミュニティ|会(?:に|で|を|の)|記事(?:を|が|の)|機能|ブース|コーナー|懇親会|チーム|団体|会社))"
)
SPOKEN_AT = re.compile(r"[」』]?\s*に(?:も|は)?、?(?:また|再び|初めて|はじめて)?(?:登壇|出演)")  # where somebody spoke
BOOK_BEFORE = re.compile(
    r"(?:書籍|著書|新刊|拙著|本|雑誌|ブログ|記事|日記|連載|番組|ポッドキャスト|アプリ|サービス|イベント|勉強会|コミュニティ|前回|前に|過去に|以前(?:の|に|は)?|去年|昨年)[、の]?\s?$"
)
TALKED_JA = quick(rf"{TALK_JA}|題(?:し|で|は|の)|紹介|解説|語(?:ら|っ|り)|説明")
_GAVE = r"(?:し|され|いただ|頂|くださ|行|あり|おこな)(?:い|わ|れ|て|き|く|下さ|くださ|いただ|頂|っ|り|、)*(?:ました|ます|た)"
TOLD_JA = re.compile(
    rf"{PERSON.pattern}\s?(?:(?:の|による)(?:発表|LT|セッション|講演|登壇|トーク|プレゼン|デモ|ライブコーディング)(?:は|では|で、|が|です|でした|も|を(?:聴|聞|視聴|拝聴|見))"
    rf"|(?:が|から|からは|より|に|には)[^。「」『』\n]{{0,40}}?(?:発表|登壇|講演|(?<![A-Za-z])LT|お話|プレゼン)(?:を|が)?{_GAVE}"
    rf"|(?:が|から|からは|より)[^。「」『』\n]{{0,40}}?(?:について|の)(?:を|話を)?(?:話し|お話しし|紹介し|解説し|説明し)て(?:くれ|くださ|下さ|いただ|頂)(?:い|き)*(?:ました|た)"
    r"|による[^。「」『』\n]{1,30}?(?:の紹介|のお?話|の解説|の発表)(?:です|でした|。|$)"
    r"|(?:が|は)(?:登壇|発表)(?:。|$)"
    r"|の[^。「」『』\n]{1,24}の(?:お話|話|発表)(?:が|は|も|を)[^。\n]{0,12}(?:面白|おもしろ|印象|(?:良|よ)かった|勉強|興味|刺さ))"
)
# a line that says so and no more: "発表者：○○さん"
LABELLED_SPEAKER = re.compile(rf"\s*(?:発表者|登壇者|講演者|スピーカー|講師)\s?[:：]\s?({PERSON.pattern})\s*")
# the talk stands before the person: "勉強会で LT をされていた @handle さん"
GAVE_IT = re.compile(
    rf"(?:発表|登壇|講演|(?<![A-Za-z])LT|トーク)\s?(?:を)?\s?(?:し|されて?|なさって?|してくださっ|していただい|して)(?:い)?た\s?{PERSON.pattern}"
)
# whose material a link is, and no title: "@handle さん発表資料", "○○さんのスライド"
OWNED = re.compile(rf"({PERSON.pattern})\s?の?\s?(?:発表|登壇|講演|LT)?(?:資料|スライド|動画|の?発表)")
SENTENCE_JA = re.compile(r"[。！？!?]")
MARKS = re.compile("さん|@|氏|先生|様|さま|くん|君|ちゃん|サン|殿|師匠|博士|教授|ニキ")
SPOKEN_OF = re.compile(
    "発表|登壇|講演|LT|セッション|トーク|話|紹介|解説|説明|プレゼン|デモ|ライブコーディング|最初|最後|続い|つづい|次|番手|人目|番目|本目|つ目|組目|トップバッター|トリ|スピーカー|担当|講師|話し手|先陣"
)
# one of a series: まずは○○さんで, 2人目は○○さん, 最後は○○さんによる
IN_SERIES = re.compile(
    r"(?:まず(?:最初)?(?:は|に)?|はじめ(?:は|に)|最初(?:は|に)|トップバッターは|トップは|[一二三四五六七八九十\d]+(?:人|番|組|本|つ|席|番手)目?は|続いて(?:は)?|つづいて(?:は)?|次いで|次(?:は|に)|お次は|その次(?:は|に)|さらに|そして|最後(?:は|に)|ラストは|(?:大)?トリは|締めは)"
    rf"[、\s]?{PERSON.pattern}\s?(?:で(?:す|した)?|が|から|による|より|の|は|も)?(?=[、。\s「『]|発表|LT|お?話|トーク|セッション|登壇|紹介|$)"
)
SERIES = 3  # so many sentences one after the other show that they tell who spoke in turn
NOT_SPOKEN = re.compile(r"質問|質疑|懇親会|乾杯|挨拶|司会|受付|自己紹介|二次会|次回|会えま|会いま|お会い")
NOT_TOLD_JA = re.compile(
    r"懇親会|質問|質疑|コメント|司会|乾杯|挨拶|運営|主催|受付|自己紹介|予定|次回|以前|過去|前回|昨年|去年|かもしれ|してほし|ください"
)


def steps_in_series(content: str) -> int:
    """How many sentences of a line say who came next: まずは○○さん, 2人目は○○さん, 最後は○○さん."""
    if not MARKS.search(content):
        return 0
    begins = [0, *(found.end() for found in SENTENCE_JA.finditer(content[:LONGEST]))]
    return sum(IN_SERIES.match(content, begin) is not None for begin in begins)


def japanese_talks(
    line: Line,
    told_before: bool,
    heading: str = "",
    above: tuple[str, ...] = (),
    *,
    series: bool = False,
    shown: bool = False,
) -> Iterator[Found]:
    """Talks told in a line of Japanese; `heading` is the one above it, `above` whom it names if it names nobody's title;
    `series` says that the section tells one after the other who spoke, `shown` that a deck stands right below."""
    content = line.text[:LONGEST]
    if words.OTHER_ARTICLE.match(content) or REFERS.match(content):
        return
    spans = spans_of(line, content, english=False)
    taken: set[int] = set()
    of_talks = bool(heading) and bool(words.LISTS_TALKS.fullmatch(heading) or LABELLED_HEADING.fullmatch(heading))
    announced: bool | None = None
    for span in spans:
        title = span.title
        owner = OWNED.fullmatch(title) if span.links else None
        if owner:
            people = read_people(owner[1])
            if people.names and people.likeness >= 0.5:
                why_owned = ("material of a person",)
                yield Found(span.start, Split("", people.names, "told", people.likeness), span.links, 0.7, why_owned)
            continue
        if not 4 <= len(title) <= 110 or title.endswith(("。", "！」", "？」")) or POINTING.fullmatch(title):
            continue
        bounds = [m.end() for m in SENTENCE_JA.finditer(content, 0, span.start)]
        begin = max([0, *(b for b in bounds if not inside(b, spans))])
        sentence_end = SENTENCE_JA.search(content, span.stop)
        after = content[span.stop : span.stop + 60]
        before = content[begin : span.start]
        rest = content[span.stop : sentence_end.start() if sentence_end else len(content)][:120]
        around = mask(content, begin, span.start, spans) + "\n" + mask(content, span.stop, span.stop + len(rest), spans)
        persons = list(PERSON.finditer(before[-80:]))
        person = persons[-1] if persons else None
        tail = before[-80:][person.end() :] if person else ""
        score = 0.0
        why: list[str] = []
        said = SAID.match(after)
        at_last = sentence_before(content, begin, bounds) if person is None else None
        if said:
            score, why = score + 2.0, [*why, "said to be presented"]
        if ATTENDED.match(after):
            score, why = score + 1.2, [*why, "attended"]
        if TITLED_SO.match(after):
            score, why = score + 1.2, [*why, "called so when it was given"]
        giver = GIVER_BEHIND.match(after) if person is None else None
        if giver:
            score, why = score + 1.2, [*why, "person behind it"]
        label = LABEL_BEFORE.search(before)
        if label:
            score, why = score + 1.5, [*why, "called a talk"]
        gives = person is not None and GIVES.match(tail)
        if person is not None and gives:
            score, why = score + 2.0, [*why, "given by a person"]
        elif person is not None and STANDS.match(tail):
            score, why = score + (1.4 if told_before or said else 0.4), [*why, "beside a person"]
        elif person is not None and TALKED_JA.search(around):
            score, why = score + 1.2, [*why, "person in the sentence"]
        if TALKED_JA.search(around) and not said:
            score, why = score + 1.0, [*why, "talk words in the sentence"]
        elif told_before:
            score, why = score + 0.4, [*why, "talk words before"]
        if any(hosts_a_deck(k.url) or kind_of(k.url) == "video" for k in span.links):
            score, why = score + 1.5, [*why, "leads to a deck"]
        if GOES_ON.match(after):
            score, why = score + 0.6, [*why, "ends as a name does"]
        named = NAMED_BEHIND.match(after) if person is None and giver is None else None
        if named:
            liked = LIKED.search(rest)
            score, why = score + (2.8 if liked else 2.0), [*why, "person named behind it"]
        if (gives or giver or named or said) and OCCASION.search(before):
            score, why = score + 0.8, [*why, "one of the talks"]
        if gives and HAPPENS.match(after):
            score, why = score + 1.0, [*why, "heard"]
        if person is not None and LEADS.match(before.strip()):
            score, why = score + 0.8, [*why, "one after the other"]
        if person is not None and (gives or STANDS.match(tail)):
            if announced is None:
                announced = of_talks or bool(ANNOUNCED.search(content[: spans[0].start]))
            if announced:
                score, why = score + (0.8 if gives else 2.0), [*why, "under talks"]
        if SPOKEN_AT.match(after) or (AGAINST.match(after) and not said):
            score, why = score - 3.0, [*why, "remark or thing"]
        if BOOK_BEFORE.search(before) or (person is not None and LAST_TIME.search(before[-80:], 0, person.start())):
            score, why = score - 2.5, [*why, "book or event"]
        if (
            (
                re.search(r"(?:です|ます|ました|ません|ください|ましょう|だね|だよ|かな|よね)[!！?？〜ー]*$", title)
                or SHOUTED.fullmatch(title)
            )
            and not said
            and not label
        ):
            score, why = score - 1.5, [*why, "sentence"]
        if not span.quoted:
            score -= 0.5
        if at_last is not None and giver is None and (said or label):
            score, why = score + 1.5, [*why, "person in the sentence before"]
        elif person is None and giver is None and above and (said or label):
            score, why = score + 1.0, [*why, "person in the heading"]
        if score < ENOUGH:
            continue
        names: tuple[str, ...] = () if person is not None or giver is not None else above
        if at_last is not None and giver is None:
            people = read_people(at_last[1])
            names = people.names if people.likeness >= 0.3 else names
            taken.add(at_last[0])
        if named is not None:
            people = read_people(next(filter(None, named.groups())))
            names = people.names if people.likeness >= 0.3 else ()
        if person is not None or giver is not None:
            told = whole_people(before[-80:], person.start(), person.end()) if person else giver[1] if giver else ""
            people = read_people(LEADS.sub("", told))
            names = people.names if people.likeness >= 0.5 else ()
        if not names:
            behind = re.match(
                rf"[」』]?\s?(?:[(（]\s?{PERSON.pattern}\s?[)）]|(?:を|について)?(?:発表|お?話)[^。「」]{{0,8}}{PERSON.pattern})",
                after,
            )
            if behind:
                people = read_people(next(g for g in behind.groups() if g))
                names = people.names if people.likeness >= 0.5 else ()
        links = [k for k in line.links if span.start <= k.start <= span.stop + 40]
        form = "said" if said else "person-quote"
        taken.add(begin)
        yield Found(
            span.start,
            Split(clean_title(title), names, form, 0.6, quoted=span.quoted),
            tuple(links),
            confidence(score),
            tuple(why),
        )
    plain = unmarked_title(content) if (of_talks or shown) and 0 not in taken else None
    if plain is not None:
        taken.add(0)
        yield Found(0, plain, (), 0.65, ("title behind its person, where talks are told",))
    yield from japanese_people(content, spans, taken, series=series)


# who, and of what: "○○さんのX入門は、", "@handle 氏による X の話では"
OF_WHOM = re.compile(
    rf"({PERSON.pattern})\s?(?:の|による)\s?([^。、「」『』！？\n]{{4,60}}?)(?:の(?:話|お話|発表|LT|セッション))?(?:なんか|など|について)?(?:は|では)[、\s]?(?=[^。]{{4,}})"
)
NO_TITLE = re.compile(
    rf"(?:{TALK_JA}|話|資料|スライド|感想|司会|質問|紹介|自己紹介|記事|ブログ|方|こと|皆さん|みなさん|番|おかげ)(?:者|内容|会|の?中|自体|資料)?|.{{0,6}}(?:とき|時|後|前|あと)"
    r"|(?:進行|司会|主催|案内|協力|厚意|好意|声|提案|推薦|ご?紹介|おかげ)(?:で|により|から).*"
)


def unmarked_title(content: str) -> Split | None:
    """The title that a line gives without quotes right behind whoever gave it, where it begins with them; None where not."""
    found = OF_WHOM.match(content) if MARKS.search(content[:60]) else None
    title = clean_title(found[3]) if found else ""
    if found is None or len(title) < 4 or NO_TITLE.fullmatch(title):
        return None
    people = read_people(found[1])
    return Split(title, people.names, "told", people.likeness) if people.names and people.likeness >= 0.5 else None


# a short sentence that only says who comes: "1人目は○○さん。", "次は○○さんです。"
ONLY_WHO = re.compile(
    rf"[^。「」]{{0,30}}?(?:は|の|、|^)\s?({PERSON.pattern})(?:です|でした|の(?:発表|番|LT)(?:です|でした)?)?[。！!]\s?"
)


def sentence_before(content: str, begin: int, bounds: Sequence[int]) -> tuple[int, str] | None:
    """Where the sentence before the one that begins at `begin` does, and who it says comes next; None where it says more."""
    first = max([0, *(bound for bound in bounds if bound < begin)])
    found = ONLY_WHO.fullmatch(content[first:begin].strip()) if first < begin else None
    return (first, found[1]) if found else None


def who_comes(content: str) -> tuple[str, ...]:
    """Whom a line that says nothing else says to come next: "今週の発表者は○○さん。"."""
    found = ONLY_WHO.fullmatch(content.strip()) if SPOKEN_OF.search(content) else None
    people = read_people(found[1]) if found else None
    return people.names if people is not None and people.likeness >= 0.3 else ()


OTHERS_BEFORE = re.compile(
    rf"(?:(?:[^\s\u3000、。，！!？?「」『』（）()はがをのにで]{{1,20}}[ \u3000])?[^\s\u3000、。，！!？?「」『』（）()はがをに]{{1,24}}?\s?{HONORIFIC}\s?[、と・&＆,]\s?){{1,9}}$"
)
HALF_CUT = re.compile(rf"[ぁぃぅぇぉっゃゅょゎんー]|[ぁ-ん]\s?{HONORIFIC}")  # no name begins so
REST_OF_NAME = re.compile(r"[^\s\u3000、。「」『』（）()！!？?・&]{1,12}$")


def whole_people(content: str, start: int, stop: int) -> str:
    """The people who end at `stop`, of whom the last begins at `start`: with those named before them (○○さん、○○さん), and
    with what a particle in a nickname cut off (にゃふんたさん)."""
    others = OTHERS_BEFORE.search(content, 0, start)
    first = others.start() if others else start
    if HALF_CUT.match(content, first) and (rest := REST_OF_NAME.search(content, 0, first)):
        first = rest.start()
    if LATIN_NAME.match(content, first) and (rest := LATIN_FIRST.search(content, 0, first)):
        first = rest.start()
    return content[first:stop]


LATIN_NAME = re.compile(r"[A-Z][\w’'.-]+[ \w’'.-]*")
LATIN_FIRST = re.compile(r"(?:[A-Z][\w’'.-]{0,20} ){1,2}$")


def japanese_people(content: str, spans: Sequence[Span], taken: set[int], *, series: bool) -> Iterator[Found]:
    """Sentences without a title that say of a person that they gave a talk."""
    if not MARKS.search(content) or not (series or SPOKEN_OF.search(content)):
        return  # most lines; looked at before any pattern is
    begin = 0
    for end in [m.end() for m in SENTENCE_JA.finditer(content) if not inside(m.end(), spans)] + [len(content)]:
        sentence, start = content[begin:end][:200], begin
        begin = end
        if start in taken or len(sentence) < 8:
            continue
        step = IN_SERIES.match(sentence) if series and not NOT_SPOKEN.search(sentence) else None
        if step is None and NOT_TOLD_JA.search(sentence):
            continue
        told = (
            (TOLD_JA.search(sentence) or GAVE_IT.search(sentence) or LABELLED_SPEAKER.fullmatch(sentence))
            if step is None
            else None
        )
        named = told or step
        name = whole_people(sentence, named.start(1), named.end(1)) if named else None
        if told is None and step is None:
            introduced = INTRODUCED.match(sentence)
            name = introduced[3] or introduced[1] + "さん" if introduced else None
        people = read_people(LEADS.sub("", name)) if name else None
        if people is not None and people.names and people.likeness >= (0.55 if step is None else 0.2):
            yield Found(
                start, Split("", people.names, "told", people.likeness), (), 0.6, ("said to have given a talk",)
            )
