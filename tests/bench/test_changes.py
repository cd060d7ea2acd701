"""The changes of a mutation test: which there are, and that each is taken back."""

from __future__ import annotations

import ast

import pytest

from bench.changes import changes, made


def said(source: str) -> list[str]:
    return [change.said for change in changes(ast.parse(source))]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (
            "def f(a):\n    return a < 1 and b",
            ["a < 1 and b -> None", "And -> Or", "Lt -> LtE", "1 -> 2", "1 -> 0"],
        ),
        ("def f(a):\n    '''Says.'''\n    go(a)", ["go(a) -> pass"]),
        ("def f(a):\n    go(a=1)", ["go(a=1) -> pass", "1 -> 2", "1 -> 0", "1 -> None"]),
        ("def f(a: 'A') -> 'B':\n    raise a", ["raise a -> pass"]),
        ("def f(a):\n    if a:\n        raise a", ["a -> True", "a -> False", "raise a -> pass"]),
        ("def f(a):\n    [b for b in a if b]", ["[b for b in a if b] -> pass", "b -> True"]),
        ("def f(a):\n    x = not a", ["not a -> a", "not a -> None"]),
        ("def f(a):\n    x = f'{a} is'", ["f'{a} is' -> None", "' is' -> 'XX isXX'"]),
        ("import os\nT = TypeVar('T', 'A', 'B')", []),
    ],
)
def test_each_operator_number_text_and_statement_is_changed(source: str, wanted: list[str]) -> None:
    found = said(source)
    assert len(found) == len(wanted)
    assert [one for one in wanted if not any(told.endswith(f": {one}") for told in found)] == []


def test_a_change_names_the_outermost_function_and_the_lines_of_its_statement() -> None:
    source = "A = 1\n\nclass C:\n    def m(self, a=2):\n        def g():\n            return 3\n"
    source += "        go(\n            4)\n"
    found = {
        one.said.rpartition(": ")[2]: (one.function, list(one.lines)) for one in changes(ast.parse(source))
    }
    assert found["1 -> 2"] == ("", [1])
    assert found["2 -> 3"] == ("", [4])
    assert found["3 -> 4"] == ("C.m", [6])
    assert found["4 -> 5"] == ("C.m", [7, 8])


def test_a_change_is_made_and_taken_back() -> None:
    tree = ast.parse("def f(a):\n    if a > 1 or not a:\n        return [a, 'b']\n")
    before, sources = ast.dump(tree), set()
    for change in changes(tree):
        with made(change):
            sources.add(ast.unparse(tree))
            assert ast.dump(tree) != before
        assert ast.dump(tree) == before
    assert len(sources) == len(changes(tree))
