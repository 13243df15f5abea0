"""Japanese family names, in kanji and in Latin letters: what tells 佐々木徹 from a compound noun, and a handle from a name.

Belongs here: the lists, of common names only. Does not belong here: given names (`given`), reading people (`names`).
"""

from __future__ import annotations

_SURNAMES = """
    佐藤 鈴木 高橋 髙橋 田中 伊藤 渡辺 渡邊 渡邉 渡部 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村
    斎藤 斉藤 齋藤 齊藤 清水 山崎 山﨑 森田 池田 橋本 阿部 安部 安倍 石川 山下 中島 中嶋 石井 小川 前田 岡田
    長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 岡本 金子 藤原 三浦 中野 中川 原田 松田 竹内
    小野 田村 中山 和田 石田 上田 森本 内田 柴田 酒井 宮崎 宮﨑 横山 高木 髙木 安藤 宮本 大野 小島 小嶋 谷口 今井
    工藤 高田 増田 丸山 杉山 村田 大塚 新井 荒井 小山 平野 藤本 河野 上野 武田 松井 千葉 岩崎 桜井 櫻井 木下 野口
    松尾 菊地 菊池 野村 久保 久保田 菅原 佐野 松岡 古川 市川 渡瀬 水野 島田 嶋田 吉川 山内 熊谷 平田 大橋 浜田
    濱田 服部 土屋 川口 樋口 永井 永田 川崎 秋山 吉村 本田 西田 西川 北村 五十嵐 飯田 東 辻 関 関口 関根 安田 矢野
    中田 大西 松下 大久保 川上 大島 田口 中西 星野 岩田 岩本 荒木 萩原 富田 小沢 小澤 大石 松原 望月 須藤 石原 堀
    黒田 早川 森下 片山 内藤 沢田 澤田 福島 福嶋 尾崎 小池 高野 菅野 平井 福井 西山 鎌田 川村 浅野 松村 大森 栗原
    小松 馬場 岡崎 平山 山中 岩井 田辺 田邊 田邉 川島 川嶋 河村 杉本 杉浦 村井 村山 小西 小倉 吉岡 吉野 本間 本多
    柳沢 柳澤 石橋 三宅 三好 三輪 三木 三上 三井 三谷 大谷 大川 大竹 大場 大山 大木 大原 大沢 大澤 大平 大槻 大内
    大和田 小田 小原 小泉 小笠原 小野寺 小柳 小出 小玉 小室 小坂 小寺 小森 小宮 小岩 児玉 児島 中井 中尾 中澤 中沢
    中谷 中原 中本 中里 中津 上原 上村 上杉 下田 下村 土井 土田 土居 内山 内海 村松 村岡 村瀬 村木 町田 岸 岸本
    岸田 岸川 桑原 桑田 桑名 梅田 梅原 梅本 榎本 榊 榊原 橘 滝沢 滝澤 瀧澤 田島 田嶋 田代 田原 田川 田崎 田所 田上
    田端 田畑 甲斐 白石 白井 白川 真鍋 石塚 石黒 石崎 石山 石渡 石丸 神田 神谷 神崎 神山 神戸 福本 福岡 福永 福原
    福山 福地 秋元 秋田 秋葉 稲葉 稲垣 稲田 竹田 竹中 竹本 竹下 笠原 笠井 篠原 篠田 篠崎 米田 米山 米澤 細川 細田
    細谷 緒方 緒形 結城 芦田 若林 若松 荒川 菊田 萩野 落合 藤川 藤岡 藤村 藤沢 藤澤 藤野 藤森 藤島 藤巻 西 西岡
    西野 西尾 西本 西沢 西澤 西原 西脇 西口 角田 角谷 谷 谷川 谷本 赤松 赤木 赤井 足立 足利 辻本 辻村 近江 進藤
    遠山 郡司 那須 野中 野田 野沢 野澤 野崎 野上 野本 野原 金井 金田 金沢 金澤 金城 長尾 長野 長田 長井 長島 長嶋
    長沢 長澤 長岡 門脇 関谷 阪本 阿久津 青山 青柳 青野 須田 須賀 飯島 飯塚 飯野 飯沼 馬淵 高山 高島 高嶋 高瀬
    高井 高松 高村 高見 高岡 高原 高津 髙田 髙山 鬼頭 黒川 黒木 黒沢 黒澤 鶴田 鶴岡 亀井 亀田 井口 井手 井出 井川
    井原 井本 今村 今田 今泉 今野 仲田 伊東 伊原 伊達 依田 倉田 倉橋 入江 八木 八代 加賀 加納 北川 北野 北島 北原
    北山 北見 千田 南 南部 古田 古賀 古谷 古屋 古沢 吉井 吉本 吉沢 吉澤 吉永 吉原 向井 和泉 国分 園田 坂井 坂田
    坂口 坂上 坂東 城 堀内 堀田 堀江 堀口 堀川 塚本 塚田 塩田 塩谷 塩見 増井 増子 外山 多田 夏目 奥田 奥村 奥山
    奥野 宇野 宇佐美 宇田川 安井 安達 安東 宮田 宮川 宮下 宮内 宮沢 宮澤 宮原 宮島 宮城 宮地 宮脇 寺田 寺島 寺本
    富永 富山 富岡 尾形 尾上 山岸 山根 山形 山川 山村 山岡 山城 山脇 山野 山元 岡 岡村 岡野 岡部 岡山 岡林 岩瀬
    岩下 岩佐 岩間 岩永 岩城 島 島崎 島村 島津 島袋 嶋 川田 川本 川端 川井 川合 川野 川原 川瀬 川辺 川畑 市原 市村
    市田 布施 平 平川 平松 平林 平岡 平沢 平澤 平尾 平塚 庄司 広瀬 廣瀬 広田 廣田 広川 後閑 徳田 徳永 志村 志賀
    恩田 戸田 戸塚 手塚 斎木 新田 新谷 新保 新城 日高 日野 明石 星 春日 曽我 曽根 木原 木内 木本 木戸 本橋 本山
    本村 本郷 杉田 杉原 杉村 杉野 村川 村越 東海林 松浦 松永 松島 松嶋 松崎 松﨑 松山 松川 松沢 松澤 松野 松木
    松倉 板垣 板倉 林 林田 柏木 柏原 柳 柳田 柳原 柿沼 栗田 栗山 栗林 根本 根岸 桐山 桜田 梶原 梶田 梶 森 森川
    森山 森岡 森口 森永 森國 植田 植木 植村 植松 椎名 榎 樋田 横田 横井 横川 横尾 橋口 橋爪 武井 武藤 武内 比嘉
    水谷 水上 水島 水口 永野 永山 永瀬 江口 江藤 江川 江崎 河合 河原 河田 河内 河本 沖田 沼田 泉 浅井 浅田 浅見
    浅川 浜口 浜崎 浜野 海老原 海野 深谷 深澤 深沢 深田 清田 清野 清原 渋谷 渋沢 渥美 湯浅 滝 滝口 滝本 瀧 瀬戸
    瀬川 熊田 熊沢 片岡 片桐 牛尾 牧 牧野 牧田 犬飼 玉井 玉木 玉城 生田 田部 由井 畑 畑中 疋田 瀬尾 益田 盛田 目黒
    相馬 相沢 相澤 相田 相川 相原 真田 矢島 矢嶋 矢田 矢部 矢口 矢沢 知念 碓井 礒部 磯部 磯田 磯崎 福士 稲村 窪田
    立花 立川 竹村 竹原 竹林 竹之内 筒井 粕谷 糸井 紺野 細井 織田 羽田 羽鳥 船越 船橋 花田 花岡 芝 芳賀 若山 若杉
    茂木 草野 荻野 荻原 荒 菅 菅沼 菅谷 葛西 蒲田 蓮見 薄井 藤 藤谷 藤代 藤枝 藤山 藤永 藤平 袴田 諏訪 谷村 谷田
    豊田 豊島 貝塚 赤坂 赤羽 赤塚 越智 辰巳 辻井 速水 道下 都築 都丸 重田 重松 釜田 鈴村 鈴江 長坂 長友 長浜 長瀬
    長谷部 間宮 関川 関本 関野 阿川 陣内 難波 雨宮 青島 須永 須山 飛田 香川 駒井 駒田 高倉 高尾 高久 高杉 高柳
    高桑 魚住 鳥居 鳥山 鳥羽 鳥海 鴨志田 鵜飼 鷲尾 鹿島 鹿野 麻生 黛 柘植 卜部 牛島 伴 砂川 諸橋 諸岡 大城 仲村
    新垣 喜多 伊集院 勝又 勝田 勝部 勝山 加瀬 加島 久野 久米 京極 九条 二宮 五味 仁科 今川 佐川 佐伯 佐竹 佐久間
    佐田 佐原 佐山 佐渡 佐橋 佐古 有田 有馬 有村 朝倉 朝日 東山 東野 永松 氏家 江原 沢村 沢口 沢井 柴崎 柴山 柿本
    桂 桃井
"""
SURNAMES = frozenset(_SURNAMES.split())

