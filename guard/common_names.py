"""The surnames and first names that are most frequent in the United States and are no ordinary words.

From the census of 1990 (a work of the government, in the public domain): the first 1,250 surnames, 330 first
names of women and 300 of men, less short ones and words of daily use or of the trade.
"""

from __future__ import annotations


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


COMMON_NAMES = _set(
    """
    aaron abbott acevedo acosta ada adam adams adkins adrian agnes aguilar aguirre akers alan albert
    alberto alex alexander alford alfred alfredo alice alicia allan allen allison alma alston alvarado
    alvarez alvin amanda ana andersen anderson andrade andre andrea andrew andrews andy angela angie anita
    anna anne annette annie anthony antonio arias arlene armando armstrong arnold arrington arroyo arthur
    ashley atkins atkinson audrey avery avila ayala ayers bailey baird baker baldwin ballard barbara
    barker barlow barnes barnett barr barrera barrett barry bartlett barton bates bauer baxter beasley
    beatrice beatty becker becky belcher belinda beltran benjamin bennett benson bentley benton berg
    berger bergeron bernard bernice bertha bessie beth betty beverly billie billy bingham blackwell blair
    blake blanchard blanche blankenship blanton blevins bobbie bobby boggs bolden bolton bonner bonnie
    boone boucher bowen bowers bowling boyce boyd boyer boyle brad bradford bradley bradshaw brady brandi
    brandon brandt brandy braun bray brenda brennan brent brett brian briggs britt brittany britton brock
    broussard browning bruce bryan bryant buchanan buckley buckner burch burgess burke burks burnett burns
    burris burton butts byers byrd byrne byron cabrera cain calderon caldwell calhoun callahan calvin
    camacho cameron campbell campos cantrell cantu cardenas carey carl carla carlos carlson carmen carney
    carol carole caroline carolyn carr carrie carrillo carroll carson carter cartwright cassandra
    castaneda castillo castro catherine cathy cecil cecilia cervantes chan chaney chapman chappell
    charlene charles charlie chavez chen cheryl childers childress chris christensen christina christine
    christopher christy cindy claire clara clarence clark clarke claude claudia clayton clement clements
    clemons clifford clifton cline clinton clyde cochran cody coffey coffman cohen cole coleman colleen
    collier collins compton conley connie connor conrad constance conway cooke cooley cooper copeland cora
    corbett corbin cordova corey cortez cory costa cote courtney covington cowan crabtree craig cramer
    crawford crockett crosby crouch crowe crowley crum cruz cuevas cummings cunningham curry curtis
    cynthia dailey dalton dana daniel danielle daniels danny darlene darrell darren darryl daryl daugherty
    dave davenport david davidson davies davila davis dawson deanna debbie deborah debra decker dejesus
    delacruz delaney delarosa deleon delgado delores denise dennis denton derek derrick diana diane dianne
    diaz dickerson dickey dickinson dickson dillard dillon dixon dodd dodson dolores dominguez donahue
    donald donaldson donna donovan dooley dora doris dorothy dorsey dotson dougherty douglas downey
    downing doyle duane dubois dudley duffy dunbar duncan dunlap dunn duran dustin dwayne dwight dyer earl
    eaton eddie edgar edith edna eduardo edward edwards edwin eileen elaine eldridge eleanor elizabeth
    elkins ella ellen elliott ellis ellison elmer elmore elsie emerson emery emily emma enrique eric erica
    erickson erik erika erin ervin erwin escobar espinoza estes esther estrada ethel eugene eunice eva
    evans evelyn everett ewing farley farrell farris faulkner faye felicia felix ferguson fernandez
    fernando ferrell figueroa fischer fitzgerald fitzpatrick flanagan fleming fletcher flores floyd flynn
    foley fontenot forbes ford foster fowler fox frances francis francisco franco franklin franks frazier
    fred freddie frederick friedman fritz frye fuentes fulton gabriel gagnon gail gaines gallagher
    gallegos galloway galvan garcia garner garrett garrison gary garza geneva george gerald geraldine
    gertrude gibbons gibbs gibson gilbert giles gill gillespie gilliam gilmore gina gladys glenda glenn
    gloria godfrey goff goins goldberg goldstein gomez gonzales gonzalez goodman goodwin gordon gorman
    goss gould grady graham greene greer greg gregg gregory griffin griffith griggs grimes guadalupe
    guerra guerrero guthrie gutierrez guzman gwendolyn haas hahn haines hale haley hamilton hamm hammond
    hancock haney hanna hansen hanson hardin harmon harold harrell harriet harrington harris harrison
    harry hart hartley hartman harvey hastings hatfield hattie hawkins hayden hayes haynes hays hebert
    hector heidi helen helms henderson hendricks hendrickson hendrix henry hensley henson herbert herman
    hernandez herrera herron hess hester hewitt hickey hickman hicks higgins hilda hines hinkle hinton
    hobbs hodge hodges hoffman hogan holcomb holden hollis holloway holman holmes holt hoover hopkins
    horne horton hoskins howard howe howell hubbard huber huffman hugh hughes humphrey hunter hurley
    hutchins hutchinson ibarra inez ingram irene irma irwin isaac isabel ivan ivey jackie jackson jacob
    jacobs jacobson jacqueline jaime james jamie jamison jane janet janice jared jarvis jason javier
    jeanette jeanne jeff jefferson jeffery jeffrey jenkins jennie jennifer jennings jenny jensen jeremy
    jerome jerry jesse jessica jessie jill jimenez jimmie jimmy joan joann joanna joanne joel john johnnie
    johnny johns johnson johnston jonathan jones jordan jorge jose joseph josephine joshua joyce joyner
    juan juanita juarez judith judy julia julian julie julio justin kane karen karl katherine kathleen
    kathryn kathy katie katrina katz kaufman keith keller kelley kelly kemp kendall kendrick kennedy
    kenneth kent kerr kessler kevin kidd kimball kimberly kinney kirby kirk kirkland kirkpatrick klein
    kline knapp knowles knox koch kramer krause kristen kristi kristin kristina krueger kurt kyle lam
    lambert landry lang langley lara larry larsen larson laura lauren laurie lawrence lawson leach leah
    leblanc lehman lena leon leona leonard leroy leslie lester levine levy lewis lillian lillie linda
    lindsay lindsey lisa livingston lloyd lockhart logan lois lonnie lopez loretta lori lorraine louis
    louise lowe lowery lozano lucas lucero lucille lucy lugo luis luna lutz lydia lynch lynda lynn lyon
    lyons mabel macdonald macias mack mackey madden maddox madeline magee mahoney maldonado malone maloney
    manning manuel marc marcia marcus margaret margarita margie marguerite maria marian marie marilyn
    mario marion marjorie marlene marquez marsha marshall martha martin martinez marvin mary mason massey
    mata mathew mathews mathis matthew matthews mattie maureen maurice maxine maxwell mayer mayfield
    maynard mayo mays mcallister mcbride mccabe mccall mccann mccarthy mccarty mcclain mcclure mcconnell
    mccormick mccoy mccray mccullough mcdaniel mcdermott mcdonald mcdowell mcelroy mcfadden mcfarland
    mcgee mcghee mcgill mcginnis mcgowan mcgrath mcguire mcintosh mcintyre mckay mckee mckenzie mckinney
    mcknight mclaughlin mclean mcleod mcmahon mcmillan mcneil mcpherson medina meeks megan mejia melanie
    melendez melinda melissa melton melvin mendez mendoza mercado merrill merritt meyer meyers michael
    micheal michele michelle middleton miguel mike mildred miller mills milton minnie miranda miriam
    mitchell mobley molina molly monica monroe montes montgomery montoya mooney moore mora morales moran
    moreno morgan morin morris morrison morrow morse morton moser moses mosley moyer mueller mullen
    mullins muniz munoz murphy murray myers myrtle nance nancy naomi nash natalie natasha nathan nathaniel
    navarro neal neely neil nellie nelson newell newman newsome newton nguyen nicholas nichols nicholson
    nicole nielsen nieves nina nix nixon noel nolan nora norma norman norris norton novak nunez obrien
    ochoa oconnell oconnor odell odom odonnell olga oliver olsen olson oneal oneil oneill orozco orr
    ortega ortiz osborn osborne oscar owen owens pacheco padilla palmer pamela parker parrish parsons pate
    patel patricia patrick patsy patterson patton paul paula pauline payne payton pearce pearson pedro
    peggy pena pennington perez perkins perry peter peters petersen peterson petty phelps philip phillip
    phillips phyllis pickett pierson pittman pitts plummer polk pollard ponce poole potts powell pratt
    preston priscilla pruitt pryor puckett pugh quinn quinones rachel rafael ralph ramirez ramon ramona
    ramos ramsey randall randolph randy rangel rankin rasmussen ratliff raul raymond rebecca reed reese
    reeves regina reginald reid reilly rene renee reyes reyna reynolds rhodes rhonda ricardo rice richard
    richards richardson rick ricky riddle riggs riley rios rita ritter rivas rivera robbins roberson
    robert roberta roberto roberts robertson robinson robles rocha rodgers rodney rodriguez rodriquez roe
    roger rogers rojas roland rollins romero ronald ronnie rosa rosado rosales rosario rosie ross roth
    rowe rowland ruben rubio rucker ruiz russell russo ruth rutherford rutledge ryan sabrina salas salazar
    salinas sally salvador samantha sampson samuel samuels sanchez sanders sandoval sandra sanford santana
    santiago santos sara sarah sargent saunders sawyer schaefer schmidt schneider schroeder schultz
    schwartz scott sean sears sellers sergio serrano seth sexton seymour shafer shaffer shane shannon
    sharon sharpe shaw shawn shea sheila shelly shelton shepard sheppard sherman sherri sherry sheryl
    shirley sidney silva simmons simms simon simpson sims sinclair singleton skinner slater sloan smith
    snell snider snyder solis solomon sonia sosa soto spence spencer spivey stacey stacy stafford stanley
    stanton starr steele stein stella stephanie stephen stephens stephenson steve steven stevens stevenson
    stewart stinson stokes strickland stuart suarez sullivan summers susan sutton suzanne swain swanson
    sweeney sykes sylvia talley tamara tammy tanya tara tate tatum taylor teresa terrance terrell terrence
    terri terry thelma theodore theresa thomas thompson thornton thurman tiffany tillman timothy tina todd
    tommy toni tony tonya torres townsend tracey tracy tran travis trevino trujillo tucker turner tuttle
    tyler tyrone tyson underwood valdez valencia valenzuela valerie vance vanessa vang vargas vasquez
    vaughan vaughn vazquez vega velasquez velazquez velez velma vera vernon veronica vicki vickie victoria
    villa villanueva villarreal vincent vinson virgil vivian wagner walden walker wallace waller walsh
    walter walters walton wanda wang warner warren watkins watson wayne webb webber weber webster weiss
    welch wells welsh wendy werner wesley whaley whitaker whitehead whitfield whitley whitney wiggins
    wilcox wilder wiley wilkerson wilkins wilkinson willard william williams williamson willie willis
    wilma wilson winston winters witt wolfe womack wong woodard woodruff woodward wooten worley wright
    wyatt wynn yang yarbrough yates yoder yolanda york yvonne zachary zamora zimmerman zuniga
    """
)
