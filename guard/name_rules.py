"""Rules for the names of patients: behind words that announce them, and beside what was found already."""

from __future__ import annotations

from collections.abc import Callable

from guard import names, written_names
from guard.kinds import ADDRESS, ANY, IDENTITY, PERSON, Kind
from guard.rule import BESIDE, COLON, Rule, rule

_NAMED = """patient name, patients name, patient's name, pt name, pts name, pt's name, name of patient,
    name of the patient, name of pt, name of the pt, patient full name, patient first name,
    patient last name, patient's first name, patient's last name, patient surname, patient's surname,
    pat name, patient first, patient last, pt first, pt last, pt first name, pt last name, pt full name,
    patient given name, patient family name, pt nmae, patlent narne, maiden name, married name"""
_RELATIVES = (
    *("mother", "father", "wife", "husband", "son", "daughter", "spouse", "guardian", "brother", "sister"),
    *("partner", "parent", "caregiver", "contact"),
)
_OF_PATIENT = ", ".join(f"{whose} {who}" for whose in ("patient's", "pt's", "patients") for who in _RELATIVES)
_PATIENT = "patient, pt, pt., pat., paciente, pte, patiente, patientin, pateint, paitent"
_LIKE_PATIENTS = """inpatient, outpatient, veteran, decedent, deceased, examinee, claimant, injured worker,
    subscriber, insured, beneficiary, guarantor, next of kin, emergency contact, responsible party, poa,
    caregiver, infant, newborn, newborn of, baby boy, baby girl, donor, client patient, spouse name,
    insured name, subscriber name, member, patient alias, alias, her son, his son, her daughter,
    his daughter, her mother, his mother, her father, his father, her husband, his wife, her brother,
    his brother, her late brother, his late wife, her late husband, mom, mother, father, patient contact,
    patient portal user, wife of, husband of, mother of, father of, daughter of, son of, parents of,
    parent of"""
_NOT_PATIENTS = """please be patient, to be patient, just be patient, being patient, been patient,
    stay patient, am pt, pm pt, 00 pt, 15 pt, 30 pt, 45 pt, 8 pt, 9 pt, 10 pt, 11 pt, 12 pt, 14 pt"""
_EQUALS = rf"[\"'*_` ]{{0,3}}[:=;][^\w{ANY}]{{0,4}}"
_ASIDE = rf"(?:[ ]?\((?i:mrn|dob|id|new|old)\)|/(?i:mrn|dob|id)){COLON}"
_IN_BED = (
    rf"{BESIDE}(?:\((?i:mrn|new|dob|id)\)[ :]{{1,3}}"
    r"|(?i:in|bed|room|one|two|\d{1,4}-?[A-Z]?|called)[: ]{1,2}){0,4}"
)

_NOT_BEFORE = """dr, dr., doctor, user, physician, provider, transcriptionist, dictator, author, by, hi,
    hello, hey, dear, thanks, thank you, regards, editor, nurse, coder"""
_NOT_CALLED_PATIENT = f"{_NOT_BEFORE}, colleague, clerk, manager, coordinator"


def _name(
    value: str = written_names.NAME_WRITTEN,
    *,
    after: str = "",
    between: str = "",
    gap: str = BESIDE,
    keep: Callable[[str], int] = names.capitalised,
    unless: str = "",
    near: str = "",
    lead: str = "",
) -> Rule:
    return rule(
        Kind.PATIENT_NAME,
        value,
        after=after,
        between=between,
        gap=gap,
        keep=keep,
        unless=unless,
        near=near,
        lead=lead,
    )


PATIENTS = (
    _name(written_names.NAME_IN_ANY_CASE, after=_NAMED, gap=COLON, keep=names.any_case),
    _name(written_names.NAME_IN_ANY_CASE, after=_PATIENT, gap=_EQUALS, keep=names.any_case),
    _name(
        written_names.NAME_IN_ANY_CASE,
        after=f"{_NAMED}, patient named, pt named",
        gap=" {1,2}",
        keep=names.any_case_in_full,
    ),
    _name(after=_NAMED),
    _name(
        written_names.NAMES,
        after="patients, pts",
        between="named, called, are, were, affected",
        keep=names.several,
    ),
    _name(after=f"{_PATIENT}, {_OF_PATIENT}", between="named, called, is, was", unless=_NOT_PATIENTS),
    _name(after="patient, pt", gap=", ", keep=names.capitalised_in_full),
    _name(after="patient, pt", gap=" ?(?:/|-+>|-) ?", keep=names.capitalised_in_full),
    _name(written_names.NAME_IN_ANY_CASE, after=_PATIENT, gap=" ", keep=names.before_a_label),
    _name(written_names.NAME_IN_ANY_CASE, after=f"{_NAMED}, {_PATIENT}", gap=_ASIDE, keep=names.any_case),
    _name(written_names.NAME_IN_ANY_CASE, lead=r"<PID\.5(?:\.\d)?>", keep=names.any_case),
    _name(after="patient, pt", gap=_IN_BED, keep=names.written_out),
    _name(
        after=_LIKE_PATIENTS,
        between="of, is, was, named, called, name",
        gap=f"(?:{COLON}|{BESIDE})",
        keep=names.written_out,
    ),
    _name(written_names.CARET_NAME, keep=len),
    _name(written_names.NEWBORN, keep=names.newborn),
    _name(written_names.NAME_CALLED_PATIENT, keep=names.capitalised_in_full, unless=_NOT_CALLED_PATIENT),
    _name(written_names.FULL_NAME_ALONE, lead=written_names.OUR_PATIENT, keep=names.written_out),
    _name(lead=written_names.SUCH_AS, keep=names.written_out),
    _name(
        after="his name, her name, their name, whose name",
        between="is, was, should, be, read",
        near=rf"[{PERSON}]|(?i:(?<![^\W_])(?:patient|pt)(?![^\W_]))",
    ),
)

