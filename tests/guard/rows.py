"""What the guard must find and what it must leave alone, one line of a message each.

In ``FOUND`` the marks « » stand around what must go, and nothing else may go.
"""

from __future__ import annotations

from guard import Kind

FOUND = {
    Kind.SOCIAL_SECURITY_NUMBER: """
        her number is «123-45-6789», please fix
        ssn nr «5 2 9 - 4 4 - 0 1 8 3» as dictated
        «123-45-6789»
        SSN «123-45-6789» shows twice
        ssn: «123456789»
        SSN «123 45 6789»
        SSN#«123456789»
        ss# «123456789» in the header
        SS number «123.45.6789»
        S.S.N. «123-45-6789»
        social security number is «123456789»
        Social Security no. «123 45 6789»
        soc sec «123456789»
        social: «123456789»
        the patient's social is «123 - 45 - 6789»
        ssn ending in «6789»
        last 4 of ssn: «6789»
        ssn «xxx-xx-6789»
        SSN «***-**-6789»
        "ssn": "«123456789»"
        <ssn>«123456789»</ssn>
        ssn «１２３-４５-６７８９»
        ssn «123–45–6789»
        two of them, «123-45-6789» and «987-65-4321»
    """,
    Kind.RECORD_NUMBER: """
        MRN «4455667» has the wrong report
        policy number «K118 20 4417» of our member
        mrn «441120» but she typed «441210»
        chart «44120» belongs to Gary, «44121» to Linton
        mrn: «4455667»
        MRN#«4455667»
        MRN # «00-12-34»
        MRN «E1234567» is open
        M.R.N. «4455667»
        MRN«4455667»
        mrn number is «4455667»
        MRN for patient: «4455667»
        the MRN of the patient is «4455667»
        MRN «445 5667»
        medical record number: «A-12345»
        Medical record «4455667» is empty
        medical-record-number «4455667»
        medical_record_number=«4455667»
        med rec # «778899»
        MR# «778899»
        chart # «99881»
        chart «99881» will not open
        Chart number «99881»
        chart no. «99881»
        patient id «4455667»
        Patient ID: «AB12345»
        patientId=«4455667»
        patient_id: «4455667»
        patient number «4455667»
        patient #«44556»
        patient «4455667» is doubled
        pt id «4455667»
        pt # «4455667»
        patient account «8899123»
        account of patient «8899123»
        acct of pt «8899123»
        "mrn": "«4455667»"
        <MRN>«4455667»</MRN>
        MRN «00123 45678»
        patient with MRN ending in «4455»
        medical rec no «12345»
        account # «8899123» of the patient
        acct «123456» for pt
        MRNs «4455667, 4455668 and 4455669» are swapped
        charts «99881 and 99882»
        record number «4455667»
        hospital number «7788991»
        Medicaid ID «AB12345C»
        mrn «４４５５６６７»
        mrn «٤٤٥٥٦٦٧»
        *MRN:* «4455667»
        MRN «4455667».log
    """,
    Kind.DATE_OF_BIRTH: """
        dob «3/4/1961»
        one has dob «3/4/1961», the other «4/3/1961»
        the DOB column: «19610304» is refused, why?
        date of birth in the import, «03/04/1961» fails too
        DOB: «03/04/1961», report is missing
        DOB«03/04/1961»
        D.O.B. «1961-03-04»
        d.o.b «3-4-61»
        dob is «3.4.1961»
        DOB «19610304»
        DOB «04MAR1961»
        dob «4-Mar-1961»
        dob: «March 1961»
        dob «3 / 4 / 1961»
        DOB «3/4/61»
        the dob of the patient was «3/4/1961»
        date of birth: «04 Mar 1961»
        Date of Birth «March 4, 1961»
        date-of-birth «1961/03/04»
        date_of_birth=«1961-03-04»
        dateOfBirth: "«1961-03-04»T00:00:00"
        birth date «3/4/1961»
        birthdate «3/4/1961»
        patientDOB «3/4/1961»
        birthday on «4 March»
        born «3/4/1961»
        born on «March 4th 1961»
        born on the «4th of March 1961»
        she was born «Mar 4 '61», see chart
        born on Tuesday, «March 4, 1961»
        «3/4/1961» (DOB)
        «March 4, 1961» is her date of birth
        <dob>«1961-03-04»</dob>
        dob «３/４/１９６１»
        *DOB:* «3/4/1961»
        dob «03−04−1961»
    """,
    Kind.PHONE_NUMBER: """
        reach her at «202-555-0143»
        our patient's office phone is «202-555-0143»
        our office has «202-555-0143» on file
        our billing shows «202-555-0143» now
        our fax to Jane Doe «202-555-0143» failed
        Thanks. Jane Doe called from «202-555-0143»
        the patient wrote: call me. Regards, Jane Doe, «202-555-0143»
        Thanks, Jane Doe, daughter of the patient, «202-555-0143»
        «(202) 555-0143»
        «(202)555-0143» is the daughter
        «202.555.0143»
        «202 555 0143»
        «202/555-0143»
        «1-202-555-0143»
        «+1 202 555 0143»
        «+1 (202) 555-0143»
        «+12025550143»
        phone «202-555-0143 x12»
        phone «202-555-0143 ext. 4021»
        home «(202) 555-0143 extension 7»
        «+44 20 7946 0958»
        «+44 (0)20 7946 0958»
        «+49 30 901820»
        «+33 1 42 68 53 00»
        «+91 98765 43210»
        «+442079460958»
        call «2025550143»
        call me at «2025550143»
        please call her back on «2025550143»
        tel «2025550143»
        Tel.: «2025550143»
        telephone number is «12025550143»
        phone: «555-0143»
        fax «2025550143»
        fax number «555-0143»
        fax to «202-5550143»
        cell «2025550143»
        mobile «2025550143»
        ph# «2025550143»
        callback number: «2025550143»
        text him at «555.0143»
        phone: «020 7946 0958»
        "phone": "«2025550143»"
        call «２０２５５５０１４３»
        «<tel:+12025550143|202-555-0143>»
        «202‑555‑0143»
    """,
    Kind.MAIL_ADDRESS: """
        jane: «jane.doe@example.com»
        «Jane.Doe+lab@mail.example.co.uk» bounced
        «<mailto:jane@example.com|jane@example.com>»
        «<mailto:jane@example.com>»
        mailto:«jane@example.com»
        <«jane@example.com»>
        "email": "«jane_doe@example.com»"
        cc «a@b.co»; «c@d.org»
        write to «o'neil@example.com».
        «jane.doe (at) example.com»
        «jane[at]example.com»
        «JANE@EXAMPLE.COM»
        «josé@example.com»
        «jane@exämple.de»
        «jane＠example.com»
        https://example.com/?to=«jane@example.com»
        «j%doe@example.info»
        ask «info@hospital.example», not us
        the patient's mail is «sales@vendor.example»
        I am a patient. Thanks, Jane, «jane@home.example»
        Regards, Jane Doe, «jane.doe@gmail.com»
    """,
    Kind.PATIENT_NAME: """
        pt «John Q. Smith» has no report
        URGENT!! «Ines Corrado» pt in room 12 has no note
        «Ines Corrado», pt of Dr. Lee, has two jobs
        «Ines Corrado», patient, not the nurse
        «Ines Corrado» is our patient and wants a copy
        is "«Ines Corrado»" registered with you as a patient?
        he is our patient since 2021, «Amos Whitlock», and
        newborn «Baby Girl Okafor» has no letter
        patient «Ed Whitlock», he called
        patient «Test Whitlock» is invented
        the patient says her name was «Odile Marchetti»
        patient names, e.g. «Odile Marchetti»
        patients such as «Odile Marchetti» and others
        «Anna-Lena Voss» with dob [date of birth] is gone
        patient «Maria de la Cruz» is missing
        patient «Smith» is missing
        Patient «John Smith» report is cut
        patient «O'Brien» again
        patient «Anne-Marie Smith-Jones»
        patient «Mrs. Smith»
        patient «John Smith Jr.» is doubled
        pt. «Mary Jones» dictated twice
        Pt: «Mary Jones»
        pt - «Mary Jones»
        PT «JONES, MARY»
        patient «SMITH^JOHN»
        patient «DOE^JANE^Q»
        patient «KIM» has no report
        it should be patient «Ann Lee»
        patient «Smith, John Q» has
        PATIENT «JOHN SMITH» REPORT IS MISSING
        patient name: «John Smith»
        patient name: «john smith» called
        Patient Name - «John Smith»
        patient name is «maria garcia»
        patient name «john smith» is cut
        patient_name=«john smith»
        patientName: "«John Smith»"
        patient: «john smith»
        patient: «maria de la cruz» is not listed
        *Patient:* «John Smith»
        patient's name is «John Smith»
        the name of the patient is «John Smith»
        name of patient: «smith»
        patient named «Abigail Winters»
        patient last name: «Winters»
        the patient is «Abigail Winters»
        my patient, «Abigail Winters», has two jobs
        patient «Will Smith» is missing
        patient «April Jones»
        patient «John Page»
        patient «Mr. Young» is waiting
        patient «Smith»'s report
        patient "«John Smith»"
        the patient («John Smith») called
        patients «John Smith and Jane Doe» are mixed up
        patients: «John Smith, Jane Doe, Bob Lee»
        patient's mother «Mary Smith» complained
        patient | «John Smith» | job 7000123
        patient «José Álvarez»
        patient «Łukasz Nowak»
        patient «王小明»
        patient «van der Berg»
        for pt «J. Smith» and job 7000123
        «Jane Doe» (patient) is missing
        the report of «Jane Doe» (pt) is cut
    """,
    Kind.POSTAL_ADDRESS: """
        patient address: «12 Elm St, Gary, IN 46402»
        the letter to the patient says «12 Elm Rd, Gary, IN» and no more
        «PO Box 44, Gary IN 46402», and the patient moved
        mail for the patient goes to «Flat 3, 14 Rowan Close, Leeds LS8 4QT», why?
        the patient lives at «418 Larkspur Lane» now
        home address is «77 W Oak St Apt 4B, Dayton OH 45402»
        mailing address «P.O. Box 1182, Linton, IN 47441»
        Address: «2201 Maple Grove Rd, Bloomington, IN 47401»
        "address": "«1500 Hillside Ter»"
        patient [patient name], «9 Abbey Court», moved
        her new address is «33 Hillside Terrace»
        <street>x</street> and patient address «5 Quarry Road»
    """,
}

