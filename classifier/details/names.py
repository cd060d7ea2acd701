"""Common first names and surnames, by which a name or a user name is told from other words."""

from __future__ import annotations

FIRST_NAMES = frozenset(
    """
    aaron abby abdul abigail adam adele adrian ahmed aisha alan albert alejandro alex alexander
    alexandra alexis alfred ali alice alicia alison allison alma alvin amanda amber amelia amina amir
    amy ana andre andrea andrew andy angel angela angelica anita ann anna anne annette annie anthony
    antonio arjun arlene arthur ashley audrey barbara barry beatrice becky ben benjamin bernard beth
    bethany betty beverly blake bob bobby bonnie brad bradley brandon brenda brent brian bridget
    brittany bruce bryan caleb calvin camille candice carl carla carlos carmen carol caroline carolyn
    carrie catherine cathy cecilia chad charlene charles charlie charlotte chelsea cheryl chloe chris
    christian christina christine christopher cindy claire clara claudia clifford colin colleen connie
    connor corey courtney craig crystal curtis cynthia daisy dale dan dana daniel daniela danielle danny
    darlene darren david deanna debbie deborah debra denise dennis derek derrick devon diana diane diego
    dina dmitri dolores dominic don donald donna doris dorothy doug douglas duane dustin dylan earl
    eddie edgar edith edward edwin eileen elaine eleanor elena eli elijah elizabeth ella ellen emily
    emma eric erica erik erika erin ernesto esther ethan eugene eva evan evelyn farah fatima felicia
    felix fernando fiona florence frances francesca francis frank franklin fred freddie gabriel gabriela
    gail gary gavin geoffrey george gerald gina giovanni gladys glen glenda glenn gloria gordon greg
    gregory gretchen guillermo gwen hannah harold harriet harry hassan heather hector heidi helen helga
    henry herbert holly howard hugo ian ibrahim ines ingrid irene isaac isabel isabella ivan jackie
    jackson jacob jacqueline jaime jake jamal james jamie jan jane janet janice jared jasmine jason
    javier jay jean jeanette jeff jeffrey jen jenna jennifer jenny jeremy jerome jerry jesse jessica
    jesus jill jim jimmy joan joann joanna joanne joe joel johanna john johnny jon jonas jonathan jordan
    jorge jose joseph josephine josh joshua joyce juan juanita judith judy julia julian juliana julie
    julio karen karim karl karla kate katherine kathleen kathryn kathy katie katrina kayla keith kelly
    ken kendra kenneth kerry kevin khalid kim kimberly kirsten krista kristen kristin kristina kumar
    kurt kyle lakshmi lance larry lars latoya laura lauren laurie lawrence leah lee leila lena leo leon
    leona leonard leroy leslie leticia lewis liam lillian lily linda lindsay lindsey lisa liz lloyd lois
    lola lorenzo loretta lori lorraine louis louise lucas lucia lucy luis luke lydia lynn mabel madeline
    maggie malik mandy manuel marc marcia marco marcos marcus margaret maria mariah marian marie marilyn
    mario marion marisa marjorie marlene marsha marta martha martin marvin mary mateo matt matthew
    maureen maurice megan mehdi mei melanie melinda melissa melvin mercedes meredith mia micah michael
    michaela micheal michele michelle miguel mike mildred milton mindy miranda miriam misty mitchell
    mohammed mohamed moises molly monica monique morgan muriel nadia nadine nancy naomi natalie natasha
    nathan nathaniel neil nelson nicholas nick nicole nina noah noel nora norma norman olga olivia omar
    oscar owen pablo paige pamela patricia patrick patty paul paula pauline pedro peggy penelope perry
    pete peter petra phil philip phillip phyllis priscilla priya quentin rachel rafael rahul raj ralph
    ramon randall randy raul ravi ray raymond rebecca regina renata renee rhonda ricardo richard rick
    ricky rita rob robert roberta roberto robin rocio rodney roger roland ron ronald ronnie rosa rosalie
    rosemary ross roxanne roy ruben russell ruth ryan sabrina sally sam samantha samir samuel sandra
    sandy sanjay sara sarah sasha saul scott sean sebastian sergio seth shane shannon sharon shaun shawn
    sheila shelby shelly sheri sherri sherry shirley sidney silvia simon sofia sonia sonya sophia sophie
    stacey stacy stan stanley stefan stella stephanie stephen steve steven stewart stuart susan susana
    suzanne sven sydney sylvia tamara tammy tanya tara taylor ted terence teresa teri terri terry thelma
    theo theodore theresa thomas tiffany tim timothy tina todd tom tommy toni tony tonya tracey tracy
    travis trevor tricia trina tyler uma ursula valerie vanessa vera verna vernon veronica vicki vickie
    victor victoria vincent viola violet virginia vivian vladimir wade walter wanda warren wayne wendy
    wesley whitney willie winston xavier yasmin yolanda yusuf yvette yvonne zachary zoe
    """.split()  # noqa: SIM905
)

