"""A candidate is fitted to examples and corrections, and judged on messages it was not fitted to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from classifier.category import Category
from classifier.examples import BadExampleError, Example, read_examples
from classifier.golden import broken, read_golden
from classifier.model import Classifier
from classifier.refit import (
    Order,
    Vouched,
    apart_from,
    candidate,
    fallen,
    is_frozen,
    measure,
    version,
    weighted,
)
from classifier.refit_child import read_order, written

PEDAL = "the pedal of the north site drops every second word"


def vouched(text: str = PEDAL, label: Category = Category.INCIDENT, *, tacit: bool = False) -> Vouched:
    return Vouched(text, label, tacit)


@pytest.fixture
def order(few: tuple[Example, ...]) -> Order:
    return Order("1-base", few, (vouched(),), (), 0.01, {})


class Fits:
    """Stands in for the training: keeps what each model was fitted to."""

    def __init__(self, *models: Classifier) -> None:
        self.models = list(models)
        self.sets: list[list[str]] = []

    def __call__(self, examples: Sequence[Example]) -> Classifier:
        self.sets.append([one.text for one in examples])
        return self.models[min(len(self.sets), len(self.models)) - 1]


def test_the_figures_come_from_messages_no_measured_model_was_fitted_to(
    order: Order, small: Classifier
) -> None:
    frozen = {one.text for one in order.examples if is_frozen(one.text)}
    fits = Fits(small)
    found = candidate(order, fits)
    base, measured, whole = fits.sets
    assert found.frozen == len(frozen) > 0
    assert frozen.isdisjoint(base)
    assert frozen.isdisjoint(measured)
    assert frozen < set(whole)
    assert (PEDAL in base, measured.count(PEDAL), whole.count(PEDAL)) == (False, 2, 2)


def test_one_in_five_is_frozen_by_its_text_alone() -> None:
    texts = [one.text for one in read_examples()]
    share = sum(map(is_frozen, texts)) / len(texts)
    assert 0.15 < share < 0.25
    assert is_frozen("  Some   TEXT ") == is_frozen("some text")


def test_a_correction_of_nearly_a_frozen_message_is_left_out(order: Order, small: Classifier) -> None:
    frozen = next(one.text for one in order.examples if is_frozen(one.text))
    near = replace(order, vouched=(vouched(frozen.upper() + "!!"), vouched()))
    fits = Fits(small)
    assert candidate(near, fits).corrections == 1
    assert apart_from([frozen])("something else altogether, about a printer")
    assert frozen.upper() + "!!" not in fits.sets[-1]


def test_what_was_said_counts_twice_and_what_was_only_done_once() -> None:
    rows = weighted((vouched(), vouched("done", tacit=True)))
    assert [one.text for one in rows] == [PEDAL, PEDAL, "done"]


def test_corrections_never_outnumber_the_examples(order: Order, small: Classifier) -> None:
    many = tuple(vouched(f"{chr(97 + n % 26) * 9} {n * 7919:x} {PEDAL}", tacit=True) for n in range(300))
    assert candidate(replace(order, vouched=many), Fits(small)).corrections <= len(order.examples)


@pytest.mark.parametrize(
    ("accuracy", "macro_f1", "expected"),
    [
        (0.80, 0.80, ()),
        (0.7901, 0.7901, ()),
        (0.7899, 0.80, ("accuracy",)),
        (0.80, 0.7899, ("macro_f1",)),
        (0.5, 0.5, ("accuracy", "macro_f1")),
    ],
)
def test_a_figure_may_fall_by_the_margin_and_no_more(
    accuracy: float, macro_f1: float, expected: tuple[str, ...]
) -> None:
    before = ({"accuracy": 0.8, "macro_f1": 0.7}, {"accuracy": 0.6, "macro_f1": 0.8})
    assert fallen({"accuracy": accuracy, "macro_f1": macro_f1}, before, 0.01) == expected


def test_figures_that_are_known_are_not_measured_again(order: Order, small: Classifier) -> None:
    fits = Fits(small)
    found = candidate(replace(order, known={"base": {"accuracy": 1.1, "macro_f1": 0.1}}), fits)
    assert len(fits.sets) == 2
    assert found.fallen == ("accuracy",)
    assert not found.holds


def test_a_golden_message_that_is_sorted_otherwise_speaks_against_it(order: Order, small: Classifier) -> None:
    text = order.examples[0].text
    label = small.triage(text).category
    other = next(each for each in Category if each is not label)
    golden = (Example(text, label), Example(text + "!", other))
    found = candidate(replace(order, golden=golden), Fits(small))
    assert [(one.text, one.label, one.found) for one in found.broken] == [(text + "!", other, label)]
    assert not found.holds


def test_the_version_names_the_corrections_and_not_their_order() -> None:
    one, two = vouched(), vouched("another")
    assert version("1-base", (one, two)) == version("1-base", (two, one)) != version("1-base", (one,))
    assert version("1-base", (one, two)).startswith("1-base+2.")
    assert version("1-base", (one,)) != version("1-base", (replace(one, label=Category.OTHER),))
    assert len(version("x" * 200, (one,))) <= 80


def test_figures_of_a_model_that_is_always_right(small: Classifier, few: tuple[Example, ...]) -> None:
    rows = tuple(replace(one, label=small.triage(one.text).category) for one in few)
    assert measure(small, rows) == {"accuracy": 1.0, "macro_f1": 1.0}


def test_our_golden_messages_are_sorted_as_they_must_be(classifier: Classifier) -> None:
    golden = read_golden()
    assert {one.label for one in golden} == set(Category)
    assert broken(classifier, golden) == ()


def test_a_line_of_golden_messages_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "golden.jsonl"
    path.write_text('{"text": "a", "label": "spam"}\n', "utf-8")
    with pytest.raises(BadExampleError, match=r"golden\.jsonl, line 1: 'spam' is no category"):
        read_golden(path)


def test_the_order_goes_to_the_process_and_comes_back_the_same(order: Order) -> None:
    plain = tuple(Example(one.text, one.label) for one in order.examples)
    sent = replace(order, examples=plain, golden=plain[:1], known={"base": {"accuracy": 0.5}})
    assert read_order(json.loads(json.dumps(written(sent)))) == sent
