"""Three questions about one matter among twenty others: do they come out as one topic of three?

The questions are ours, written before anything was measured with them, and nothing is fitted to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Final

from guard import restored
from knowledge.topics import matters, topics

ARTICLES: Final = Path(__file__).resolve().parents[1] / "sample" / "articles"

OTHERS: Final = (
    "How do I change the order of the worklist?",
    "Where is the archive of letters from 2019?",
    "Is it possible to dictate in the car over bluetooth?",
    "what does the yellow triangle next to a job mean",
    "How long are recordings kept before they are deleted?",
    "We need to see how many lines each typist did last month",
    "Which browsers are supported for the portal?",
    "How do we merge duplicate physicians in the provider list?",
    "can patients read their notes in the app",
    "How do I give a student temporary access?",
    "Is there a keyboard layout for left handed people?",
    "Can I print address labels from the worklist?",
    "How do I set a different signature picture for each site?",
    "Where can I see who opened a document?",
    "Do you have training videos for new editors?",
    "How can I stop the headset from muting itself?",
    "What is the maximum length of one dictation?",
    "Our invoices should go to another department",
    "Does the system know British spelling?",
    "how to turn off the sound when a report comes back",
)

TRIOS: Final[Sequence[tuple[str, str, str]]] = (
    (
        "Can finished letters go out by fax?",
        "Which number shows up when we fax?",
        "the fax cover sheet is blank",
    ),
    ("How do I remove the watermark?", "Is a watermark put on drafts?", "our watermark hides half the text"),
    (
        "Can it write in Spanish?",
        "Do any of your typists speak Spanish?",
        "Spanish accents come out as boxes",
    ),
    ("where do consent forms go", "Who signs the consent for minors?", "attach consent to a recording"),
    ("How do I scan a barcode?", "Which barcode printers work?", "the barcode is cut off at the edge"),
    ("Is there a mode for tablets?", "My tablet turns the page upside down", "pair a pencil with the tablet"),
    ("add a prefix to the accession", "Is the accession unique?", "search by accession across all sites"),
    (
        "Can I dictate while abroad?",
        "Is access from abroad blocked?",
        "working abroad for two weeks, what now",
    ),
    (
        "How are referrals numbered?",
        "Send a copy to who made the referral",
        "referral letters need a second page",
    ),
    ("What does the macro key do?", "share a macro with colleagues", "Does a macro survive an update?"),
    ("the calendar shows last year", "Import our calendar of holidays", "Can the calendar begin on Sunday?"),
    (
        "Who may see psychiatric notes?",
        "mark psychiatric reports as private",
        "psychiatric templates are gone",
    ),
)
"""Three questions of which no two share more than one telling word."""

OTHERWISE_TOLD: Final[Sequence[tuple[str, str, str]]] = (
    (
        "How do I change the ribbon colour of the copier?",
        "Which tint has the copier?",
        "the copier prints pink",
    ),
    ("the font in the editor is tiny", "make letters bigger on the page", "How do I change the text size?"),
    ("my colleague left, lock her account", "disable a user", "How do I take somebody's login away?"),
    ("Which monitor do you advise?", "How large must the screen be?", "a second display for the editor"),
    ("the doctor's name is misspelled", "correct a physician's surname", "How do I rename a provider?"),
    ("two-step code never arrives", "a second factor on a new phone", "MFA for one user only"),
)
"""Three questions that are about the same in other words: mostly without a word in common."""


def exact(trios: Sequence[tuple[str, str, str]] = TRIOS) -> int:
    """How many of the trios come out as one topic of exactly their three, each among the twenty others."""
    background = [path.read_text("utf-8") for path in sorted(ARTICLES.rglob("*.md"))]
    return sum(_is_whole(trio, background) for trio in trios)


def _is_whole(trio: Sequence[str], background: Sequence[str]) -> bool:
    questions = [restored(text) for text in (*OTHERS, *trio)]
    wanted = tuple(range(len(OTHERS), len(questions)))
    return any(one.members == wanted for one in topics(questions, background))


def most_shared(trio: Sequence[str]) -> int:
    """How many telling words the two of the trio share that share most."""
    return max(len(matters(one).keys() & matters(other).keys()) for one, other in combinations(trio, 2))
