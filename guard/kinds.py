"""The kinds of health data, and the sign that stands for each while the rules look."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    SOCIAL_SECURITY_NUMBER = "social security number"
    RECORD_NUMBER = "record number"
    DATE_OF_BIRTH = "date of birth"
    PHONE_NUMBER = "phone number"
    MAIL_ADDRESS = "mail address"
    PATIENT_NAME = "patient name"
    POSTAL_ADDRESS = "postal address"


MASKS: Final = {kind: chr(number) for number, kind in enumerate(Kind, 1)}
"""One control character for each kind; cleaned text holds none of them."""

ANY: Final = r"\x00-\x07"
"""All masks, for use within a class of characters; \\x00 stands for a note of the guard itself."""

NAME: Final = MASKS[Kind.PATIENT_NAME]
RECORD: Final = MASKS[Kind.RECORD_NUMBER]
BIRTH: Final = MASKS[Kind.DATE_OF_BIRTH]
ADDRESS: Final = MASKS[Kind.POSTAL_ADDRESS]
PHONE: Final = MASKS[Kind.PHONE_NUMBER]
MAIL: Final = MASKS[Kind.MAIL_ADDRESS]
IDENTITY: Final = f"{MASKS[Kind.SOCIAL_SECURITY_NUMBER]}{RECORD}{BIRTH}"
"""What only a person under care has: numbers of hers and her date of birth."""
PERSON: Final = f"{IDENTITY}{NAME}"
