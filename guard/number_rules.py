"""Rules for social security numbers, dates of birth and record numbers."""

from __future__ import annotations

from guard import dates, shapes
from guard.kinds import ANY, BIRTH, NAME, PERSON, Kind
from guard.rule import digits, numbered, rule
from guard.staff import PATIENT_WORD

THINGS = """job, job number, ticket, ticket number, invoice, invoice number, inv, order number, order, po,
    purchase order, case number, build, version, serial, serial number, part, part no, part number,
    model number, license, licence, license key, asset, quote, tracking number, tracking, meeting id,
    meeting number, s/n, p/n"""

SEGMENTS = (rule(Kind.RECORD_NUMBER, shapes.PATIENT_SEGMENT),)

SOCIAL_SECURITY = (
    rule(Kind.SOCIAL_SECURITY_NUMBER, shapes.SOCIAL_SECURITY_NUMBER, unless=THINGS),
    rule(
        Kind.SOCIAL_SECURITY_NUMBER,
        shapes.SOCIAL_SECURITY_DIGITS,
        gap=rf"[^\w{ANY}]{{0,5}}",
        after="""ssn, ssns, s s n, ss number, ss no, ss #, social security, soc sec, social sec, social, sin,
            tax id of the patient""",
        between="""number, numbers, no, nr, num, is, was, of, the, patient, pt, last, four, 4, digits, ending,
            ends, ending in, ends in, ending with, field, should, be, reads, shows, for""",
    ),
    rule(
        Kind.SOCIAL_SECURITY_NUMBER,
        r"\d{4}(?![\w/.:-]*\d)",
        after="last four, last 4",
        between="digits, is, are, of, her, his, the, patient, pt",
        near=rf"{PATIENT_WORD}|[{PERSON}]",
    ),
)

_BIRTH = """dob, dobs, d o b, patient dob, pt dob, date of birth, birth date, birthday, b day, birth, born,
    dbo, d/o/b, patient birth date, patient date of birth, date of birth of the patient, birth dt,
    year of birth, yob, geb, geboren, geburtsdatum, née le, nee le, né le, ne le, fecha de nacimiento,
    nacido el, nacida el"""
_BIRTH_BETWEEN = """on, is, was, the, of, patient, pt, value, as, s, monday, tuesday, wednesday, thursday,
    friday, saturday, sunday, mon, tue, wed, thu, fri, sat, sun, in, from, read, reads, should, be, shows,
    showing, keeps, comes, over, corrected, changed, to, expected, got, field, wrong, sex, for, system,
    entered, given, recorded, listed, it, hl7, has"""
_SEX_OR_AGE = rf"(?:/(?i:sex|age))?(?: \d{{1,3}} / )?[^\w{ANY}]{{0,5}}+_?"
_SAME_LINE = rf"[^\w\n{ANY}]{{0,5}}+"
_IS = rf"[^\w{ANY}]{{0,3}}(?:(?i:is|was)[^\w{ANY}]{{1,3}})?"


def _of_name(labels: str) -> str:
    """A label and a name found before, either way round: "dob for [patient name] is"."""
    return rf"(?:(?i:{labels})[^\w\n]{{0,2}}(?: ?(?i:for|of) )?{NAME}|{NAME}'s (?i:{labels})){_IS}"


BIRTHS = (
    rule(Kind.DATE_OF_BIRTH, dates.DATE, after=_BIRTH, between=_BIRTH_BETWEEN, gap=_SEX_OR_AGE),
    rule(
        Kind.DATE_OF_BIRTH,
        dates.SCANNED_DATE,
        after=f"{_BIRTH}, d0b",
        between="is, was, on",
        gap=_SAME_LINE,
    ),
    rule(Kind.DATE_OF_BIRTH, dates.SPOKEN_DATE, after=_BIRTH, between=_BIRTH_BETWEEN),
    rule(Kind.DATE_OF_BIRTH, dates.DATE, lead=_of_name("dob|date of birth|birthday")),
    rule(Kind.DATE_OF_BIRTH, dates.PAST_YEAR, after="born, born in", near=f"[{PERSON}]"),
    rule(Kind.DATE_OF_BIRTH, r"(?:19|20)\d\d(?![\d.-])", after="year of birth, yob"),
    rule(Kind.DATE_OF_BIRTH, dates.DATE_CALLED_BIRTH),
    rule(Kind.DATE_OF_BIRTH, dates.DATE, lead=r"(?<![\w.])[Bb]\. ?(?=[^\n]{4,14}\d)"),
    rule(Kind.DATE_OF_BIRTH, dates.DATE, lead=dates.ANOTHER_BIRTH),
)

_OF_PERSONS = "patient, pt, pat, chart, hospital, hosp, encounter, enc, visit"
_OF_INSURANCE = """medicare, medicaid, member, subscriber, insurance, insured's, health card, health plan,
    beneficiary"""
_RECORD = f"""mrn, m r n, mnr, patient mrn, pt mrn, mr number, mr no, mr #, medical record, health record,
    med rec, medical rec, patient identifier, {numbered(_OF_PERSONS)}, patient account, patient acct,
    pt account, pt acct, account of patient, account of the patient, account of pt, acct of patient,
    acct of pt, csn, mpi, empi, umrn, nhs, nhs number, nhs no, enterprise id, {numbered(_OF_INSURANCE)},
    mbi, hic, hicn, hic #, tricare id, policy id, passport no, passport number, driver's license,
    drivers license, enrollee id, cardholder id, certificate number, coverage id, payer id,
    policy holder id, plan id, group/member"""
