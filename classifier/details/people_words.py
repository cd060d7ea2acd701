"""Wordings by which a person is told from other words, and what is done for or by whom."""

from __future__ import annotations

import re

from classifier.details.names import FIRST_NAMES
from classifier.tables import any_of
from guard.words import NO_NAMES

NO_PERSON = NO_NAMES | frozenset(
    """
    able actually ahead almost anybody anyone anything anywhere apparently assigning authors
    automatically autotext away back badly base began begin better big both bring brings browsers budget
    business came ccs certain clears click closes clunky comes completely complains complaining
    contractor copy correctly could cover created creates creating credentials crew custom day days
    decided default defined deletes deleting described desktop dictionary directory disable disabled
    disconnects done drop dropped easily else enable enabled enter entering entire etc even experience
    experiencing extra facilities fast fine finished fixed friendly further gone good great hard head
    heard heavy heck hears hit hits hold hotkey hour hours idea immediately inside instantly interfaces
    intermittently kept kick kicked know knows known large late learn leave leaves leaving left level
    licence licences license licenses logging long loses lost lot lots macros main mainly making manager
    managers manual master mean means moved moves moving near never nice night normal normally notices
    noticed obvious occasionally offline okay online others overnight page pages paid part passcode
    password passwords people permission permissions person persons phones pick pin place pools possible
    pressed presses presumably previously properly proofreader quality queues quite rather read ready
    real recently regularly relevant remain remains remote remove repeatedly resets reset residents
    residency resigned retired rights role roles rules sample sat second secure seeing send sending
    separate sessions settings setups shifts side signs sites specific specified starter starts stat
    station stays steps stop stopped stops straight stuff successfully suddenly supposed sure switched
    take tell terminal things thinks though today tool trainer trainers training truly typical unable
    unless usual install server quiet say and or the an but not with that which who where there here
    they them their his her him she its your our you some any every each all most more less few first
    last next then than when while into onto over such same other only own so too very now just also
    still yet soon ever often always usually every1 some1 no1 txet dont cant wont cannot isnt doesnt
    does did do was were been being is are am has had have having will would should may might must shall
    gets got see sees seen saw lists list names interface access needs need vendor via wait waits
    watching wherever window wish wonders workstation workstations worktype worktypes worst year years
    der das ein eine einen kein keine nicht bitte wir sie ihr ihre los las les une votre nous
    alone along among answer answers attempt attempts begins behind beyond infracare idle invited
    invitation manage management per plus prefix queue since template unlike whom clerks cards acrobat
    adobe android chrome windows word excel outlook teams zoom citrix epic cerner meditech dragon slack
    mac macos linux iphone ipad samsung dell lenovo olympus philips jira english spanish german
    cardiology radiology orthopedics ortho oncology neurology pathology dermatology urology pediatrics
    surgery emergency imc api sso vpn hl7 ehr emr north south east west saint st mt mount lake oak maple
    elm pine river valley hill hills upper lower central lakeside hillview riverside oakdale downtown
    uptown sunrise harbor ridge creek springs spring summit dr drs mr mrs ms monday mondays tuesday
    wednesday thursday friday saturday sunday january february march april june july august hope bill
    grant chase mark rich pat sue rob jack art drew guy gene dean frank max don mercy grace joy faith
    victoria georgia virginia austin jackson sydney florence paris houston dallas charlotte
    """.split()  # noqa: SIM905
)
NO_FIRST = NO_PERSON - FIRST_NAMES
NO_LOGINS = NO_NAMES | frozenset(
    """
    advance fallen every1 some1 shall chill spark award chart charts shunt greed breed creed cross gross
    plane prose arose smiles stray dwells swells reporter importer exporter bakery priced asking making
    taking waking liking toward towards reward afford jpeg mpeg nginx msedge vmware vsphere vcard gsuite
    bsod mcafee mckesson mysql tsql lync tsunami xray xlsx hdmi wlan nvidia pwords pword cname flee glee
    knee gdrive mgmt svchost vbox vbscript zscaler psych pneumonia mnemonic czech smack
    """.split()  # noqa: SIM905
)
SUFFIXES = frozenset(
    [
        "com",
        "org",
        "net",
        "edu",
        "gov",
        "io",
        "uk",
        "local",
        "exe",
        "dll",
        "pdf",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "csv",
        "txt",
        "wav",
        "mp3",
        "log",
        "html",
        "xml",
        "json",
        "zip",
        "png",
        "jpg",
        "dss",
        "ds2",
        "the",
        "it",
        "and",
        "but",
        "please",
        "thanks",
        "i",
        "we",
        "she",
        "he",
        "they",
        "this",
        "that",
    ]
)
INFLECTED = re.compile(r"(?:ing|ed|tion|ment|ally|ly|ness|able|ible|ful|less|ous|ity|n't)$")
ODD = re.compile(
    r"(?=[a-z]*[aeiouy])(?!mc)(?!b[lr]|c[hlr]|d[rw]|f[lr]|g[hlnr]|k[nr]|p[hlrs]|qu|rh|s[chklmnpqtw]|"
    r"t[hrsw]|w[hr])"
    r"[bcdfghjklmnpqrstvwxz]{2}[a-z]{2,20}\d{0,3}$"
)

