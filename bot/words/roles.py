"""Who may do what, as it is said to whoever may not (policy 13)."""

from __future__ import annotations

from collections.abc import Collection

from guard import Screened, fill, own, restored
from tickets.values import Role

ROLE_NAMES = {
    Role.SUPPORT: own("support staff"),
    Role.LEAD: own("leads"),
    Role.SALES: own("sales"),
    Role.DEVELOPMENT: own("Development"),
    Role.ACCOUNTS: own("accounts"),
    Role.KNOWLEDGE: own("knowledge managers"),
}


def role_needed(roles: Collection[Role]) -> Screened:
    """That another role is needed, and which."""
    named = [str(ROLE_NAMES[role]) for role in Role if role in roles]
    several = " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)
    return fill("Your role does not allow that; {roles} can.", roles=restored(several))