_RECORD_BETWEEN = """number, no, num, nr, id, is, was, value, the, of, s, patient, pt, for patient, for pt,
    ending, ending in, should, be, changed, to, as, follows, new, old, correct, right, wrong, with, for,
    reads, shows, from"""
_SHORT = """chart, patient, pt, patient file, patient record, patient chart, record number, record no,
    record #, encounter, medicare, medicaid, fin, har, unit number, unit no, unit #, accession,
    accession number, accession no, accession #, lab no, lab number, specimen, specimen number, member,
    subscriber, visit acct, visit account, hospital account, guarantor account, policy number, policy #,
    policy no, pol #, claim number, claim no, claim #, authorization no, authorization number, tricare,
    passport, patient with number, patient with the number, patient with the id, id of the patient,
    id number for pt, id number for patient, demographics for, old mrn, new mrn, prior mrn"""
_SEVERAL = """mrns, mrn s, mrn numbers, mrn list, medical records, record numbers, patient ids,
    chart numbers, charts"""
_INSURERS = """aetna, anthem, cigna, humana, bcbs, blue cross, uhc, united healthcare, kaiser, wellcare,
    molina, tricare, medicare, medicaid"""
_NUMBER_OF = (
    "mrn|medical record number|patient id|id|chart|acct|account|member id|insurance id|policy number"
    "|authorization no|authorization number|claim no|claim number"
)
_OTHER_IDS = "job id, job, user id, document id, dictator id, request id, template id, ticket id, session id"

RECORDS = (
    rule(
        Kind.RECORD_NUMBER,
        shapes.RECORD_NUMBER,
        after=_RECORD,
        between=_RECORD_BETWEEN,
        keep=digits(4),
        unless="test mrn, dummy mrn, sample mrn, mrn format, mrn length",
    ),
    rule(
        Kind.RECORD_NUMBER,
        shapes.RECORD_NUMBER,
        after=_SHORT,
        between="number, no, num, is",
        keep=digits(5),
    ),
    rule(
        Kind.RECORD_NUMBER,
        shapes.RECORD_NUMBER,
        after="pid",
        between="number, no, is",
        keep=digits(4),
        near=PATIENT_WORD,
    ),
    rule(Kind.RECORD_NUMBER, shapes.LONG_NUMBER, after="patients", gap="/", keep=digits(5)),
    rule(Kind.RECORD_NUMBER, shapes.SHORTER_THAN_JOBS, lead=rf"(?<={NAME})[ ]?[,;:/|(]{{0,2}}[ ]?"),
    rule(
        Kind.RECORD_NUMBER,
        shapes.SHORTER_THAN_JOBS,
        lead=rf"(?<={BIRTH})[ ,;|/()]{{1,3}}(?:[MF][ ,;|/]{{1,3}})?",
        near=f"[{NAME}]",
    ),
    rule(
        Kind.RECORD_NUMBER,
        shapes.ACCOUNT_OF_PATIENT,
        after="account, acct, pan",
        between="number, no, num",
        keep=digits(4),
    ),
    rule(
        Kind.RECORD_NUMBER,
        shapes.RECORD_NUMBERS,
        after=_SEVERAL,
        between="number, numbers, are, is, of, patients, won, t, sign, open, load",
        keep=digits(5),
    ),
    rule(
        Kind.RECORD_NUMBER,
        shapes.RECORD_NUMBER,
        after=_INSURERS,
        between="id, no, number, member, policy, ppo, hmo, blue, shield, plan, advantage, is, of, patient",
        keep=digits(6),
    ),
    rule(
        Kind.RECORD_NUMBER,
        dates.SPOKEN_NUMBER,
        after="mrn, medical record number",
        between="is, number",
    ),
    rule(
        Kind.RECORD_NUMBER,
        shapes.RECORD_NUMBER,
        lead=_of_name(_NUMBER_OF),
        keep=digits(4),
    ),
    rule(Kind.RECORD_NUMBER, shapes.NUMBER_CALLED_RECORD),
    rule(Kind.RECORD_NUMBER, shapes.RECORD_OF_ASSIGNER),
    rule(
        Kind.RECORD_NUMBER,
        shapes.LONG_NUMBER,
        lead=rf"(?<={NAME})(?:/| ?\()",
        keep=digits(5),
        near=r"(?i:mrn|patient id|medical record)",
    ),
    rule(
        Kind.RECORD_NUMBER,
        shapes.MERGED_NUMBER,
        after="merge, merged, merging",
        between="mrn, mrns, patient, chart",
    ),
    rule(Kind.RECORD_NUMBER, shapes.RECORD_NUMBER, lead=shapes.ANOTHER_RECORD, keep=digits(4)),
    rule(
        Kind.RECORD_NUMBER,
        rf"{shapes.RECORD_NUMBER}(?= (?:belongs |goes )?to )",
        lead=shapes.OTHER_OWNERS_RECORD,
        keep=digits(5),
    ),
    rule(
        Kind.RECORD_NUMBER,
        shapes.RECORD_NUMBER,
        after=f"account, acct, {numbered('account, acct, unit')}, id, case number, lab no, specimen",
        between="number, no, num, is, of",
        keep=digits(5),
        near=f"[{PERSON}]",
        unless=_OTHER_IDS,
    ),
)

PAST_DAYS = (
    rule(
        Kind.DATE_OF_BIRTH,
        dates.PAST_DAY,
        near=r"(?i:(?<![^\W_])(?:dobs?|date of birth|birth ?date)(?![^\W_]))",
        unless=f"{THINGS}, since, updated, uploaded, dictated, created, seen, on file from",
    ),
)
"""After the names: a date from the past stands beside many of them."""