LOGIN = re.compile(r"(?<![\w@./\\<&'-])[A-Za-z][a-z]{1,24}(?:[._][a-z]{1,24})?\d{0,4}(?![\w@\\/]|-\w|\.\w)")
NAME_WORD = re.compile(
    r"(?:[ \t]{0,2}[A-Z]\.)?[ \t]{0,2}(?P<name>[^\W\d_](?:[^\W\d_]|-(?=\w)|'(?=[A-Z])){1,24})\b"
)
TITLE = re.compile(
    r"\b(?:(?:[Dd]rs?|[Pp]rof|[Mm]rs?|[Mm]s)\b\.?|Doctor|Nurse|Professor|Miss)(?=[ \t]{1,2}\w)", re.M
)
USER_WORD = re.compile(
    r"\b(?:(?P<sure>user ?(?:name|id)?|(?:log-?in|account|acct)(?= ?(?:of|for|is|:|=)))"
    r"|users|log-?ins?|accounts?|authors?|transcriptionists?|editors?|physicians?|providers?|admins?|"
    r"administrators?"
    r"|colleagues?|hires?|starters?|proofreaders?)"
    r"(?:[ \t]{0,2}(?::|=|#|-|\b(?:of|for|is|are|named|called|name|id|account|login|user|"
    r"who is)\b)){0,3}[ \t]{1,2}[\"'`(*]?",
    re.I,
)
TWO_NAMES = re.compile(
    r"(?<![\w.@-])(?=(?P<first>[A-Z][a-z]{1,15}(?:-[A-Z][a-z]{1,15})?) (?:[A-Z]\.? )?"
    r"(?P<last>(?:(?:van|de|von|al|el|la|den|di) ?){0,2}(?:O'|Mc|"
    r"Mac)?[A-Z][a-z]{1,20}(?:-[A-Z][a-z]{1,20})?)(?![\w@]))"
)
ONE_NAME = re.compile(r"(?<![\w.@-])[A-Z][a-z]{2,15}(?![\w@-]|\.\w)")
_BEFORE_A_PERSON = r"""
    for|by|from|to|of|with|gives?|grant|add|adding|removed?|removing|unlock|unblock|disable|enable|fix
    set up|register
    activate|deactivate|reactivate|delete|reset|assign|ask|tell|cc|named|called|user|onboard|offboard
    invite|move|put|take
    lets?|when|and|or|only|our|is|as|because|that|see|why (?:does|can't)|does|has|than|make|shows?|says
    until|while|if
    after|colleague|hire|nurse|secretary|typist|successor|coordinator|transcriptionist|like|replace
    create|cut|new|give
"""
PERSON_DUE = re.compile(rf"\b{any_of(_BEFORE_A_PERSON)} [\"'`(]?$|[,:(] ?$", re.I)
_DEEDS_OF_A_PERSON = r"""
    can't|cannot|can not|cant|can|could|couldn't|gets?|got|is|isn't|was|wasn't|has|had|have|clicks?
    opens?|says?|said
    sees?|saw|needs?|left|tries|tried|keeps?|kept|does|doesn't|did|didn't|logs?|logged|will|would|won't
    starts?|started
    reports?|reported|complains?|noticed|lost|should|shouldn't|must|to|from|off|out|on|in|into|as|again
    uses|used
    dictates|dictated|wants|loses|never|still|and|admin|at|access|asap|please|with|works|calls|called
    hears?|heard|signs
    signed|reset|who
"""
ACTS = re.compile(rf"'s\b|'| {any_of(_DEEDS_OF_A_PERSON)}(?!\w)")
STREETS = frozenset(
    [
        "lane",
        "park",
        "hill",
        "hills",
        "heights",
        "street",
        "road",
        "avenue",
        "campus",
        "ridge",
        "grove",
        "court",
    ]
)
"""Last words of places that are also surnames."""

