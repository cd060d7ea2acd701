"""The pipeline on documents of any kind: what it is fed, how it chooses, and what its figures mean."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from classifier.cuts import CUTS
from classifier.fitting import Choice, Member, chosen, fitted, folds, loss_of, voted
from classifier.labelled import Document
from classifier.matrix import Counter, Groups, Weighing
from classifier.reading import read
from classifier.regression import ratios, regressions

ISSUE = Document(
    (
        "[Bug]: Saving fails with `E42`",
        "<!-- Please search first -->\n### Issue type\n\nBug\n\n### What happened\n\n"
        "I saved a file of 30 MB and it failed. Why is that?\n\n- [x] I have searched\nOS: Linux\n"
        "```\nTraceback (most recent call last)\n```\nsee https://example.org/a/b/issues/12",
    ),
    "editor",
)
FAULTS = (
    *("the editor crashes when I save", "no sound since this morning", "printing fails with an error"),
    *("I cannot log in any more", "jobs are stuck in the queue", "the page stays blank after the update"),
)
WISHES = (
    *("please add a dark mode", "it would be nice to export a list", "support for other languages"),
    *("allow more than one signature", "could you add tags", "a filter by author would help us"),
)


def documents() -> tuple[list[Document], list[str]]:
    """Faults and wishes of two projects."""
    given = [Document((text,), group) for text, group in zip(FAULTS + WISHES, "ab" * 6, strict=True)]
    return given, ["fault"] * len(FAULTS) + ["wish"] * len(WISHES)


def test_a_document_is_taken_apart() -> None:
    part = read(ISSUE)
    assert part.headline == "[bug]: saving fails with codeword"
    assert part.prose.startswith("i saved a file of 0 mb and it failed. why is that? see")
    assert part.questions == "why is that?"
    assert "traceback" in part.code
    assert {"heading issue type", "under issue type: bug", "named os: linux", "box x i have searched"} <= set(
        part.form
    )
    assert "issuelink" in part.body
    assert "search first" not in part.body


def test_a_text_alone_has_its_first_words_for_a_headline() -> None:
    part = read(Document((" ".join(map(str, "abcdefghijklmnop")),)))
    assert part.headline == "a b c d e f g h i j k l"


@pytest.mark.parametrize(
    "text", ["", "```", "<!--", "<details>", "#", "**", "?" * 50, "|", "a\0b", "[" * 9_000]
)
def test_no_text_is_too_odd(text: str) -> None:
    for cut in CUTS.values():
        cut.terms(Document((text,)))
        cut.terms(Document((text, text)))


def test_counts_weighed_are_scikit_learns_tf_idf() -> None:
    given = [*documents()[0], ISSUE]
    counter, blocks = Counter.of(given, ("body words",))
    found = Weighing.of(blocks, ("body words",)).rows(blocks)
    theirs = TfidfVectorizer(analyzer=CUTS["body words"].terms, min_df=2, sublinear_tf=True)
    assert np.allclose(found.toarray(), theirs.fit_transform(given).toarray())
    again = counter.counts(given[:2], ("body words",))
    assert np.array_equal(again["body words"].toarray(), blocks["body words"][:2].toarray())


def test_a_view_without_a_term_has_no_columns() -> None:
    counter, blocks = Counter.of(documents()[0], ("code", "shape"))
    rows = Weighing.of(blocks, ("code",)).rows(blocks)
    assert rows.shape == (12, 0)
    assert counter.counts([ISSUE], ("code",))["code"].shape == (1, 0)


def test_the_regression_among_the_rows_is_scikit_learns() -> None:
    rows = csr_matrix(random(30, 200, density=0.2, random_state=1))
    for classes in (2, 3):
        truth = np.arange(30) % classes
        ours = next(regressions(rows, truth, [2.0])).chances(rows, classes)
        theirs = LogisticRegression(C=2.0, max_iter=2_000, tol=1e-6).fit(rows, truth).predict_proba(rows)
        assert np.allclose(ours, theirs, atol=1e-2)


def test_ratios_lean_on_what_sets_a_class_apart() -> None:
    rows = csr_matrix(np.array([[1, 1, 0], [1, 1, 0], [1, 0, 1], [1, 0, 1]], dtype=float))
    found = ratios(rows, np.array([0, 0, 1, 1]), 1.0)
    assert found.weights[0, 1] > 0 > found.weights[0, 2]
    assert np.abs(found.weights[:, 0]).max() < 0.01


def test_a_group_has_copies_of_its_own_and_a_stranger_those_of_all() -> None:
    known = Groups.of(["a", "b"], 2.0)
    spread = known.spread(csr_matrix(np.eye(2)), ["b", "c"]).toarray()
    assert spread.tolist() == [[1, 0, 0, 1, 0, 0, 2, 0], [0, 1, 0, 0, 0, 0, 0, 0]]
    assert Groups.of(["a", "a"], 2.0).names == ()


@pytest.mark.parametrize("labels", ["ab", "aab", "aaab", "abc"])
def test_a_handful_is_learnt_without_a_choice(labels: str) -> None:
    given = [Document((text,)) for text in FAULTS[: len(labels)]]
    found = fitted(given, list(labels))
    assert np.allclose(found.predict_proba(given).sum(axis=1), 1)


def test_near_duplicates_lie_on_one_side() -> None:
    given, labels = documents()
    twice = [*given, *(Document((document.text.upper(),), document.group) for document in given)]
    truth = np.searchsorted(["fault", "wish"], [*labels, *labels])
    for inside, outside in folds(twice, truth):
        assert not {row % 12 for row in inside} & {row % 12 for row in outside}


def test_the_vote_grows_while_it_gains() -> None:
    truth = np.array([0, 1] * 20)
    good = np.where(truth[:, None] == [0, 1], 0.8, 0.2)
    first, second = good.copy(), good.copy()
    first[:8], second[8:16] = 0.5, 0.5
    useless = np.full((40, 2), 0.5)
    members = [Member("message", 0.0, 1.0), Member("talk", 0.0, 1.0), Member("document", 0.0, 1.0)]
    found = chosen(dict(zip(members, (first, second, useless), strict=True)), truth)
    assert set(found.votes) == set(members[:2])
    assert found.temperature > 1, "what is always right may be surer"
    assert found.loss < min(found.alternatives.values())


def test_a_vote_is_a_mean_of_logarithms() -> None:
    votes = [np.array([[0.8, 0.2]]), np.array([[0.5, 0.5]])]
    assert voted(votes, 1.0)[0] == pytest.approx([2 / 3, 1 / 3])
    assert loss_of(np.array([[0.5, 0.5]]), np.array([0])) == pytest.approx(np.log(2))


def test_it_learns_two_labels_with_groups_and_says_what_it_tried() -> None:
    given, labels = documents()
    found = fitted(given, labels)
    assert found.classes == ("fault", "wish")
    chances = found.predict_proba(
        [Document(("the editor fails when I save",), "a"), Document(("please add a filter",), "never seen")]
    )
    assert chances.argmax(axis=1).tolist() == [0, 1]
    assert np.allclose(chances.sum(axis=1), 1)
    assert isinstance(found.choice, Choice)
    assert any(
        re.match(r"document views, the group's own", str(member)) for member in found.choice.alternatives
    )
