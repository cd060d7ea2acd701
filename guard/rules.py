"""The table of what counts as health data: kind, what it looks like, and the words it must follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from guard import names, shapes


class Kind(StrEnum):
    SOCIAL_SECURITY_NUMBER = "social security number"
    RECORD_NUMBER = "record number"
    DATE_OF_BIRTH = "date of birth"
    PHONE_NUMBER = "phone number"
    MAIL_ADDRESS = "mail address"
    PATIENT_NAME = "patient name"


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern`` has a group ``value``, of which the first ``keep(value)`` characters are meant (0: none);
    nothing is found where the text up to the value ends with ``unless``."""

    kind: Kind
    pattern: re.Pattern[str]
    keep: Callable[[str], int] = len
    unless: re.Pattern[str] | None = None


_GAP = r"[^\w\0]{0,5}+_?"
_BESIDE = r"(?:[ \t:=(\"'>|*_`~\[]|-(?=\s)){1,5}"  # the next sentence or line is not read as a name
_COLON = r"[^\w\0\n]{0,3}(?:[:=]|\b(?i:is|was)\b)[^\w\0]{0,4}"


def _rule(
    kind: Kind,
    value: str,
    *,
    after: str = "",
    between: str = "",
    gap: str = _GAP,
    keep: Callable[[str], int] = len,
    unless: str = "",
) -> Rule:
    """A rule for ``value``, behind one of the words of ``after`` where those are given.

    Up to four words of ``between`` may stand between them, and ``gap`` directly before the value. No rule
    reaches across a NUL, which stands for a placeholder while the rules look.
    """
    lead = ""
    if after:
        more = rf"(?:[^\w\0]{{1,4}}(?i:{_any(between)})(?![^\W\d_])){{0,4}}+" if between else ""
        lead = rf"(?<![^\W_])(?i:{_any(after)})(?![^\W\d_]){more}{gap}"
    veto = re.compile(rf"(?<![^\W_])(?i:{_any(unless)})[^\w\0]{{0,4}}$") if unless else None
    return Rule(kind, re.compile(f"{lead}(?=(?P<value>{value}))"), keep, veto)


def _any(words: str) -> str:
    """Any of the words or phrases between commas, with or without something between a phrase's words."""
    phrases = sorted(
        (phrase.split() for phrase in words.split(",")), key=lambda phrase: -len("".join(phrase))
    )
    return "|".join(r"[^\w\0]{0,3}_?".join(map(re.escape, phrase)) for phrase in phrases)


def _digits(least: int) -> Callable[[str], int]:
    """Keeps what has at least so many digits."""

    def keep(value: str) -> int:
        return len(value.rstrip("-")) if sum(map(str.isdigit, value)) >= least else 0

    return keep


_NAMED = """patient name, patients name, patient's name, pt name, pt's name, name of patient,
    name of the patient, name of pt, name of the pt, patient full name, patient first name,
    patient last name, patient's first name, patient's last name, patient surname"""
_RELATIVES = """patient's mother, patient's father, patient's wife, patient's husband, patient's son,
    patient's daughter, patient's spouse, patient's guardian, patient's brother, patient's sister,
    pt's mother, pt's father, pt's wife, pt's husband, pt's son, pt's daughter, pt's spouse"""

