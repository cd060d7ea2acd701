"""The console's menu: where each member of staff may go."""

from __future__ import annotations

from dataclasses import dataclass

from tickets.values import Person, Role


@dataclass(frozen=True)
class Link:
    """An entry of the menu; ``within`` is how the addresses of its pages begin."""

    label: str
    to: str
    within: tuple[str, ...] = ()


MENU = (
    Link("Desk", "/desk", ("/desk", "/tickets", "/customers")),
    Link("Gaps", "/gaps", ("/gaps",)),
    Link("Drafts", "/drafts", ("/drafts",)),
    Link("Articles", "/articles", ("/articles",)),
    Link("Figures", "/figures", ("/figures",)),
)


def nav_of(person: Person) -> tuple[Link, ...]:
    """The menu of this member of staff: who keeps the knowledge finds the gaps first."""
    if begins_with(person) == "/gaps":
        return (*MENU[1:4], MENU[0], *MENU[4:])
    return MENU


def begins_with(person: Person) -> str:
    """The page that somebody begins the day with."""
    only_knowledge = Role.KNOWLEDGE in person.roles and not person.may_answer
    return "/gaps" if only_knowledge else "/desk"