LEFT_ALONE = """
    Hi Tina Brown, patient is missing
    Tina Brown, patient in job 7000123 is wrong
    Dr. Jane Porter, patient of record?
    my colleague Tina Brown is patient, but I am not
    for the patient in the list, Tina Brown, please resend
    Jane Porter sees the list as patient
    Patient Ed Materials
    patient Test Environment is down
    the Baby Boy template is empty
    patient lists, e.g. Cerner Millennium
    Pt. Reyes Station
    dob filter, version 19990101 of the feed
    patient letters went to Lakeside Hospital, 77 Harbor Rd, Gary IN 46402
    please forward to sales@vendor.example
    billing@vendor.example and no-reply@vendor.example bounce
    Regards, Tina Brown, Transcription Coordinator, tbrown@newsite.example, 202-555-0143
    Thanks, Tina Brown, RHIT | 202-555-0143 | tbrown@newsite.example
    Kind regards / Tina Brown / HIM and QA / 202-555-0143
    our fax number has changed from 202-555-0143 to 202-555-0144
    Our fax cover reads "Patient Services, 202-555-0143"
    your contact for accounts, is that still Tina Brown, tbrown@vendor.example?
    Our switchboard (202-555-0143) is down
    the number 202-555-0143 in your signature, is it for emergencies?
    job 123456
    job 7000123 fails with "Invalid work type" for user bsmith
    job number 700012345
    job # 123456789 is stuck
    jobs 123456, 123457 and 123458
    job 123456 was uploaded on 11/20/2026
    job 700-0123
    dictation 7000456 is silent
    ticket 1042
    [InfraCare #1042] Upload stuck
    ticket number 123456789
    ticket 202-555-0143
    invoice 202 555 0143
    build 202.555.0143
    serial number 202-555-0143
    case number 202-555-0143
    please reset bsmith
    user jporter cannot log in
    Dr. Jane Porter (jporter)
    reassign job 7000789 to Tina Brown please
    for Dr. Smith, work type 7
    patient Dr. Porter dictated on
    error IW-2104
    IW-2104: upload refused
    error code E1234
    error 0x80070005
    error 404 on the patient page
    HTTP 500 at 10:30
    version 10.2.3
    version 2026.11.20
    v4.5.6-rc1
    Chrome 131.0.6778.86
    10.0.0.1:8080
    192.168.100.2000
    uploaded on 11/20/2026
    since 2026-11-20 06:59:00
    on 20 November 2026 at 14:35
    between 07:00 and 22:00
    2026-11-23T06:59:00-05:00
    due 14:35 Eastern on Tuesday 24 November
    born in the USA
    this feature was born in 2019
    the dob field is empty
    DOB is required
    date of birth is missing on 11/20/2026
    date of birth column, exported 11/20/2026
    birth records, see page 4
    <@U123ABC456>
    <#C0123456789|support>
    <!subteam^S0123456789>
    <https://example.com/jobs/2025550143>
    <https://example.slack.com/archives/C0123/p1700000000123456|thread>
    1700000000.123456
    thread 1700000000.123456 in C0123456789
    call 1700000000.123456
    3f2504e0-4f89-41d3-9a0c-0305e82c3301
    550e8400-e29b-41d4-a716-446655440000
    sha 9fceb02d0ae598e95dc970b74767f19372d61af8
    MRN missing
    the MRN field is empty
    MRN is 7 digits long
    MRN lookup fails with IW-2104
    MRN column 2
    mrn, name and date are swapped
    sort by MRN
    medical record missing
    medical record for job 7000123
    medical record of 11/20/2026
    chart of daily volume
    we would like to see a chart of daily volume for 2026
    chart 3 shows the volume
    chart for job 7000123
    chart 2026-11-20
    account 445566 of our clinic
    account number 445566
    member since 2019
    record 2 of 5
    encounter types
    patient portal
    Patient Portal is down
    the Patient List does not sync
    how often does the patient list sync
    patient record missing
    Patient Record Missing
    patient name? please consider it
    why can't we sort by patient name? please consider it
    patient name missing
    patient name: missing
    patient name is wrong
    Patient Name | DOB | MRN
    patient name field
    patient name please
    patient: unknown
    Patient: N/A
    Patient: see attachment
    patient demographics
    Patient Demographics Update fails
    Patient Will Not Load
    PATIENT CANNOT LOG IN
    PATIENT LIST IS NOT LOADING
    patient May report
    search returns no results even for patients I know exist
    patients cannot be found
    Patients Are Missing
    Tina Brown, patient list is down
    Hi Tina Brown (patient portal is down)
    Tina Brown: MRN lookup is slow
    ask Tina Brown, DOB is missing
    patients: none found
    patient I saw today
    patient ADT feed
    patient EHR interface
    patient A and patient B
    patient jsmith
    patient-facing forms
    in-patient Unit
    outpatient Clinic
    Outpatient Surgery template
    thanks for being patient Bob
    please be patient Bob
    for this patient, please resend
    for the patient, whenever you can
    for the patient. Bob Smith will call
    the last patient. Thanks
    about this patient
    we lost a patient
    patient to job 7000123
    patient 2 of 5
    12 pt Arial
    at 10:30 PT Friday
    PT Evaluation template
    PT/OT notes
    optical pt size
    option 123 45 678
    123 45 6789 rows
    123456789
    code 12345-6789
    ZIP 47802-1234
    part 12-345-6789
    social media
    social work template 2026
    social history section
    SSN field is hidden
    SSN error IW-2104
    2025550143
    order 2025550143
    our clinic at 400 Main Street moves next week
    ship it to Lakeside Hospital, 77 Harbor Rd, Gary IN 46402
    new office: 1200 Commerce Drive, Suite 300
    web address 10.0.0.1
    call queue 12
    call 911
    call took 1234567890 ms
    phone 4 of 10
    the phone dictation 7000123
    fax job 7000123 failed
    fax 7000123
    faxed 12 pages on 11/20/2026
    telephone line is dead
    extension 4021
    C++20 and +1 for this
    +5 more
    UTC+05:30
    +1
    pages 100-2000
    640x480
    sizes 16000, 44100 and 48000 Hz
    12,345,678 bytes
    1.234.567,89
    4/5 done
    3/4 of the jobs
    17 + 4 = 21
    user@host
    @channel upload is down
    @bsmith can you look
    lodash@4.17.21
    meet @ noon
    a > b > c
    *bold* _it_ `code` ~no~
    &lt;b&gt; &amp; co
    naïve café — “quoted” …
    👩‍⚕️ the doctor
    [date of birth]
    dob [date of birth] and [patient name]
    Dr. Jane Porter (jane.porter@stmary.example) needs access
    user Maria Lopez, maria.lopez@stmary.example
    my email is maria.lopez@stmary.example
    please create a login for user tgrant@newsite.example
    our help desk is helpdesk@newsite.example
    support hotline 888-555-0177
    part no 220-44-1928
    support@infracare.example
    <mailto:Support@InfraCare.example|support@infracare.example>
    jporter@clinic.example
    JPorter@Clinic.Example
    877-235-7239
    (877) 235-7239
    1-877-235-7239
    call 8772357239
    phone 877.235.7239 ext 2
    888-232-3775
    +1 812-235-7239
    <tel:+18772357239|877-235-7239>
"""