_LABELS = """name, full name, first name, last name, surname, given name, family name, first, last, family,
    given, fn, nm, member name, name on doc, name in adt, alias, last first, n a m e, cc, re, regarding,
    subject, label reads, result"""
_OTHER_NAMES = """user name, username, file name, provider name, physician name, doctor name, site name,
    clinic name, facility name, template name, server name, host name, queue name, field name, author name,
    customer name, client name"""
_ABOUT_A_PATIENT = r"(?i:(?<![^\W_])(?:patient(?! (?:access|portal|list))|sex ?:|age ?:|dob|mrn))(?![^\W_])"

BESIDE_FINDINGS = (
    _name(written_names.NAME_BEFORE_FINDING, keep=names.capitalised_in_full, unless=_NOT_BEFORE),
    _name(
        written_names.NAME_IN_ANY_CASE,
        after=_LABELS,
        gap=rf"[^\w{ANY}\n]{{0,3}}[:=][^\w{ANY}]{{0,4}}",
        keep=names.any_case,
        unless=_OTHER_NAMES,
        near=f"[{PERSON}]|{_ABOUT_A_PATIENT}",
    ),
    _name(
        written_names.NAME_IN_ANY_CASE,
        after="fn",
        gap=r"[:;]",
        keep=names.any_case,
        near=f"[{ANY}]",
    ),
    _name(after="name, first name, last name, surname", unless=_OTHER_NAMES, near=f"[{IDENTITY}]"),
    _name(
        written_names.NAME_IN_ANY_CASE,
        after="name",
        gap=" ",
        keep=names.any_case_in_full,
        unless=_OTHER_NAMES,
        near=f"[{IDENTITY}]",
    ),
    _name(lead=written_names.NAME_AFTER_FINDING, keep=names.capitalised_in_full),
    _name(lead=written_names.ANOTHER_NAME, keep=names.capitalised_in_full),
    _name(written_names.NAME_BEFORE_CONTACT, keep=names.written_out, unless=_NOT_BEFORE, near=f"[{PERSON}]"),
    _name(after="infant, newborn, decedent, mom, donor", gap=" ", near=f"[{IDENTITY}]"),
)

_PAPERS = (
    *("report", "note", "notes", "letter", "chart", "record", "records", "results", "summary", "consult"),
    *("addendum", "documents", "dictation", "dictated", "dictating", "h&p", "mrn", "dob", "ssn"),
    *("demographics", "encounter"),
)
_PAPER_OF = ", ".join(f"{paper} {of}" for paper in _PAPERS for of in ("for", "of", "on", "re", "about"))
_IN_CARE = (
    r"(?i:\d[ -]?(?:year[- ]old|y/o|yo\b)|was seen|is seen|presented|presents|returns|in clinic|gentleman"
    r"|dictat(?:ed|ion) (?:on|for|was for)|admitted|discharged|the patient is|calls? from"
    r"|(?:letter|report|note|chart|consult|results|dictation)s? (?:of|for|on|re|about|to)"
    rf"|'s? (?:letter|report|note|chart|consult|results|daughter))|[{IDENTITY}{ADDRESS}]"
)

PEOPLE = (
    _name(written_names.OWNER, keep=names.written_out, unless=_NOT_BEFORE),
    _name(written_names.NAME_BEFORE_STREET, keep=names.written_out, unless=_NOT_BEFORE),
    _name(written_names.TITLED_NAME, keep=names.titled, near=_IN_CARE),
    _name(lead=written_names.AGED),
    _name(after=_PAPER_OF, between="a", gap=" {1,2}", keep=names.written_out),
    _name(
        after="this is, my name is, i am",
        gap=" ",
        keep=names.written_out,
        near=rf"(?i:\bpatient\b|my (?:birthday|dob|report))|[{IDENTITY}]",
    ),
)