_PLACES_OF_WORK = r"""
    St|Street|Ave|Avenue|Road|Rd|Blvd|Drive|Lane|Clinics?|Hospital|Medical|Center|Centre|Group|Health
    Healthcare|Pool
    Queue|Team|Report|Template|Facility|Campus|Building|Office|Practice|Associates|Partners|Imaging
    Orthopedics
    Cardiology|Pediatrics|Surgery|Physicians|Family|Memorial|General|Regional|Community|University
    Foundation
    Institute|Park|Heights|clinic|hospital|office|facility|campus|site|location|branch
"""
INSTITUTION = re.compile(rf" ?{any_of(_PLACES_OF_WORK)}\b")
IN_BRACKETS = re.compile(
    r" ?[(\[<][\"'`]?(?:user(?:name)? |login |"
    r"id )?(?P<name>[A-Za-z][\w.-]{2,24}(?: [A-Z][\w'-]{1,24})?)[\"'`]?[)\]>]"
)
PATIENT = re.compile(r"\b(?:patients?|pt|pat)(?: name)?:? $", re.I)
ANOTHERS = re.compile(
    r"\b(?:(?:your|you guys'?|support) (?:colleagues?|agents?|technicians?|support|engineers?|reps?|"
    r"co-?workers?|"
    r"people|team ?mates?|staff|guys?|lady|consultants?|trainers?|sales ?(?:man|rep|person)) |"
    r"(?:spoke|speaking|talked|chatted|phoned) (?:to|with) )$",
    re.I,
)
"""Before a name: one of ours, no user of theirs."""

INTRODUCED = re.compile(r"\b(?:this is|my name is|i am|i'm|it's|here is) $", re.I)
CONTACT = re.compile(
    r"\b(?:contact|contact person|ansprechpartner(?:in)?)(?: \w+){0,4}"
    r"(?: is| was|:| will be) (?:mr\.? |mrs\.? |ms\.? |dr\.? )?$",
    re.I,
)
"""Before a name: whom to ask on their side."""

OUR_OWN = re.compile(
    r"\bour (?:[\w-]+ ){0,2}(?:person|guy|man|lady|manager|supervisor|lead|leader|coordinator|admin|"
    r"administrator|contact|technician|secretary|receptionist|assistant|department|boss)"
    r"(?:,|,? (?:named|called))? $",
    re.I,
)
PASSES_ON = re.compile(
    r",? (?:says?|said|tells?|told|thinks|thought|reports|confirms|confirmed|checked|asked|asks|wants|"
    r"suggested|suspects)\b"
)
"""After "our lead, Ann": passes on what is known; is not troubled."""

MIXED_UP = re.compile(
    r"\bshould (?:be|say|read|show)\b[^\n]{1,45}?[ ,](?:shows?|showing|shown|appears?|listed|displayed|"
    r"displays|comes up|came up|came out|says|is|reads)(?: up)?(?: as)? (?:dr\.? )?$",
    re.I,
)
"""Before a name: the wrong one, where another should be."""

HEADER = re.compile(
    r"(?:^|\n)[ \t>*]{0,6}(?:from|to|cc|von|an|de|reply-to|sent by|sender):\*? "
    r"(?:[^\W\d_][\w.-]{0,20} ){0,2}$",
    re.I,
)
CLOSED = re.compile(
    r"(?:regards|wishes|sincerely|yours|truly|cheers|thanks|thank you|respectfully|"
    r"gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)|mfg|salutations|cordialement|saludos|saluti|groet(?:en|jes)?)"
    r"[,.! \t]{0,3}(?:\n{1,3}[ \t-]{0,4}|(?<=[,.!] ))(?:[^\W\d_][\w.-]{0,20} ){0,2}$",
    re.I,
)
LINE_ENDS = re.compile(r"[ \t,]{0,3}(?:\n|$)")
REACHED_AT = re.compile(
    r"[ \t,]{0,3}\n[ \t]{0,4}(?:tel|phone|ph|fax|mobile|cell|direct|ext|e-?mail|office|pager)\b",
    re.I,
)
"""After a name on a line of its own: a signature goes on."""

