"""Nothing is invented: whatever the text, each detail is the text at its place."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.details import Details, Span, read_details, read_file
from guard import Screened, restored

WORDS = (
    *(
        "job",
        "7001234",
        "7001000-7001004",
        "user",
        "bsmith",
        "Dr. Jane Porter",
        "jporter",
        "(",
        ")",
        "and",
        ",",
    ),
    *(
        "it says",
        '"Invalid work type"',
        "Error:",
        "HTTP 502 Bad Gateway",
        "0x80070005",
        "I get:",
        "&lt;",
        "“no”",
    ),
    *(
        "\n1. open",
        "\n2. press",
        "\n- click",
        "Reports > Export",
        "I opened",
        "then clicked",
        "asap",
        "```",
        "\n>",
    ),
    *(
        "2026-03-14 08:12 ERROR",
        '{"error": "gone"}',
        "<https://x.example|the portal>",
        "a.b.FooError: bad",
        "’s",
        "\t",
    ),
)
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=25).map(" ".join)
KNOWN = ("Jane Porter", "jporter", "bsmith")


def spans(found: Details) -> list[Span]:
    single = (found.user, found.job, found.error, found.steps, found.urgency)
    return [span for span in (*single, *found.users, *found.jobs) if span is not None]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_detail_is_the_text_at_its_place(text: str) -> None:
    for found in (read_details(restored(text), KNOWN), read_file(restored(text), KNOWN)):
        for span in spans(found):
            assert text[span.start : span.end] == span.value != ""
            assert isinstance(span.value, Screened)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_user_of_a_file_stands_in_the_directory(text: str) -> None:
    user = read_file(restored(text), KNOWN).user
    assert user is None or user.value.casefold() in {name.casefold() for name in KNOWN}