RULES = (
    _rule(Kind.RECORD_NUMBER, shapes.PATIENT_SEGMENT),
    _rule(Kind.MAIL_ADDRESS, shapes.MAIL_LINK),
    _rule(Kind.MAIL_ADDRESS, shapes.MAIL_ADDRESS),
    _rule(Kind.PHONE_NUMBER, shapes.PHONE_LINK),
    _rule(Kind.SOCIAL_SECURITY_NUMBER, shapes.SOCIAL_SECURITY_NUMBER),
    _rule(
        Kind.SOCIAL_SECURITY_NUMBER,
        shapes.SOCIAL_SECURITY_DIGITS,
        gap=r"[^\w\0]{0,5}",
        after="ssn, ssns, s s n, ss number, ss no, ss #, social security, soc sec, social",
        between="""number, numbers, no, num, is, was, of, the, patient, pt, last, four, 4, digits, ending,
            ends, ending in, ends in, ending with""",
    ),
    _rule(
        Kind.DATE_OF_BIRTH,
        shapes.DATE,
        after="dob, d o b, patient dob, pt dob, date of birth, birth date, birthday, b day, birth, born",
        between="""on, is, was, the, of, patient, pt, value, as, s, monday, tuesday, wednesday, thursday,
            friday, saturday, sunday, mon, tue, wed, thu, fri, sat, sun""",
    ),
    _rule(Kind.DATE_OF_BIRTH, shapes.DATE_CALLED_BIRTH),
    _rule(
        Kind.PHONE_NUMBER,
        shapes.PHONE_NUMBER,
        keep=_digits(8),
        unless="""job, job number, ticket, ticket number, invoice, invoice number, order number, case number,
            build, version, serial, serial number, part number, model number, license, licence, asset""",
    ),
    _rule(
        Kind.PHONE_NUMBER,
        shapes.PHONE_DIGITS,
        after="""phone, phones, telephone, tel, ph, call, called, calling, callback, fax, faxed, cell,
            mobile, dial, dialed, pager, text, ring, reach, contact number""",
        between="""number, no, num, is, was, at, on, to, me, us, him, her, them, back, the, patient, pt, my,
            his, our, their, cell, mobile, home, work, office, phone, fax, direct, line, or, please""",
    ),
    _rule(
        Kind.RECORD_NUMBER,
        shapes.RECORD_NUMBER,
        after="""mrn, m r n, patient mrn, pt mrn, mr number, mr no, mr #, medical record, health record, med
            rec, medical rec, patient id, patient identifier, patient number, patient no, patient #, pt
            id, pt number, pt no, pt #, patient account, patient acct, pt account, pt acct, account of
            patient, account of the patient, account of pt, acct of patient, acct of pt, chart number,
            chart no, chart id, chart #, hospital number, nhs number, medicare number, medicare id,
            medicaid number, medicaid id, member id, insurance id, encounter number, encounter id, csn""",
        between="""number, no, num, nr, id, is, was, value, the, of, s, patient, pt, for patient, for pt,
            ending, ending in""",
        keep=_digits(4),
    ),
    _rule(
        Kind.RECORD_NUMBER,
        shapes.RECORD_NUMBER,
        after="chart, patient, pt, record number, record no, encounter, medicare, medicaid",
        between="number, no, num, is",
        keep=_digits(5),
    ),
    _rule(
        Kind.RECORD_NUMBER,
        shapes.ACCOUNT_OF_PATIENT,
        after="account, acct",
        between="number, no, num",
        keep=_digits(4),
    ),
    _rule(
        Kind.RECORD_NUMBER,
        shapes.RECORD_NUMBERS,
        after="""mrns, mrn s, mrn numbers, medical records, record numbers, patient ids, chart numbers,
            charts""",
        between="number, numbers, are, is, of, patients",
        keep=_digits(5),
    ),
    _rule(Kind.PATIENT_NAME, shapes.NAME_IN_ANY_CASE, after=_NAMED, gap=_COLON, keep=names.any_case),
    _rule(
        Kind.PATIENT_NAME,
        shapes.NAME_IN_ANY_CASE,
        after="patient, pt",
        gap=r"[\"'*_` ]{0,3}[:=][^\w\0]{0,4}",
        keep=names.any_case,
    ),
    _rule(
        Kind.PATIENT_NAME,
        shapes.NAME_IN_ANY_CASE,
        after=f"{_NAMED}, patient named, pt named",
        gap=" {1,2}",
        keep=names.any_case_in_full,
    ),
    _rule(Kind.PATIENT_NAME, shapes.NAME, after=_NAMED, gap=_BESIDE, keep=names.capitalised),
    _rule(
        Kind.PATIENT_NAME,
        shapes.NAMES,
        after="patients, pts",
        between="named, called, are, were",
        gap=_BESIDE,
        keep=names.several,
    ),
    _rule(
        Kind.PATIENT_NAME,
        shapes.NAME,
        after=f"patient, pt, pt., {_RELATIVES}",
        between="named, called, is, was",
        gap=_BESIDE,
        keep=names.capitalised,
        unless="""please be patient, to be patient, just be patient, being patient, been patient, stay
            patient, am pt, pm pt, 00 pt, 15 pt, 30 pt, 45 pt, 8 pt, 9 pt, 10 pt, 11 pt, 12 pt, 14 pt""",
    ),
    _rule(Kind.PATIENT_NAME, shapes.NAME, after="patient, pt", gap=", ", keep=names.capitalised_in_full),
    _rule(
        Kind.PATIENT_NAME,
        shapes.NAME_BEFORE_FINDING,
        keep=names.capitalised_in_full,
        unless="dr, dr., doctor, user, physician, provider, transcriptionist, dictator, author, by",
    ),
)
