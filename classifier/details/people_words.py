"""Words that are no people, and how names and user names are built."""

from __future__ import annotations

import re

from classifier.details.names import FIRST_NAMES
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

PHRASE = re.compile(
    r"(?<![\w.@-])(?=(?P<first>[^\W\d][\w.'-]{2,24})"
    r"(?P<second> [^\W\d][\w.'-]{1,24})?(?P<third> [^\W\d][\w.'-]{1,24})?)"
)
