"""More texts out of marked ones: other messages in the place of the marked, plainer spelling, carriers.

What a program says differs from one ticket to the next, how people tell of it much less. So the marked error
gives way to one of :file:`examples/messages.txt`, and case, quotation marks and commas are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from classifier.details.examples import Example, lines

SEED = 7


class Writer:
    """Makes texts; the same ones each time."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = Random(seed)  # noqa: S311 - no secret
        self.messages, self.states = lines("messages.txt"), lines("statuses.txt")
        self.carriers = lines("carriers.txt")

    def copies(self, examples: Sequence[Example], many: int) -> Iterator[Example]:
        """Up to so many changed copies of each."""
        for example in examples:
            for _ in range(many):
                changed = self._changed(example)
                if changed is not example:
                    yield changed

    def _changed(self, example: Example) -> Example:
        if example.error and "\n" not in example.error and self.random.random() < 0.8:
            example = self._with_other_error(example, example.error)
        return self._plainer(example) if self.random.random() < 0.35 else example

    def _with_other_error(self, example: Example, error: str) -> Example:
        new = self.message()
        steps = example.steps and example.steps.replace(error, new)
        return replace(example, text=example.text.replace(error, new, 1), error=new, steps=steps)

    def _plainer(self, example: Example) -> Example:
        spell: Callable[[str], str] = self.random.choice(_SPELLINGS)
        users = None if example.users is None else tuple(map(spell, example.users))
        return replace(
            example,
            text=spell(example.text),
            users=users,
            error=example.error and spell(example.error),
            steps=example.steps and spell(example.steps),
        )

    def carried(self, many: int, talk: Sequence[str]) -> Iterator[Example]:
        """Messages in carriers, among sentences of ``talk``, which tell of none."""
        for _ in range(many):
            error = self.message()
            text = self._filled(self.random.choice(self.carriers)).replace("{E}", error)
            if talk and "\n" not in text and self.random.random() < 0.5:
                text = self._beside(text, self.random.choice(talk))
            example = Example("", text, None, error, None, ())
            yield self._plainer(example) if self.random.random() < 0.2 else example

    def _beside(self, text: str, sentence: str) -> str:
        if self.random.random() < 0.5:
            return sentence + self.random.choice((" ", ". ", "\n")) + text
        return text + self.random.choice((". ", " ", "\n", ", ")) + sentence

    def _filled(self, carrier: str) -> str:
        text = carrier.replace("\\n", "\n").replace("{E2}", self.message())
        text = text.replace("{name}", self._name()).replace("{login}", self._login())
        text = text.replace("{job}", str(self.random.randrange(10**6, 10**8)))
        text = text.replace("{n}", str(self.random.randrange(1, 60)))
        return text[0].upper() + text[1:] if self.random.random() < 0.25 and text[0] != "{" else text

    def _name(self) -> str:
        first, last = self.random.choice(_FIRSTS), self.random.choice(_LASTS)
        return self.random.choice(
            (first, f"{first} {last}", f"Dr. {last}", f"dr {last.lower()}", first.lower())
        )

    def _login(self) -> str:
        first, last = self.random.choice(_FIRSTS).lower(), self.random.choice(_LASTS).lower()
        number = self.random.randrange(1, 9)
        return self.random.choice(
            (first[0] + last, f"{first}.{last}", f"{first[0]}{last}{number}", f"{last}_{first[0]}")
        )

    def message(self) -> str:
        """Something a program may show: a sentence, a state, a code, or several of these."""
        lot = self.random.random()
        if lot < 0.12:
            return self.random.choice(self.states)
        if lot < 0.24:
            return self._code()
        return self._cased(self._sentence(self.random.choice(self.messages)))

    def _sentence(self, words: str) -> str:
        lot, plain = self.random.random(), words.rstrip(".")
        if lot < 0.08:
            return plain + self.random.choice((" (code {})", " ({})", ". Ref {}-B", " [{}]")).format(
                self._number(3)
            )
        if lot < 0.16:
            return self._code() + self.random.choice((": ", " - ", " ")) + words
        if lot < 0.22:
            return f"{plain}. {self.random.choice(self.messages)}"
        if lot < 0.27:
            return self.random.choice(("Error: ", "ERROR ", "Warning: ", "Fatal: ", "Error - ")) + words
        if lot < 0.31:
            return plain + self.random.choice((": ", " - ")) + self.random.choice(_THINGS)
        return words

    def _cased(self, words: str) -> str:
        lot = self.random.random()
        if lot < 0.3:
            return words[0].lower() + words[1:]
        return words.lower() if lot < 0.4 else words.upper() if lot < 0.46 else words

    def _code(self) -> str:
        name = self.random.choice(
            ("CONN_RESET", "TOKEN_INVALID", "UPLOAD_FAILED", "CERT_EXPIRED", "QUEUE_FULL")
        )
        letters = "".join(self.random.choices("ABCDEFGHKLMNPRSTVWX", k=self.random.randrange(1, 4)))
        return self.random.choice(
            (
                *(
                    f"ERR-{self._number(4)}",
                    f"error {self._number(3)}",
                    f"0x{self.random.randrange(2**31):08x}",
                ),
                *(
                    f"HTTP {self.random.choice(_REPLIES)}",
                    f"{letters}-{self._number(3)}",
                    f"{letters[0]}{self._number(2)}",
                ),
                *(f"ERR_{name}", name, f"Error {self._number(4)}", self.random.choice(_REPLIES)),
                *(
                    f"code {self._number(2)}",
                    f"status {self._number(3)}",
                    f"{self.random.choice(_SPOKEN)} {self._number(3)}",
                ),
            )
        )

    def _number(self, digits: int) -> str:
        return str(self.random.randrange(10 ** (digits - 1), 10**digits))


