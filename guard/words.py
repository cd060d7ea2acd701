"""The words that tell a person's name from the ordinary words of the trade."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set("madam master miss mister mr mrs ms sir")
SUFFIXES = _set("ii iii iv jr sr")
PARTICLES = _set(
    """
    al ap ben bin da das de del della den der di dos du el ibn la las le los mac san st ten ter van von
    """
)
JOINING = _set("& and or")

# Names as well as ordinary words: part of a name only beside a word that is certainly one.
PERHAPS = _set(
    """
    ace april art august banks bell best bill black booth brown case chance chase church cook cross day
    dean drew english ernest faith field fields fisher frank french gene gold grant gray green guy hall
    hand hill hope iris jack joy june justice king lane law light long love march mark marks may mercy
    miles moon more noble north page park parks pat pearl penny pierce pool power price rain read rich rob
    rose short sky small star stone storm strong sue summer sun temple white will wise wood woods young
    sample story key person journey lift space fold driver stage tree
    """
)

# Ordinary words, but for this spelling: short for Edward, and the first name of invented patients.
CAPITALISED_FIRST = _set("Ed Test")

# Three letters in capitals are an abbreviation, but for these.
SHORT_NAMES = _set(
    """
    abe amy ann ava ben bob cox dan don dot eli eve fay gus guy hal ian ida ivy jan jay jed jim joe jon
    kay ken kim kit lee len leo liz lou mae max meg mia ned nan pam pat peg ray ron roy sal sam sid ted
    tim tom val wes zoe
    """
)

# Never part of a name after "patient": what people of this trade write there.
NO_NAMES = _set(
    """
    a about above academy access accessed accessing account accounts acct accuracy across active activity
    add added adding address addresses administration administrator administrators admins admission
    admissions admit admitted adt adult advocate after afternoon again against age agreement alert alerts
    alias all allergies allergy allowed allscripts along already also always am an analysis android
    announcement anonymized anonymous another any anymore api app appear appearing appears apple
    application appointment appointments approval apps apr archive archived are area arent arrival arrived
    as asap ascending asked asking asks assigned assistance assistant associate associated associating
    association at attached attaching attachment attachments attending attention attn audible audio audit
    aug auto automated available baby back bad banner banners barcode barcodes based be because bed beds
    been before behind being belong belonging belongs below benefit benefits between billing blank blocked
    board boards body bold booking bookings booths both bottom box bracelet brochure browser bulk bulletin
    bundle but button buttons by calendar call callback called caller calling calls came camera campaign
    can cancel cancelled cannot cant capital capitals cardiology cards care cart cases category cell
    census center centered centre centric cerner change changed changes changing channel character
    characters charge charges chart charts chat check checked checkin checklist cheers chief child choose
    chose chosen chrome citrix city class clear cleared clerk click clicked clinic clinical clinics
    clipboard closed cloud code codes cohort collaboration column columns come comes comfort comment
    committee communication communications company complained complains complaint complete completed
    compliance conditions confidential confidentiality confirmation confirmed connect connected connector
    consent consult consultant consults contact contacts container contains context copied copies copy
    correct correctly could council count counter country counts coverage crash crashed crashes created
    criteria csn csv current custom cut daily dashboard dashboards data database date dates days deaf dec
    deceased december decision default definition deidentified deleted deletion deliver delivered
    delivering delivery demo demographic demographics denied denies department dependent descending
    destination detail details device devices dialog dictate dictated dictates dictating dictation
    dictations did didnt died different digest digits direct director directory disappeared discharge
    discharged discharges disclosure dismissed display displayed displays distribution division do dob
    dobs doctor doctors document documents does doesn doesnt domain don done dont double down download dr
    draft drafts dragon drawer dropdown dropdowns due dummy duplicate duplicated duplicates during dx each
    ed edge edit edited editing editor editors education ehr eight either eligibility email emails environment
    emergency employer empty emr encounter encounters end endorses engagement engine enrollment enrolment
    entered enterprise entry envelope epic episode episodes er error errors established estimate
    evaluation evening event events every everyone exam example exams excel exchange exist exists
    experience experiences expired explorer export exports extra face facesheet facility facing fail
    failed failing fails families family favorite fax feature features feb february feed feedback feeds
    female few fhir file filename files fill filled filter filters final financial find finder firefox
    first five fix flag flagged flags flow flowsheet focused folder folders follow follow-up following
    font fonts footer for form format forms forum forums found four framework freeze freezes friday
    friendly from frozen full function fyi gallery garbled gateway gave gender generator get gets getting
    give given global go goal goals goes going gone google got greeting grid group groups guarantor
    guidance guide guidelines had handbook handoff handout handover hangs happens har has hasn have havent
    having he header headers heading headings health hello help her here hers hey hi hidden him hipaa his
    history hl hl7 home hospital hotel how however hub hung hx i icd icon icons icu id identification
    identified identifier identifiers identifying identity ids if imc import imported imports in inactive
    inaudible inbox incomplete incorrect index indicator infant info information infracare initial
    initials input inquiry insight insights install instead instruction instructions insurance intake
    integration interactions interface interpreter into invalid inventory ipad iphone is isn isnt issue it
    item its jan january job jobs jul july jun just keep keeper keeps keys kin kindly kiosk kiosks lab
    label labels labs language last later layout leaflet leaflets least left letter letterhead letters
    level liaison library like limits line link linked links list listed listing lists literature load
    loaded loading loads lobby loc location lock locked locks log logged login logo logos logs look
    looking looks lookup lookups lost lowercase macro macros made mail mailing main make makes male
    management manager many map mapped mapping mar margin mask masked masking match matched matcher
    matches matching materials matrix maybe mdm me measure media medicaid medical medicare medication
    medications medicine meditech medium member memory menu menus merge merged merges merging message messages
    messaging metric metrics microsoft middle might migration minor mismatch mismatched mispelled missed
    missing misspelled mixed mobile mobility mode model modified module modules monday monitor monitoring
    morning most mrn mrns much multiple must my mychart na name named names narrative navigation navigator
    near need needed needing needs neither network never new newborn news newsletter next nextgen nickname
    nine no nobody noise none not note notebook notes nothing notice notification notifications nov
    november now null number numbering numbers nurse nurses object objects observation oct october of off
    offers office officer often old on oncall once oncology one online only onto op open opened opening
    opens operation operations operative option options order ordering orders oru os other ought our out
    outage outcome outcomes outlook outreach over overview own packet packets pages pane panel panels
    paperwork parameter parent partner password pathology pathway pathways patient patientdob patientid
    patientmrn patients patientssn payer payment payments pdf pediatrics pending per percent perhaps
    permission permissions personal personnel pharmacy phi phone phones photo physician physicians pick
    picker picture pictures pid pilot pipeline placeholder plan platform please pm policies policy
    population popup portal portals position post preference preferences prefix presented presents preview
    previous print printed printing prints privacy privileges problem problems procedure process product
    products profile profiles program programs progress project prompt prompted prompts pronoun pronouns
    properties property protected protection protocol protocols provider providers pt ptdob ptid ptmrn
    ptname ptssn public pull pulled pulls purge purged push pushed qa quality queries query question
    questionnaire queue queues quick quickly race radiology range rate ratio re reached read-only reading
    reads really reason receipt receive received recent reception reconciliation record recorded recorder
    recording recordings records recovery redacted referring refund refuses regards region register
    registered registration registrations registry rejected rejects related relation relations release
    religion remains reminder reminders removed renewal reopened replaced report reported reporting
    reports repository representative request requested requests required requirement requirements
    requires research resource resources responses responsibilities restore restored result results
    retention retrieval return returned returning returns review reviewed reviewer reviewing right rights
    role roles room root roster rounding route routed routine routing row rows rule rules safari safety
    said same samples satisfaction saturday save saved saves saw says scan scanned schedule scheduled
    scheduler scheduling scheme scope score scores screen screens scribe scribed scribes script scripts
    search searches searching second section security see seems seen sees segment segments select selected
    selecting selection selector self-service selfservice sensor sent sep sept september sequence series
    server servers service services session set setting settings setup seven several sex shall shared
    sharing she sheet sheets shift shifts shortcut should show showing shown shows sidebar sign signature
    signed signing signoff silence since sincerely site six size skill skills slack slow slowly smart
    snapshot soap software solution solutions some somehow something sometimes sorry sort sorted sorting
    source sources specific spelled spelling spins spreadsheet ssn ssns staff stamp standard standards
    started state statement statements states static statistics status statuses stay stays step steps
    sticker still storage stories strategy street structure stuck study style styles subject submission
    such suffix suite summaries summary sunday support surgery survey surveys swapped switch switcher sync
    synced syncs system tab table tag tags take taken takes task tasks tbd team teams tech technician
    tells template templates terms test tests text than thank thanks that the their them theme then
    therapist there these they third this those three threw through throughout throws thursday tile tiles
    time timeline timelines timer times tips title to today token tokens told tolerated tolerates tomorrow
    tonight too took tool toolbar tools top total totals toward towards tracker tracking trail training
    transcribe transcribed transcribing transcript transcription transcriptionist transcriptionists
    transfer transferred transfers transport transportation trend trends triage trial tried tries trigger
    truncated try trying tuesday twice two type typed types typo typos unavailable under underwent unit
    units unknown unless unlike unlock unlocked until up update updated updates upload uploaded uploading
    uploads uppercase urgent urgently us use used user users uses using usually utility valid validation
    value values variable vendor verification version versions very via view viewed viewer viewers viewing
    views visible visit visits vital vitals voice volume vs waiting want wanted wants ward warning was
    wasn wasnt watch we web website wednesday week welcome went were what when whenever where wherever
    whether which while who whole whose why widget width window windows with within without wizard won
    wont word wording work workbench worker workers workflow working worklist works workspace would
    wristband wristbands wrong xml yes yesterday yet you your zero zip zone zoom
    """
)
