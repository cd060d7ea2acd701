"""The changes a mutation test makes: an operator, number, text, argument or statement at a time."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_SKIPPED = {"annotation", "returns", "decorator_list", "type_params", "format_spec", "bases"}


@dataclass(frozen=True)
class Change:
    """One change: the node, and which of its fields (or which place in it) becomes what.

    ``function`` is the qualified name of the outermost function it lies in, empty outside of functions, and
    ``lines`` are those of the statement, of which a test has run at least one when it can notice.
    """

    node: ast.AST
    field: str
    place: int | None
    becomes: Any
    function: str
    lines: range

    @property
    def said(self) -> str:
        """The change in one line."""
        before = _get(self)
        return f"{self.lines[0]} {self.function or 'module'}: {_text(before)} -> {_text(self.becomes)}"


def changes(tree: ast.Module) -> list[Change]:
    """All changes of a module, in the order of its lines."""
    return list(_walk(tree, "", [], range(1, 2)))


@contextmanager
def made(change: Change) -> Iterator[None]:
    """The tree with that change, and as it was afterwards."""
    before = _get(change)
    _set(change, change.becomes)
    try:
        yield
    finally:
        _set(change, before)


def _walk(node: ast.AST, function: str, path: list[str], lines: range) -> Iterator[Change]:
    for name, place, child in _children(node):
        inner, where, at = function, path, lines
        if isinstance(child, ast.stmt):
            at = _header(child)
        if isinstance(child, ast.ClassDef | _Function):
            where = [*path, child.name]
            inner = function or (".".join(where) if isinstance(child, _Function) else "")
        if isinstance(child, ast.arguments) and ".".join(path) == function:
            inner = ""
        for becomes in _instead(child, node, name, inside=bool(function)):
            yield Change(node, name, place, becomes, function, at)
        yield from _walk(child, inner, where, at)


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for name, value in ast.iter_fields(node):
        if name in _SKIPPED or _is_typing(node):
            continue
        if isinstance(value, list):
            found = ((name, place, one) for place, one in enumerate(value) if isinstance(one, ast.AST))
            yield from (one for one in found if not (name == "body" and _is_docstring(node, one[2])))
        elif isinstance(value, ast.AST):
            yield name, None, value


def _is_typing(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
        return isinstance(node.value.func, ast.Name) and node.value.func.id in ("TypeVar", "NewType")
    return isinstance(node, ast.Import | ast.ImportFrom) or (
        isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    )


def _is_docstring(node: ast.AST, child: ast.AST) -> bool:
    return (
        isinstance(node, ast.Module | ast.ClassDef | _Function)
        and isinstance(child, ast.Expr)
        and isinstance(child.value, ast.Constant)
    )


def _header(node: ast.stmt) -> range:
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    last = node.end_lineno or node.lineno
    if body:
        first = body[0]
        last = max(node.lineno, (first.pattern if isinstance(first, ast.match_case) else first).lineno - 1)
    return range(node.lineno, last + 1)


def _instead(node: ast.AST, parent: ast.AST, field: str, *, inside: bool) -> Iterator[ast.AST]:
    if isinstance(node, ast.operator | ast.boolop | ast.cmpop) and type(node) in _OPERATORS:
        yield _OPERATORS[type(node)]()
    elif isinstance(node, ast.Constant):
        yield from (ast.copy_location(ast.Constant(value), node) for value in _values(node.value))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in _NAMES:
        yield ast.copy_location(ast.Name(_NAMES[node.id], ast.Load()), node)
    elif inside and isinstance(node, ast.stmt):
        yield from (ast.copy_location(one, node) for one in _statements(node))
    if isinstance(node, ast.expr):
        yield from (ast.copy_location(ast.Constant(value), node) for value in _role(node, parent, field))


def _values(value: object) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value + 1, value - 1]
    return [f"XX{value}XX"] if isinstance(value, str) else []


def _statements(node: ast.stmt) -> list[ast.stmt]:
    if isinstance(node, ast.Expr | ast.Raise | ast.AugAssign):
        return [ast.Pass()]
    return [ast.Break()] if isinstance(node, ast.Continue) else []


def _role(node: ast.expr, parent: ast.AST, field: str) -> list[bool | None]:
    """What an expression becomes for where it stands: a condition true or false, a value nothing.

    Arguments by position stay: what must not be None there is the type checker's.
    """
    if isinstance(parent, ast.If | ast.IfExp) and field == "test":
        return [True, False]
    if isinstance(parent, ast.comprehension) and field == "ifs":
        return [True]
    named = isinstance(parent, ast.keyword | ast.Return | ast.Assign | ast.AnnAssign | ast.Lambda)
    nothing = isinstance(node, ast.Constant) and node.value is None
    return [None] if named and field in ("value", "body") and not nothing else []


def _get(change: Change) -> Any:
    value = getattr(change.node, change.field)
    return value if change.place is None else value[change.place]


def _set(change: Change, value: Any) -> None:
    if change.place is None:
        setattr(change.node, change.field, value)
    else:
        getattr(change.node, change.field)[change.place] = value


def _text(node: Any) -> str:
    if isinstance(node, ast.operator | ast.boolop | ast.cmpop):
        return type(node).__name__
    return ast.unparse(node).replace("\n", " ")[:70]