_SPELLINGS: tuple[Callable[[str], str], ...] = (
    str.lower,
    str.upper,
    lambda words: re.sub('"', "", words),
    lambda words: re.sub('"', "", words.lower()),
    lambda words: re.sub("[,;!]", "", words),
)
_REPLIES = ("400", "401", "403", "404", "409", "413", "422", "429", "500", "502", "503", "504")
_SPOKEN = ("SIP", "SMTP", "FTP", "SQL", "TLS", "LDAP")
_THINGS = (
    *("report_4.dll", "C:\\Temp\\x.tmp", "node 7", "user ctx", "PID-5", "tray 2", "en_GB"),
    *("10.2.0.9", "/var/spool"),
)
_FIRSTS = (
    "Amara",
    "Bogdan",
    "Chiara",
    "Dilnoza",
    "Esteban",
    "Fatou",
    "Gulnara",
    "Hiroshi",
    "Ifeoma",
    "Jaakko",
    "Kamala",
    "Lindiwe",
    "Mateus",
    "Noor",
    "Oksana",
    "Priya",
    "Quentin",
    "Rashida",
    "Siobhan",
    "Thandiwe",
    "Ulrike",
    "Valentina",
    "Wojciech",
    "Xiulan",
    "Yusuf",
    "Zsofia",
    "Anneke",
    "Bartek",
    "Celeste",
)
_LASTS = (
    "Adeyemi",
    "Brzezinski",
    "Castellanos",
    "Dlamini",
    "Eriksson",
    "Fujimoto",
    "Gallagher",
    "Haugen",
    "Iyer",
    "Jankowski",
    "Kowalczyk",
    "Lefebvre",
    "Moreau",
    "Nakamura",
    "Olofsson",
    "Petrov",
    "Quispe",
    "Rasmussen",
    "Stavros",
    "Tremblay",
    "Ueda",
    "Vasquez",
    "Whitcombe",
    "Xiong",
    "Yilmaz",
)