SURNAMES = frozenset(
    """
    abbott abrams acosta adams adeyemi adler aguilar ahmed alexander ali allen alvarez amin andersen
    anderson andrews armstrong arnold austin avery bailey baker baldwin banerjee barker barnes barnett
    barrett barton bates bauer becker bell bennett benson berg berger bishop blair boyd bradley brandt
    brennan brewer briggs brooks brown bryant burke burns burton bush butler byrne cabrera caldwell
    calderon camacho campbell campos cardenas carlson carpenter carr carroll carter castillo castro
    chambers chan chandra chang chapman chavez chen cheng choi chow chu chung clark clarke cohen cole
    coleman collins conrad contreras cooper cortez costa cox craig crawford cruz cunningham curtis
    dalton daly daniel daniels das davidson davies davis dawson delacruz delgado desai diaz dixon doe
    doherty dominguez douglas doyle duncan dunn duran edwards elliott ellis espinoza estrada evans
    farrell feldman ferguson fernandez figueroa fischer fitzgerald fleming fletcher flores foley ford
    foster fowler francis franco franklin fraser freeman friedman fuentes fuller gallagher garcia
    gardner garner garrett garza george gibson gilbert gill goldberg gomez gonzales gonzalez goodman
    gordon graham grant graves gray green greene griffin gupta gutierrez guzman haddad hale hall
    hamilton hansen hanson hardy harper harris harrison hart harvey hassan hawkins hayes henderson henry
    hernandez herrera hicks higgins hill ho hoffman holland holmes holt hopkins horton howard howell
    huang hudson hughes hunt hunter hussain ibrahim ingram iyer jackson jacobs jain james jenkins
    jennings jensen jimenez johansson johnson johnston jones jordan joseph joshi kaplan kapoor kaur
    keller kelley kelly kennedy khan kim king klein knight koch kowalski kramer krause kumar lam lambert
    lane larson lawrence lawson le lee leonard lewis li lin lindberg lindgren little liu lopez lowe
    lucas luna lynch mack maldonado malik malone mann manning marino marquez marshall martin martinez
    mason matthews maxwell may mccarthy mccoy mcdonald mcguire mckenzie mclean medina mehta mejia mendez
    mendoza menon meyer miles miller mills miranda mitchell mohamed molina montgomery moore morales
    moran moreno morgan morris morrison morton moss mueller muller munoz murphy murray myers nair
    nakamura navarro neal nelson newman newton ng nguyen nichols nielsen nolan norris nunez obrien obi
    oconnor odonnell ohara okafor okeke okoye oliver olsen olson ortega ortiz osman owens padilla palmer
    park parker parsons patel patterson pearson pena perez perkins perry peters petersen peterson petrov
    pham phillips pierce pope porter powell price quinn rahman ramirez ramos rao ray reed reese reeves
    reid reyes reynolds rhodes rice richards richardson riley rios rivera robbins roberts robertson
    robinson rodgers rodriguez rogers rojas roman romero rosales rose rosen ross rossi rowe roy ruiz
    russell russo ryan salazar salinas sanchez sanders sandoval santiago santos sato saunders schmidt
    schneider schroeder schultz schwartz scott serrano sharma shaw sherman shields silva simmons simon
    simpson sims singh snyder solis soto spencer stanley stein stephens stevens stewart stone suarez
    sullivan sutton suzuki swanson tamayo tan tanaka tate taylor thomas thompson thornton torres tran
    tucker turner underwood valdez vance vargas vasquez vaughn vega velez wagner walker wallace walsh
    walters walton wang ward warner warren washington watanabe watkins watson watts weaver webb weber
    weeks weiss welch wells west wheeler white whitfield whitney williams williamson willis wilson wolf
    wolfe wong wood woods wright wu xu yamamoto yang yates ybarra yilmaz yoder young yu zamora zhang
    zhao zhou zimmerman
    """.split()  # noqa: SIM905
)
