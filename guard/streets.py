"""What postal addresses look like, as patterns."""

from __future__ import annotations

from guard.kinds import ANY

STREET = (
    r"(?<![\w.,-])(?:\d{1,5}[A-Z]? (?:[NSEWnsew]\.? )?"
    r"(?:\d{1,3}(?:st|nd|rd|th) |[^\W\d_][\w.'-]{0,20} ){1,4}?"
    r"(?:(?i:st|street|ave?|avenue|rd|road|ln|lane|dr|drive|blvd|boulevard|ct|court|cir|circle|way|pl|place|ter"
    r"|terrace|pkwy|parkway|hwy|highway|trl|trail|sq|square|row|loop)|Close|Crescent|Mews)(?![^\W_])\.?"
    r"|(?i:p\.? ?o\.? ?box|rr) \d{1,6}(?: (?i:box) \d{1,6})?)"
)
_UNIT = r"(?:,? (?i:apt|apartment|unit|suite|ste|flat|lot|box|#)\.? ?#?\w{1,6})"
_TOWN = (
    r"(?:[ ,\n]{1,3}[A-Z][\w.'-]{1,20}(?: [A-Z][a-z][\w.'-]{0,20}){0,2})?"
    r"(?:[ ,]{1,3}(?:[A-Z]{2}(?![^\W_])|[A-Z][a-z]{3,12}(?: [A-Z][a-z]{3,12})?(?= \d{5})))?"
    r"(?:[ ,]{1,2}(?:\d{5}(?:-\d{4})?(?!\d)|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d))?"
)
_DOOR = r"(?:(?i:flat|apartment|apt\.?|unit|suite) \w{1,4},? )?"
POSTAL_ADDRESS = f"{_DOOR}{STREET}{_UNIT}?{_TOWN}"
FULL_ADDRESS = (
    rf"(?={_DOOR}{STREET}{_UNIT}?[ ,\n]{{1,3}}"
    r"[A-Z][\w.'-]{1,20}(?: [A-Z][a-z][\w.'-]{0,20}){0,2}[ ,]{1,3}"
    r"(?:[A-Z]{2}(?![^\W_])|\d{5}(?!\d)|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}(?![^\W_])))"
    rf"{POSTAL_ADDRESS}"
)
"""A postal address with its town, and a state or a postal code."""
ADDRESS_ON_LINE = rf"(?:\d|(?i:p\.? ?o\.? ?box|rr )|[A-Z])[^\n{ANY}]{{4,100}}"
