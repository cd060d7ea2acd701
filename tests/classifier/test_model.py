"""Sorting texts: the verdict, how sure it is, and the words that decided."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from classifier.category import Category
from classifier.examples import Example, version_of
from classifier.features import LONGEST, NAMES, clean, frame, observe
from classifier.model import Classifier
from classifier.pipeline import compiled, new_pipeline
from classifier.views import CUTS
from tests.fakes.stopwatch import fastest


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("how do I add a template?", Category.EDUCATION),
        ("where can I see which jobs are pending", Category.EDUCATION),
        ("the editor crashes every time I open a job", Category.INCIDENT),
        ("job 7001234 is stuck in transcribing", Category.INCIDENT),
        ("it would be nice to have a dark mode", Category.FEATURE),
        ("any plans to support Linux?", Category.FEATURE),
        ("please reset the password for user jmorales", Category.SERVICE),
        ("can you create an account for our new hire", Category.SERVICE),
        ("the whole system is down at all our clinics", Category.EMERGENCY),
        ("nobody can log in anywhere, is there an outage?", Category.EMERGENCY),
        ("thanks a lot", Category.OTHER),
        ("what's for lunch", Category.OTHER),
    ],
)
def test_plain_messages_are_sorted(classifier: Classifier, text: str, category: Category) -> None:
    assert classifier.triage(text).category is category


@pytest.mark.parametrize(
    "text",
    [
        "one of our users can't log in, everybody else is fine",
        "my editor is down, my colleagues work normally",
        "portal down for me only",
    ],
)
def test_what_one_person_has_is_no_emergency(classifier: Classifier, text: str) -> None:
    assert classifier.triage(text).category is not Category.EMERGENCY


def test_the_probabilities_are_those_of_the_pipeline(
    examples: tuple[Example, ...], few: tuple[Example, ...]
) -> None:
    pipeline = new_pipeline().fit([one.text for one in few], [str(one.label) for one in few])
    sorts = compiled(pipeline, version_of(few))
    texts = [example.text for example in examples[::9] if any(map(str.isalnum, example.text))]
    found = [[sorts.triage(text).probabilities[each] for each in sorts.classes] for text in texts]
    assert np.allclose(found, pipeline.predict_proba(texts), atol=1e-12)


def test_the_views_cut_a_text_as_the_vectorizers_of_scikit_learn_do(examples: tuple[Example, ...]) -> None:
    """Words and pairs, runs of letters within words, runs of the frame: told apart in two ways."""
    tokens = re.compile(r"[\w']+|[?!]")
    theirs: dict[str, Any] = {
        "words": {"preprocessor": clean, "tokenizer": tokens.findall, "ngram_range": (1, 2)},
        "letters": {"preprocessor": clean, "analyzer": "char_wb", "ngram_range": (2, 5)},
        "frames": {"preprocessor": frame, "tokenizer": str.split, "ngram_range": (1, 3)},
    }
    for name, settings in theirs.items():
        cut = CountVectorizer(token_pattern=None, **settings).build_analyzer()
        for example in examples:
            assert sorted(CUTS[name](example.text)) == sorted(cut(example.text)), (name, example.text)


def test_a_verdict_names_its_model_and_its_probability(classifier: Classifier) -> None:
    verdict = classifier.triage("please unlock user jdoe")
    assert verdict.model == classifier.version
    assert verdict.sure == max(verdict.probabilities.values())
    assert sum(verdict.probabilities.values()) == pytest.approx(1)
    assert set(verdict.probabilities) == set(Category)
    assert not verdict.remembered


@pytest.mark.parametrize("text", ["", "   ", "???", "👍", "-- ..."])
def test_a_text_without_words_is_nothing_of_ours(classifier: Classifier, text: str) -> None:
    assert classifier.triage(text).category is Category.OTHER


def test_an_explanation_names_words_of_the_text_and_observations(classifier: Classifier) -> None:
    names = {cue.words for cue in classifier.explain("please reset the password for user jmorales")}
    assert "asks staff to do something" in names
    assert names & {"please", "reset", "password", "user", "jmorales", "for"}
    allowed = {"please", "reset", "the", "password", "for", "user", "jmorales", "the way it is put", *NAMES}
    assert names <= allowed


def test_a_long_text_is_read_up_to_its_limit(classifier: Classifier) -> None:
    head = "the export fails with an error. " * 200
    assert classifier.triage(head).probabilities == classifier.triage(head + "thanks " * 20_000).probabilities
    assert len(head) > LONGEST


@pytest.mark.parametrize("piece", ["job ", "a", "((", "please please ", "<", "`", "1 ", "every "])
def test_a_hundred_thousand_characters_take_no_time(classifier: Classifier, piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    assert fastest(lambda: classifier.triage(text)) < 1


class Remembering:
    def recall(self, text: str) -> Category | None:
        return Category.FEATURE if text == "known" else None


def test_a_remembered_answer_comes_before_the_model(classifier: Classifier) -> None:
    wise = classifier.with_memory(Remembering())
    answer = wise.triage("known")
    assert (answer.category, answer.sure, answer.remembered) == (Category.FEATURE, 1.0, True)
    assert not wise.triage("the editor crashes").remembered
    assert not classifier.triage("known").remembered


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Job 7001234 &amp; “HTTP 502”", 'job longnumber & "http statuscode "'),
        ("see <https://imc.example.org/x|the page> now", "see link now"),
        ("ask <@U024BE7LH> in <#C1|help>", "ask person in channel"),
        ("```\nValueError: x\n``` again", "codeblock again"),
        ("mail a.b@example.org", "mail mailaddress"),
        ("born [date of birth]", "born screened"),
        ("IW-2041 and ERR_SSL_FAIL", "errorcode and errorcode"),
    ],
)
def test_what_never_repeats_becomes_a_token(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_the_frame_keeps_how_a_text_is_put() -> None:
    assert frame("How do I reset passwords?") == "^ how do i _ _s ? $"


@pytest.mark.parametrize(
    ("text", "name", "holds"),
    [
        (
            "nobody can log in, the system is down",
            "says that everybody is affected by something that does not work",
            True,
        ),
        (
            "I can't log in, everybody else is fine",
            "says that everybody is affected by something that does not work",
            False,
        ),
        ("how do I do this?", "ends with a question mark", True),
        ("job 7001234", "has a job number", True),
        ("it rains", "does not speak of the product", True),
        ("please reset the password", "asks staff to do something", True),
    ],
)
def test_observations_hold_or_not(text: str, name: str, holds: bool) -> None:
    assert observe(text)[NAMES.index(name)] is holds


def test_every_observation_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES) == len(observe("anything"))
