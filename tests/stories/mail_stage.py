"""People who write letters: real bytes in, and the letters that left for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP

from app.worker import InboxWorker
from mail.letter import Letter
from tests.stories.stage import Stage
from tickets import letters
from tickets.letters import Became, Came

ADDRESS = "support@infraware.example"
OURS = "mx.infraware.example"
"""What our mail system calls itself where it says whether a sender is proven."""


def written(
    sender: str, text: str, subject: str = "", to_answer: Letter | None = None, **head: str
) -> EmailMessage:
    """A letter as a mail program writes it. ``head`` are further head lines, ``_`` for ``-``."""
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"] = sender, ADDRESS
    letter["Subject"] = subject or (f"Re: {to_answer.subject}" if to_answer else "")
    if to_answer is not None:
        letter["In-Reply-To"] = to_answer.message_id
        letter["References"] = " ".join((*to_answer.references, to_answer.message_id))
    for name, value in head.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(text)
    return letter


def proven(passes: str) -> dict[str, str]:
    """What our mail system stamps on a letter: that its sender is proven ("pass"), or not."""
    domain = "infraware.example"
    return {"Authentication-Results": f"{OURS}; dmarc={passes} header.from={domain}"}


@dataclass
class Correspondent:
    """Somebody with a mail program."""

    stage: Stage
    address: str
    became: Became | None = field(default=None, init=False)

    def writes_letter(
        self,
        text: str,
        subject: str = "",
        to_answer: Letter | None = None,
        *,
        head: Mapping[str, str] = {},
    ) -> Became:
        """A letter arrives at the desk's mailbox, and whatever follows from it at once has followed."""
        number = next(self.stage.ids)
        head = {"Message-ID": f"<{number}@{self.address.partition('@')[2]}>", **head}
        return self.sends(written(self.address, text, subject, to_answer, **head).as_bytes())

    def answers(self, letter: Letter, text: str, *, head: Mapping[str, str] = {}) -> Became:
        """A letter that answers one of ours, with ours quoted below."""
        quoted = "\n".join(f"> {line}" for line in letter.body.splitlines())
        who = f"{letter.sender.name} <{letter.sender.address}>"
        led = f"On {letter.at:%a, %d %b %Y} at {letter.at:%H:%M}, {who} wrote:"
        return self.writes_letter(f"{text}\n\n{led}\n\n{quoted}", "", letter, head=head)

    def sends(self, raw: bytes) -> Became:
        """These bytes arrive, and whatever follows from them at once has followed."""
        became = self.puts_into_the_mailbox(raw)
        work_off(self.stage)
        return became

    def puts_into_the_mailbox(self, raw: bytes) -> Became:
        """These bytes arrive, and nobody takes up what they say."""
        stage, here = self.stage, self.stage.here
        with here.writing() as session:
            self.became = here.receiver.take(session, here.receiver.read(raw), raw, stage.now)
        return self.became

    def mailbox(self) -> list[Letter]:
        """The letters that reached this person, oldest first."""
        return self.stage.letters(self.address)


def opened_by(person: Correspondent, text: str) -> int:
    """The number of the ticket that this person's letter opens."""
    person.writes_letter(text, text.partition(".")[0])
    return person.stage.tickets()[0].number


def work_off(stage: Stage) -> None:
    """Everything that waits in the inbox has gone down the road."""
    step = InboxWorker(stage.here.road, stage.here.writing, lambda: None, now=lambda: stage.now).step
    while step():
        pass


def waiting(stage: Stage) -> tuple[Came, ...]:
    """The letters that wait for staff."""
    with stage.here.reading() as session:
        return letters.waiting(session)