SPEAKING = re.compile(r",? (?:here|speaking)(?: again)?(?:[.,:;!]| -|\n|$| (?:from|at|in) )")
"""After a name that begins a sentence: the asker gives their own."""

OPENING = re.compile(r"(?:^|[\n.!?]\s?|\b(?:hi|hello|hey|hallo|hola|bonjour|good \w{2,10}),? )$", re.I)
SAME_FOR = re.compile(
    r"\b(?:same|likewise|ditto|also)\b(?: \w+){0,3}? (?:for|with|to|at|on) "
    r"(?P<name>[A-Z][a-z]{2,15})"
    r"(?='s (?:desk|pc|computer|machine|laptop|workstation|screen|phone)\b|"
    r" (?:at|from|in|on) (?:the|her|his|my|our) (?:\w+ )?(?:desk|room|office|cubicle|seat|pc|"
    r"computer|machine|laptop|workstation|chair|table)\b"
    r"| (?:next to|across from|beside|behind|opposite) (?:me|us)\b|,? (?:who|she|he)\b)"
)
""" "Same for Ann at the next desk"."""

TOO = re.compile(
    r"\b(?:neighbou?r|colleague|co-?worker|partner|nurse|typist|resident|intern|friend) "
    r"(?P<name>[A-Z][a-z]{2,15})(?= (?:has|had|gets|got|sees|saw|has seen|experiences)"
    r" (?:it|this|that|the same(?: \w+)?),? (?:too|also|as well)\b)"
)
""" "My neighbour Ann has it too"."""

BOTH = re.compile(
    r"(?<![\w.@-])(?P<name>[A-Z][a-z]{2,15}) and (?P<other>[A-Z][a-z]{2,15})"
    r"(?= (?:have|had|get|got|see|saw) (?:it|this|that|the same(?: \w+)?),? (?:too|also|as well)\b)"
)
""" "Ann and Piet have it too"."""

THANKS = re.compile(r",? (?:says|said|sends) (?:thanks|thank you|thx|hello|hi|greetings|regards)\b")
"""After a name: passes on thanks; is not troubled."""

WROTE = re.compile(
    r",? (?:already |just )?(?:sent|opened|raised|filed|wrote|logged|submitted|created|e-?mailed|called)"
    r"(?: to)?(?: you| us| support| in)?(?: guys)? (?:an?|the|about|this|another) "
    r"(?:\w+ )?(?:tickets?|requests?|e-?mails?|mails?|cases?|it)\b"
)
"""After a name: has written to us before."""

RECIPIENT = re.compile(
    r"\b(?:(?:to|we|i|they|she|he|can't|cannot) (?:send|fax|mail|e-?mail)|sends|sending|sent|faxe[sd]|faxing|"
    r"mailed|e-?mailed|reports|results|copy|copies)(?: (?!to\b)[\w#-]+){0,2} to $",
    re.I,
)
"""Before a name: who gets the papers."""

LIKENED = re.compile(
    r"\b(?:as if|as though) (?:it|he|she|they|i) (?:was|were|is|are) $"
    r"|\b(?:mistaken|mistakes \w+|taken) for $",
    re.I,
)
"""Before a name: another one than the troubled."""

FROM_WHERE = re.compile(
    r"(?: \w+)?,? (?:from|at|in|with|over at|of|here|speaking|calling|writing)\b|[ .]*(?:\n|$)"
)
"""After a name behind "this is": the asker gives their own."""

INITIAL = re.compile(r"(?<![\w.])[A-Z]\. ?$")
GREETED = re.compile(
    r"(?:^|\n)[ \t]{0,4}(?:hi|hello|hey|dear|good \w{2,10}|thanks|thank you|morning)[ ,]{1,2}$", re.I
)
SIGNED = re.compile(
    r"(?:\n[ \t-]{0,4}|(?:thanks|thank you|thx|regards|cheers|sincerely|wishes|yours|truly|greetings|"
    r"respectfully|congratulations|congrats|br|best)[,.! ]{0,3}\n{0,2}-{0,2} ?|[.!?] ?-{1,2} ?)$",
    re.I,
)
AFTER_NAME = re.compile(r"[ \t]*(?:[,.!:-]|\n|$)(?P<more>[ \t]*\S)?")
PHRASE = re.compile(
    r"(?<![\w.@-])(?=(?P<first>[^\W\d][\w.'-]{2,24})"
    r"(?P<second> [^\W\d][\w.'-]{1,24})?(?P<third> [^\W\d][\w.'-]{1,24})?)"
)
