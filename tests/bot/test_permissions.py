"""Every act has its place and its roles (policy 13)."""

from __future__ import annotations

import pytest

from bot import decide, presses, staff
from bot.desk import decide as desk
from bot.forms.registry import FORMS
from bot.message import ActName
from bot.permissions import ALLOWED, Side, may, side
from bot.slack.registry import FORM_ACTS
from tickets.values import Person, Role


def person(*roles: Role) -> Person:
    return Person(1, "Sam", "sam@infraware.example", roles=frozenset(roles))


def test_every_act_is_classified() -> None:
    assert set(ALLOWED) == set(ActName)


@pytest.mark.parametrize("act", ActName)
def test_an_act_of_staff_names_the_roles_that_may_do_it(act: ActName) -> None:
    assert bool(ALLOWED[act].roles) is (side(act) is not Side.CUSTOMER)


@pytest.mark.parametrize("act", [act for act in ActName if side(act) is not Side.CUSTOMER])
@pytest.mark.parametrize("role", Role)
def test_only_the_roles_named_may(act: ActName, role: Role) -> None:
    assert may(person(role), act) is (role in ALLOWED[act].roles)
    assert not may(person(), act)


def test_every_act_is_decided_on_its_own_side() -> None:
    customers = presses._PRESSED.keys() | decide._LOOKS_IN.keys()
    assert customers == {act for act in ActName if side(act) is Side.CUSTOMER}
    assert desk._ACTS.keys() | {ActName.NOTE} == {act for act in ActName if side(act) is Side.DESK}
    assert set(staff._ACTS) == {act for act in ActName if side(act) is Side.STAFF}


def test_every_form_is_sent_as_the_act_that_opened_it() -> None:
    assert {act: name for name, act in FORM_ACTS.items() if act in FORMS} == {
        act: f"form_{act}" for act in FORMS
    }