# the same and others as people write them in Latin letters; lower case
_LATIN_SURNAMES = """
    abe adachi aida aizawa akimoto akiyama amemiya ando andoh aoki aoyagi aoyama arai arakawa araki asada asai
    asano baba chiba doi eguchi endo endoh enomoto eto fujii fujikawa fujimoto fujimura fujioka fujisawa fujishiro
    fujita fujiwara fukasawa fukuda fukui fukumoto fukunaga fukushima funakoshi furukawa furuta furuya goto gotoh
    hagiwara hamada hanada haneda hara harada hasebe hasegawa hashimoto hattori hayakawa hayashi hidaka higuchi
    hirai hirakawa hiramatsu hirano hirayama hirose hirota homma honda honma hori horie horiuchi hoshi hoshino
    hosoda hosokawa ichihara ichikawa igarashi iguchi iida iijima iizuka ikeda imai imaizumi imamura inaba inagaki
    inoue irie ishibashi ishida ishiguro ishihara ishii ishikawa ishizuka isobe ito itoh iwai iwamoto iwasaki
    iwase iwata izawa izumi kadota kagawa kajiwara kamada kamei kamiya kamiyama kanai kanazawa kanda kaneda kaneko
    kanno kasahara kasai kashiwagi kataoka katayama kato katoh kawada kawaguchi kawai kawakami kawamoto kawamura
    kawano kawasaki kawashima kihara kikuchi kikuta kimura kinoshita kishi kishimoto kitagawa kitahara kitajima
    kitamura kitano kobayashi kodama koga kohno koike kojima komatsu kondo kondoh konishi konno kono koyama kubo
    kubota kudo kudoh kumagai kurata kurihara kurita kuroda kurokawa kuroki kurosaki kurosawa kuwahara machida
    maeda maki makino maruyama masuda matsubara matsuda matsui matsumoto matsumura matsunaga matsuo matsuoka
    matsushima matsushita matsuura matsuzaki mikami miki minami mitani miura miyagawa miyake miyamoto miyashita
    miyata miyazaki miyoshi mizuno mizutani mochizuki mori morikawa morimoto morishita morita moriyama motohashi
    mukai murai murakami muramatsu murata murayama nagai nagano nagao nagasaka nagasawa nagase nagashima nagata
    naito nakagawa nakai nakajima nakamura nakano nakao nakata nakayama nakazawa negishi nishi nishida nishihara
    nishikawa nishimoto nishimura nishino nishio nishiyama nishizawa nitta noda noguchi nomura nonaka nozaki ochi
    ochiai ogata ogawa ogura ohashi ohishi ohkawa ohmori ohnishi ohno ohshima ohta ohtani ohtsuka oishi okada
    okamoto okamura okano okawa okazaki okita okuda okumura omori onishi ono oshima ota otani otsuka ozaki ozawa
    saeki saito saitoh sakaguchi sakai sakaki sakamoto sakata sakurai sanada sano sasaki sato satoh sawada
    sekiguchi sekine seto shibata shibuya shimada shimamura shimizu shimura shinoda shinohara shiota shirai
    shiraishi soma sonoda suda sudo suga sugano sugawara sugimoto sugita sugiura sugiyama suzuki tachibana tada
    tajima takagi takahashi takai takakura takamatsu takano takao takase takashima takayama takeda takemoto
    takemura takenaka takeuchi takizawa tamura tanabe tanaka tanigawa taniguchi tanimura terada tezuka toda tokuda
    tomioka tomita torii toyama toyoda tsuchiya tsuda tsuji tsujimoto tsukamoto tsutsui uchida uchiyama ueda
    uehara ueki uemura ueno umeda uno uzumaki wada wakabayashi watanabe yagi yajima yamada yamagishi yamaguchi
    yamamoto yamanaka yamane yamasaki yamashita yamauchi yamazaki yanagi yanagisawa yano yasuda yasui yokota
    yokoyama yoshida yoshikawa yoshimura yoshioka yuasa
"""
LATIN_SURNAMES = frozenset(_LATIN_SURNAMES.split())