KNOWN = ("support@infracare.example", "clinic.example")
KNOWN_NUMBERS = ("877-235-7239", "888-232-3775", "812-235-7239")


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


# Repeated over and over; a dot in the middle of the line (·) is a space, ⏎ a new line.
HOSTILE_LINES = """
    a
    a@
    a@b
    a@b.
    a@b.c
    x@y.co·
    a(at)
    a·[at]·b.
    é@
    <
    <mailto:
    <mailto:a|
    <tel:1
    1
    1·
    1-
    -
    (2
    +
    +1·
    +44·20·7946·0958·
    0123·456·789·
    call·12345
    call·me·at·
    202-555-0143
    202-555-0143·
    202·555·0143-
    202-555-0143.202-
    job·202-555-0143·
    123-45-6789
    123-45-6789-
    ssn·
    ssn·123456789·
    dob·
    dob·-·
    dob·is·
    dob·of·the·patient·
    dob·3/4/1961·
    3/4/1961
    3/4/1961·(dob)·
    jan·1·
    mrn·
    mrn-1-
    mrn·1111·
    mrns·11111,·
    mrns·11111,·mrns·
    medical·record·number·of·the·patient·
    PID|
    patient·
    patient:·
    patient·Aa·
    pt·Aa·
    pt·Mr·
    pt.·J.·
    pt·de·la·Aa·
    patients·Aa·Bb,·
    patients·Aa·and·Bb·and·
    patient·name·
    patient·name·is·
    patient·name·aa·
    [date·of·birth]
    [date·of·[
    [record·number]·and·
    [patient·name]·and·Aa·
    mrn,dob⏎
    mrn,dob⏎1111,1/1/1961⏎
    AAA^BBB^
    12·Aa·Bb·St·
    one·two·
    Mr·Aa·
    4444^^^
"""
