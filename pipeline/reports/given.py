"""Given names common in conference programmes, in Latin letters: what tells "Rob Pike" from "Higher Kinded Datatype".

Belongs here: the list. Does not belong here: family names (`surnames`), reading people (`names`).
"""

from __future__ import annotations

_GIVEN_NAMES = """
    aaron abby abdul abdullah abigail adam addison addy adele aditya adriana agata agnes agnieszka ahmad ahmed
    aidan aiko aisha ajay akash aki akihiko akihiro akiko akinori akio akira alan alana albert alberto alec
    alejandra alejandro aleksander aleksandra aleksei alessandra alessandro alex alexander alexandra alexandre
    alexey alexis alfie alfonso alfred ali alice alicia alina alison alistair allison alvaro alyssa amanda amara
    amber amelia amelie amina amir amit amrita amy ana anand ananya anastasia anatoly anders andre andrea andreas
    andreea andrei andrej andres andrew andrzej andy angela angelina angelo angus anil anita anja anjali anjana
    anke ankit ann anna annabel anne anneke annie annika anthony antoine anton antonia antonio aparna arata archie
    ari ariel arjun arnaud arne artem arthur arun arvind asami asher ashley ashwin astrid asuka atsuko atsushi
    aubrey audrey aurelien ava avery axel ayaka ayako ayumi azusa bailey barbara barbora barney barry bart bartosz
    beata beatriz becky bella ben benedikt benjamin benoit bernard bernhard bert beth bettina beverly bill birgit
    bjorn blake blanca bo bob bobby bogdan bojan bonnie boris brad bradley brady brandon brenda brendan brent
    brenton brett brian bridget brigitte brooke bruce bruno bryan bryce caitlin caleb callum cameron camille
    carina carl carla carlo carlos carly carmen carol carolina caroline carrie casey cassandra cassie catherine
    cathy cecil cecilia cedric celine chad charles charlie charlotte chelsea cheng cheryl chester chiara chidi
    chie chihiro chinedu chioma chloe chris christian christina christine christoph christopher ciara cindy claire
    clara clark claudia clay clayton clemens clement clifford clint clive cody colette colin connor conor corinne
    courtney craig cristian cristina curtis cynthia cyril dag dagmar daichi daiki daisuke dale damian damien dan
    dana daniel daniela danielle danilo danny darcy daria darrell darren darya daryl dave david davina dean debbie
    deborah deepak deirdre delia denis denise dennis denny derek desiree desmond devin devon dexter diana didier
    diego dieter dimitri dina dirk divya dmitri dmitry dominic dominik dominique don donald donna donovan dora
    doris dorota dorothy doug douglas drew duc duncan dustin dwayne dwight dylan earl ed eddie edgar edith edoardo
    eduard eduardo edward efe eiichi eiji eiko eileen eirik elaine elena eli elias elie elif elijah elin elise
    elizabeth ella ellen elliot elliott ellis elsa elsie elton emanuel emeka emi emiko emil emilia emilie emilio
    emily emma emmanuel emmett enrico enrique eric erica erik erika erin ernest ernesto ernst esther ethan etienne
    eugene eunice eva evan eve evelyn evgeny evie ewa fabian fabien fabio fabrice farah fatima fay federico
    felicia felicity felipe felix fergus fernando filip finlay finn fiona flavio fletcher florence florent florian
    flynn folake forrest frances francesc francesca francesco francis francisco franck francois frank frankie fred
    freddie frederic freya frida friedrich fumiaki fumiko fumio gabriel gabriela gabriele gael gail gareth garrett
    gary gaurav gavin geert gemma genevieve genki geoff georg george georges georgia gerald geraldine gerard gerd
    gerhard gert gianluca gilbert gilles gillian gina ginny giorgio giovanni giulia giulio giuseppe gladys glen
    glenn gloria gonzalo gordon goro grace graham greg gregory greta grzegorz gudrun guido guillaume guillermo
    gunnar gunther gus gustavo guy gwen gwendolyn hailey hajime haley hana hank hanna hannah hanne hans hao harald
    harley harold harriet harrison harry harsh haruka haruki haruko haruna haruto harvey hassan hayden hazel
    heather hector heidi heiko heinrich heinz helen helena helene helga helmut henri henrik henry herman herve
    hideaki hidehiko hideki hideo hideto hidetoshi hikari hikaru hilary hilde hiroaki hirofumi hirohito hiroki
    hiroko hiromi hironobu hironori hiroshi hirotaka hiroto hiroyasu hiroyuki hisashi hitomi hitoshi hoang holger
    holly horst hortensia howard hudson hugo hugues hussein huy hye hyun ian ibrahim ichiro ifeoma igor iker ikuo
    ilaria ilona ilya imogen imre ines inga inge ingo ingrid inna iona irene irina irma irving isaac isabel
    isabella isabelle isamu isao isla itaru ivan ivana ivo ivy iwona izumi jaap jacek jack jackie jackson jacob
    jacqueline jacques jae jake jakob jakub jamal james jamie jan jana jane janek janet janice janis janko janne
    jared jaroslav jasmine jason jasper javier jay jayne jean jeanette jed jeff jeffrey jemma jen jenna jennifer
    jenny jeremy jerod jeroen jerome jerry jerzy jesse jessica jessie jill jillian jim jimmy jing jiri jiro jo
    joachim joakim joan joana joanna joanne joao joaquin jocelyn jochen jodie joe joel joelle joerg joey johan
    johann johanna johannes john johnathan johnny jolene jon jonas jonathan joon jordan jorge joris jose josef
    josefina joseph josephine josh joshua josie josip joy joyce juan judd judi judith judy juergen jules julia
    julian julie julien juliette julius jun june jung junichi junji junko junpei junya jurgen justin justine
    justyna kai kaitlin kaito kaja kamil kamila kana kanako kaori kaoru kara kareem karel karen kari karim karin
    karina karl karolina karthik kasper kassandra katarina katarzyna kate katelyn katharina katherine kathrin
    kathryn kathy katie katja katrin katsuhiko katsuhiro katsuya katy kavita kayla kazuaki kazuhiko kazuhiro
    kazuki kazuko kazuma kazumi kazunori kazuo kazushi kazuto kazuya kazuyoshi kazuyuki kei keigo keiichi keiji
    keiko keira keisuke keita keitaro keith kelly kelsey kelvin ken kendall kendra kengo kenichi kenichiro kenji
    kenjiro kenneth kenshi kensuke kent kenta kentaro kenya kerri kerry kevin khaled khalid khanh kiara kieran kim
    kimberly kiran kirill kirk kirsten kirsty kiyoshi klara klaus kofi kohei koichi koji konrad konstantin kosuke
    kota kotaro koya kris krishna kristen kristian kristin kristina kristy krzysztof kumiko kunihiko kurt kwabena
    kwame kyla kyle kylie kyohei kyoko kyosuke kyung lachlan lajos lakshmi lana lance lara larissa lars laszlo
    laura lauren laurence laurens laurent lauri laurie layla lea leah leandro lee leigh leila len lena lennart
    lenny leo leon leonard leonardo leonie leonor leroy lesley leslie lester lewis liam lidia lieve lila lillian
    lilly lily lina linda lindsay lindsey ling linh lionel lisa liz logan loic lorenzo lorna lorraine lothar lotte
    lottie lou louie louis louise luana luca lucas lucia lucie lucinda lucy luigi luis luisa lukas lukasz luke
    luther luuk lydia lyle lyndsey lynn maarten mabel maciej maddie madeleine madeline madoka maeve magda
    magdalena maggie magnus mahmoud mai maja maki makiko makoto malcolm malin mallory mamoru mana manabu mandy
    manfred manish manon manuel mao mara marc marcel marceline marcia marcin marco marcos marcus marcy marek
    margaret margarita margo margot mari maria mariam marian marianne maribel marie marija marijke marijn mariko
    marilyn marina mario marion marit marius marjorie mark marko markus marlene marlon marsha marshall marta
    marten martha martin martina marty marvin mary masaaki masafumi masaharu masahide masahiko masahiro masaki
    masako masanobu masanori masao masaru masashi masato masatoshi masaya masayoshi masayuki massimo masumi mat
    mateo mateusz mathias mathieu mathilde matias matt matteo matthew matthias matthijs matz maureen maurice mauro
    max maxim maximilian maxine may maya mayu mayuko mayumi mckenzie meera meg megan megumi mehdi mehmet mei
    melanie melinda melissa mercedes meredith merijn merle mia micah michael michaela michail michal michel
    michele michelle mick mie miguel mihai miho mika mikael mike mikhail mikiko mikio mikkel mila milan milena
    miles millie milos minako mindy ming minh minnie minoru miranda miriam miroslav misaki misha mitch mitchell
    mitsuhiro mitsuo mitsuru miwa miyuki mizuki mladen mohamed mohammed mohan moira molly momoko mona monica
    monique morgan moritz motoki mukesh muriel murray mustafa mutsumi myles myra myron nadia nadine nadya nana
    nanako nancy nao naoki naoko naomi naoto naoya naoyuki nasser natacha natalia natalie natascha natasha nate
    nathalie nathan natsuki natsuko natsumi naveen neal ned neha neil nele nell nellie nelly nessa nettie neville
    ngozi nguyen nicholas nick nicky nico nicola nicolai nicolas nicole niels nigel nikhil nikita nikki niklas
    niko nikolai nikolas nils nina nisha nkechi noah noboru nobu nobuaki nobuhiro nobuko nobuo nobuyuki noel nolan
    nora norah norihiro noriko norio noriyuki norma norman nour nozomi nuno odette ola olaf ole oleg olga oliver
    olivia ollie olof oluwaseun omar ondrej orla orlando osamu oscar oskar otis otto owen pablo paige pam pamela
    paola paolo parker pascal pascale pat patricia patrick patrizia paul paula pauline paulo pavel pawel pedro
    peer peggy penelope penny per percy perry pete peter petr petra peyton phil philip philipp philippe phillip
    phoebe pia pierre pieter piotr polly pooja pradeep prakash pranav priscilla priya priyanka quang quentin
    quincy quinn rachel radek rafael raffaele rahul raimund rainer raj rajesh rakesh ralph raluca ramon ramona
    randall randy rania raoul raphael raquel raul ravi ray raymond rebecca reese regan reggie regina reid reiko
    reina reiner remi remy ren renata rene renee rhiannon rhonda rhys ricardo rich richard rick ricky rie rika
    rikke riku rin rina risa rita rob robbie robert roberta roberto robin rochelle rod roderick rodney rodrigo
    roel roger rohan rohit roland rolf romain roman ron ronald ronan ronnie rory rosa rosalie rosemary rosie ross
    rowan roxanne roy ruben rudolf ruediger rufus rui rune rupert ruslan russ russell ruth ryan ryo ryoichi ryoji
    ryoko ryosuke ryota ryu ryuichi ryuji ryusuke ryuta sabine sabrina sachiko sachin sadie saki sakura sally
    salma sam samantha samir samira samuel sandeep sander sandra sandrine sandy sanjay sanne santiago sara sarah
    saryong sasha saskia satoru satoshi satya sayaka sayuri scott sean sebastian sebastien seigo seiichi seiji
    selma seong serena serge sergei sergey sergio seth seung severin shane shannon sharon sharron shaun shauna
    shawn sheila shelby sheldon shelley sherry shigeki shigeo shigeru shin shingo shinichi shinichiro shinji
    shinobu shinpei shinsuke shintaro shinya shiori shirley shiro shizuka sho shogo shohei shoichi shoji shota
    shotaro shreya shruti shuhei shuichi shuji shun shunsuke shunta shusaku siddharth sidney sienna sigrid sigurd
    silas silke silvia simon simona simone slavica sneha sofia sofie solveig sonia sonja sonny sophia sophie soren
    sosuke sota spencer spike stacey stacy stan stanislav stanley stefan stefania stefano steffen stella stephan
    stephane stephanie stephen steve steven stewart stijn stuart subaru sue sung sunil suresh susan susanne susie
    susumu suzanne suzie sven svenja svetlana swati sybille sydney sylvester sylvia tabitha tadashi tadeusz taichi
    taiga taiki taisei taishi takaaki takafumi takahiro takako takanobu takanori takao takashi takato takatoshi
    takayoshi takayuki takehiro takeo takeru takeshi taku takuji takuma takumi takuo takuro takuto takuya tamaki
    tamara tammy tanja tanya tara tariq taro tatiana tatjana tatsuo tatsuro tatsuya tatum taylor ted temi teppei
    terence teresa terry teruo tess tessa tetsu tetsuo tetsuro tetsuya thanh thea theo theodore theresa thibault
    thierry thijs thomas thorsten tiago tiffany tim timmy timo timothy tina tobi tobias toby todd tohru tom tomas
    tomasz tommaso tommy tomoaki tomohiko tomohiro tomohisa tomoki tomoko tomomi tomonori tomoya tomoyuki toni
    tony torsten toru toshi toshiaki toshiharu toshihiko toshihiro toshiki toshio toshiya toshiyuki tracy trang
    travis trent trevor tricia trine trisha tristan trudy trung tsubasa tsutomu tsuyoshi tuan tunde tuomas tyler
    ulf ulla ulrich ulrike uma una ursula ute uwe vaclav valentin valentina valerie valerio vanessa varun vaughn
    veerle vera vernon veronica veronika vicki vicky victor victoria vijay vikas vikram viktor viktoria vinay
    vince vincent vincenzo vinicius viola violet virginia virginie vivek vivian vivienne vlad vladimir vladislav
    volker wade wallace walter walther wanda wanjiru warren wataru wayne wei wendell wendy werner wes wesley
    wiebke wilbur wilhelm will william wilson wim winston wojciech wolfgang xavier xenia xiao xin yan yann yannick
    yash yasmin yasuaki yasuhiko yasuhiro yasuko yasunori yasuo yasushi yasutaka yasuyuki yehonathan yehuda
    yevgeny ying yohei yoichi yoji yoko yolanda yoon yoshi yoshiaki yoshifumi yoshihiko yoshihiro yoshiki yoshiko
    yoshinori yoshio yoshitaka yoshiyuki yosuke yota youssef yudai yui yuichi yuichiro yuji yuka yukari yuki
    yukihiro yukiko yukio yuko yuma yumi yumiko yuri yurie yusaku yusuf yusuke yuta yutaka yutaro yuto yuya yves
    yvette yvonne zac zach zachary zack zahra zainab zane zara zbigniew zdenek zeke zelda zoe zoltan zsofia zuzana
"""
GIVEN_NAMES = frozenset(_GIVEN_NAMES.split())
