"""Given names common in conference programmes: what tells "Rob Pike" from "Higher Kinded Datatype".

Belongs here: the list. Does not belong here: reading people (`names`).
"""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    aaron adam addy akira alan alex alexander alexandra alexis alice allison amanda amber amelia amy ana andre
    andrea andreas andres andrew andy angela angelina anil anita anjana ann anna anne anthony anton antonio ari
    arjun arthur ashley audrey axel barbara bart ben benjamin bernard bert beth bill bob bonnie boris brad
    bradley brandon brenda brendan brenton brett brian bruce bruno bryan cameron carl carlos carmen carol
    caroline catherine cathy cecilia chad charles charlie cheng chloe chris christian christina christine
    christoph christopher claire claudia clay cody colin connor craig cristina cynthia daisuke dale damian
    damien dan dana daniel daniela danielle danny darren dave david dean deborah denis dennis derek diana diego
    dieter dmitri dmitry dominic don donald donna dorothy doug douglas drew duncan dustin dylan ed eddie edgar
    eduardo edward elena eli elie elizabeth ellen emil emily emma eric erica erik erin ernesto ethan eugene eva
    evan evelyn fabian fabio felipe felix fernando filip flavio florian francesc francesco francis francisco
    franck frank fred frederic gabriel gareth gary gavin geoff george gerald gerard gilbert gina giovanni glen
    glenn gordon grace graham greg gregory guido guillaume guillermo gustavo guy hannah hans harold harry haruki
    heather hector heidi helen henrik henry herman hiroshi hiroyuki holly howard hugo ian igor ilya ines ingrid
    irene isaac isabel ivan jack jackie jacob jake james jamie jan jana jane janet jared jason jasper jay jean
    jed jeff jeffrey jen jennifer jenny jeremy jerome jerry jesse jessica jessie jill jim jimmy jing joan joanna
    joao joe joel johan johannes john johnny jon jonas jonathan jordan jorge jose joseph josh joshua josie joy
    juan judith judy julia julian julie julien june justin kaitlin karen karl kasper kate katherine kathryn
    kathy katie kazuki kazuya kazuyoshi keith kelly kelsey ken kenji kenneth kent kenta kerry kevin kim kirk
    klaus koichi koji kris kristen kristian kristina kurt kyle lance lars laura lauren laurence laurent lauri
    lea leah lee len leo leon leonard leonardo leslie lewis liam lily linda lindsay lisa liz logan lorenzo louis
    louise luca lucas lucy luis luke lydia lynn madeline magnus makoto manuel marc marcel marco marcos marcus
    marcy margaret maria marie marijn mariko mario marion mark marko markus martha martin marty mary masahiro
    masaki mat mateo mathias matt matteo matthew matthias matz maurice max maxim may megan melanie melissa mia
    michael michal michel michelle mick miguel mihai mike mikhail mila miles miriam mitchell mohamed mohammed
    molly monica morgan nadia nancy naoki naomi natalia natalie nate nathan neal neil nicholas nick nicola
    nicolas nicole niels nigel nikita niklas nina noah nobuyuki nolan nora norman oliver olivia omar oscar owen
    pablo paige pam pamela parker pat patricia patrick paul paula paulo pavel pedro penny per pete peter petr
    phil philip philipp philippe phillip pierre priya rachel rafael ralph ramon randy raphael ray raymond
    rebecca renee ricardo rich richard rick rita rob robert roberto robin rod rodrigo roger roland roman ron
    ronald rosa rose ross roy ruben russ russell ruth ryan ryo sam samantha samuel sandra sandy sara sarah
    saryong sasha satoshi satya scott sean sebastian seigo serena sergei sergey sergio seth shane shannon sharon
    shaun shawn sheila sherry shinji shirley shota simon simone sofia sophia sophie spencer spike stacey stan
    stanley stefan stella stephan stephanie stephen steve steven stuart sue susan suzanne sven sylvia takashi
    takeshi takuya tara tatsuya taylor ted terence teresa terry tetsuya thea theo theodore theresa thomas tim
    timothy tina tobias todd tom tomas tommy tomohiro toni tony toshi tracy travis trevor tristan tyler uma una
    ursula valentin valerie vanessa vera veronica vicki victor victoria vince vincent vinicius virginia vlad
    vladimir wade walter wanda wayne wendy wes wesley will william xavier yan yann yasuhiro yehonathan yehuda
    yoshi yosuke yuki yukihiro yuri yuta yuya yves zach zachary zack zoe
    """.split()
)
