"""Rules for mail addresses, telephone numbers and postal addresses."""

from __future__ import annotations

from guard import dates, shapes, streets
from guard.kinds import ADDRESS, ANY, PERSON, Kind
from guard.number_rules import THINGS
from guard.rule import digits, rule
from guard.staff import PATIENT_WORD, of_staff

_LOGINS = """help desk is, helpdesk is, service desk is, a login for user, new user, reset user, user name,
    username, login as, login for, logged in as, log in as, sign in as, signed in as, sftp user, ftp user,
    ssh, service account"""

_STAFF = (
    r"(?<![^\W_])(?:(?i:dr|doctor|user|transcriptionist|editor|administrator|admin|typist|physician|provider"
    r"|director|manager|supervisor)\.? (?:[A-Z][\w.'-]{0,20}[ ,]{1,2}){1,3}(?:\(\w{1,20}\))?|"
    r"(?i:my (?:own |work |new )?(?:e-?mail|mail)(?: address)? is))[ ,:(<-]{0,3}"
)
"""What stands before an address of staff: a title or role and a name, or that it is one's own."""

LINKS = (
    rule(Kind.MAIL_ADDRESS, shapes.MAIL_LINK, spared=of_staff),
    rule(Kind.MAIL_ADDRESS, shapes.MAIL_ADDRESS, unless=_LOGINS, behind=_STAFF, spared=of_staff),
    rule(Kind.MAIL_ADDRESS, shapes.MAIL_IN_A_LINK),
    rule(
        Kind.MAIL_ADDRESS,
        shapes.MAIL_SPELLED,
        after="email, e mail, mail, contact",
        between="address, is, to, at",
    ),
    rule(Kind.PHONE_NUMBER, shapes.PHONE_LINK, spared=of_staff),
)

_LINES = (
    *("help desk", "service desk", "support line", "support number", "hotline", "support hotline"),
    *("toll free", "dial in", "dial in number", "dictation line", "conference bridge", "bridge"),
    *("fax server", "switchboard", "main line"),
)
_LINE_AT = ", ".join(f"{line}{at}" for line in _LINES for at in ("", " is", " number is", " at", " on"))

PHONES = (
    rule(
        Kind.PHONE_NUMBER,
        shapes.PHONE_NUMBER,
        keep=digits(8),
        unless=f"{THINGS}, {_LINE_AT}",
        spared=of_staff,
    ),
    rule(
        Kind.PHONE_NUMBER,
        shapes.PHONE_DIGITS,
        after="""phone, phones, telephone, tel, ph, call, called, calling, callback, fax, faxed, cell,
            mobile, dial, dialed, pager, text, ring, reach, contact number, cb, contact no, patient phone,
            pt phone, home phone, work phone, cell phone, whatsapp, my number""",
        between="""number, no, num, is, was, at, on, to, me, us, him, her, them, back, the, patient, pt, my,
            his, our, their, cell, mobile, home, work, office, phone, fax, direct, line, or, please""",
        unless=_LINE_AT,
        spared=of_staff,
    ),
    rule(
        Kind.PHONE_NUMBER,
        dates.SPOKEN_PHONE,
        after="phone, telephone, call, callback, cell, mobile, reach, her number, his number, my number",
        between="number, is, was, at, on, me, him, her, back, the, patient",
        unless=_LINE_AT,
    ),
)

_LIVES = """patient address, patient's address, pt address, home address, mailing address, mailing addr,
    addr, address on file, her address, his address, their address, her new address, his new address,
    new address, patient lives, pt lives, lives, live, lived, resides, moved, patient's street,
    patient street"""
_OFFICE_AT = (
    rf"(?i:hospital|clinic|office|cent(?:er|re)|facility|pharmacy|practice|location|site)[^\n{ANY}]{{0,25}}"
)
_LABELLED = r"\"?[ ]?[:=][ ]?\"?"

PLACES = (
    rule(
        Kind.POSTAL_ADDRESS,
        streets.POSTAL_ADDRESS,
        after=_LIVES,
        between="is, at, on, to, in, the, has",
    ),
    rule(
        Kind.POSTAL_ADDRESS,
        streets.ADDRESS_ON_LINE,
        after="patient address, patient's address, home address",
        gap="[ ]?: ?",
    ),
    rule(
        Kind.POSTAL_ADDRESS,
        streets.POSTAL_ADDRESS,
        after="address, address 1, street, street address",
        gap=_LABELLED,
    ),
    rule(
        Kind.POSTAL_ADDRESS,
        r"[A-Z][\w .,'-]{1,40}",
        after="city, city/state/zip, city state zip, town",
        gap=_LABELLED,
        near=f"[{PERSON}{ADDRESS}]",
    ),
    rule(Kind.POSTAL_ADDRESS, streets.POSTAL_ADDRESS, near=f"[{PERSON}]"),
    rule(Kind.POSTAL_ADDRESS, streets.FULL_ADDRESS, near=PATIENT_WORD, behind=_OFFICE_AT),
    rule(Kind.POSTAL_ADDRESS, streets.POSTAL_ADDRESS, lead=rf"(?<={ADDRESS})[^\n{ANY}]{{1,40}}?"),
    rule(
        Kind.POSTAL_ADDRESS,
        r"\d{5}(?:-\d{4})?(?![\w-])",
        after="zip, zip code, postal code",
        between="is, code, of, the, patient",
        near=f"[{PERSON}]",
    ),
)
