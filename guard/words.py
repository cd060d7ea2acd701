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
    """
)

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
    a about above access accessed accessing account accounts accuracy across active activity add added
    adding address addresses administration administrator administrators admins admission admissions admit
    admitted adt adult advocate after afternoon again against age alert alerts alias all allergies allergy
    allscripts along already also always am an android anonymized anonymous another any anymore api app
    appear appearing appears apple application appointment appointments approval apr archive archived are
    area arent arrival arrived as asap ascending asked asking asks assigned associate associated
    associating at attached attaching attachment attending attention attn audible audio audit aug auto
    available baby back bad banner barcode based be because bed been before behind being belong belonging
    belongs below between billing blank blocked both box bracelet browser but button by call called caller
    calling calls came can cancel cancelled cannot cant capital capitals cardiology care category cell
    census center centered centre centric cerner change changed changes changing character characters
    chart charts chat check checked checkin cheers child choose chose chosen chrome citrix city class
    clear cleared clerk click clicked clinic clinical clinics code codes column columns come comes comment
    communication complained complains complaint complete completed confidential confirmed connect
    connected consent consult consultant consults contact contacts contains context copied copy correct
    correctly could count counter country counts crash crashed crashes created csv current custom cut
    daily dashboard dashboards data database date dates deaf dec deceased december default deidentified
    deleted deliver delivered delivering delivery demo demographic demographics department descending
    details dictate dictated dictates dictating dictation dictations did didnt died different digits
    directory disappeared discharge discharged discharges display displayed displays do dob dobs doctor
    doctors document documents does doesn doesnt don done dont double down download dr dragon dropdown due
    dummy duplicate duplicated duplicates during each ed edge edit edited editing editor editors education
    ehr eight either email emergency employer empty emr encounter encounters end engagement enrollment
    enrolment entered entry epic er error errors evaluation evening every everyone exam example exams
    excel exist exists experience expired export exports extra facesheet facing fail failed failing fails
    family fax feature features feb february feed feeds female few fhir file files fill filled filter
    filters final financial find firefox first five fix flag flagged flags folder folders follow follow-up
    following font footer for form format forms found four freeze freezes friday from frozen full function
    fyi garbled gateway gave gender get gets getting give given go goes going gone google got greeting
    grid group groups guarantor guide had handout hangs happens has hasn have havent having he header
    headers heading health hello help her here hers hey hi hidden him hipaa his history hl hl7 home
    hospital how however hub hung i icd icu id identification identifier identifiers identity ids if imc
    import imported imports in inactive inaudible inbox incomplete incorrect index infant info information
    infracare initials input inquiry instead instructions insurance intake interface interpreter into
    invalid ipad iphone is isn isnt issue it item its jan january job jobs jul july jun just keep keeper
    keeps kin kindly kiosk lab label labels labs language last later least left letter letters level
    liaison like line link linked links list listed listing lists load loaded loading loads location lock
    locked locks log logged login logs look looking looks lookup lost lowercase made mail make makes male
    management many map mapped mapping mar mask masked masking match matched matches matching maybe mdm me
    medicaid medical medicare medication medications medicine meditech member menu merge merged merges
    merging message messages microsoft middle might minor mismatch mismatched mispelled missing misspelled
    mixed mobile module modules monday monitor monitoring morning most mrn mrns much multiple must my
    mychart na name named names near need needed needing needs neither never new newborn next nextgen
    nickname nine no nobody noise none not note notes nothing notice notification notifications nov
    november now null number numbers nurse nurses object oct october of off office often old on oncall
    once oncology one only onto op open opened opening opens operative option options order ordering
    orders oru os other ought our out outage outlook over overview own pane panel pathology patient
    patients payer payment payments pdf pediatrics pending per percent perhaps phi phone photo physician
    physicians pick picker picture pid placeholder plan please pm population popup portal portals post
    prefix presented previous print printed printing prints privacy problem problems procedure process
    profile profiles progress prompt prompted prompts pronoun pronouns protected provider providers pt
    pull pulled pulls purge purged push pushed qa query question questionnaire queue quick quickly race
    radiology rate re reached read-only reading reads really reason receive received reception
    reconciliation record recorded recorder recording recordings records redacted referring refuses
    regards register registered registration registrations registry rejected rejects related relations
    release religion reminder reminders removed reopened replaced report reported reporting reports
    request requested requests required requires resource restore restored result results return returned
    returning returns review reviewed reviewer reviewing right rights room roster rounding route routed
    routing row rows safari safety said same satisfaction saturday save saved saves saw says scan scanned
    schedule scheduled scheduler scheduling score scores screen screens scribe scribed scribes search
    searches searching second section security see seems seen sees segment segments select selected
    selecting selection selector self-service selfservice sent sep sept september service services session
    set setting settings setup seven several sex shall shared she sheet should show showing shown shows
    sidebar sign signature signed signing silence since sincerely site six slack slow slowly smart
    snapshot soap software some somehow something sometimes sorry sort sorted sorting spelled spelling
    spins ssn ssns staff stamp started state static status stay stays sticker still street stuck such
    suffix summaries summary sunday support surgery survey swapped sync synced syncs system tab table tag
    tags take taken takes tbd team teams tech technician tells template templates test tests text than
    thank thanks that the their them then therapist there these they third this those three threw through
    throughout throws thursday tile tiles time timeline times title to today told tomorrow tonight too
    took tool toolbar top total totals toward towards tracking transcribe transcribed transcribing
    transcript transcription transcriptionist transcriptionists transfer transferred transfers transport
    triage tried tries truncated try trying tuesday twice two type typed types typo typos unavailable
    under unit unknown unless unlike unlock unlocked until up update updated updates upload uploaded
    uploading uploads uppercase urgent urgently us use used user users uses using usually valid value
    values verification version versions very via view viewed viewer viewing views visible visit visits
    volume vs waiting want wanted wants ward was wasn wasnt we web wednesday week went were what when
    whenever where wherever whether which while who whole whose why widget window windows with within
    without won wont word work workflow working worklist works would wristband wristbands wrong xml yes
    yesterday yet you your zip zone zoom
    """
)
