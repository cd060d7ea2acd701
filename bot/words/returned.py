"""What is said of letters of ours that did not arrive."""

from __future__ import annotations

from guard import Screened, fill, join, own, restored

_WHY = {
    "5.1": own("nobody has this address"),
    "5.2": own("this mailbox takes no letters"),
    "5.2.2": own("this mailbox is full"),
    "5.2.3": own("the letter is too large for this mailbox"),
    "5.3.4": own("the letter is too large for their mail system"),
    "5.4": own("their mail system cannot be reached"),
    "5.4.7": own("it could not be handed over for two days"),
    "5.6": own("it could not be written as a letter"),
    "5.7": own("their mail system does not accept letters from us"),
}
_REFUSED = own("their mail system refused it")
_REMEDY = own(
    "Please reach them by telephone or in Slack, and mend the address in the directory if it is wrong; "
    "what the letter said stands in this history."
)
_OUR_REMEDY = own("Please look after the desk's mailbox; what the letter said stands in this history.")


def why(status: str) -> Screened:
    """The reason behind an enhanced code (5.1.1), in our own words."""
    return _WHY.get(status) or _WHY.get(".".join(status.split(".")[:2]), _REFUSED)


def not_delivered(recipient: str, reason: Screened, *, to_desk: bool) -> Screened:
    """For staff: to whom, why, and what to do."""
    told = fill("A letter to {to} did not arrive: {why}.", to=restored(recipient), why=reason)
    return join(told, _OUR_REMEDY if to_desk else _REMEDY)


def came_back(recipient: str) -> Screened:
    """For the customer, in their thread in Slack."""
    return fill(
        "Our letter to {to} came back. Nothing is lost: the conversation goes on here, and support knows. "
        "If that address is not right any more, please tell us.",
        to=restored(recipient),
    )
