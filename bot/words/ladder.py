"""What is said of calls and web conferences: to staff who take the step, and to the customer (policy 9)."""

from __future__ import annotations

from guard import Screened, fill, join, own, restored
from tickets.ladder import Climb, Outcome, Rung

CALL = own("Call")
CONFERENCE = own("Web conference")
CALL_ME = own("Ask for a call")
ASKED_FOR = own("Asked for")
RUNG_WORDS = {Rung.CALL: own("a call"), Rung.CONFERENCE: own("a web conference")}
PLEASE = {
    Rung.CALL: own("Please call me."),
    Rung.CONFERENCE: own("Please invite me to a web conference."),
}
TITLES = {Rung.CALL: own("Call about"), Rung.CONFERENCE: own("Conference on")}

NUMBER = own("Number to call")
NUMBER_HINT = own("With country or area code; an extension behind x. It is kept as a number, not as words.")
LINK = own("Link of the web conference")
BEGUN = own("When did it begin?")
WHY = own("Why is this step needed? Only colleagues read it.")
OUTCOME = own("How did it go?")
OUTCOMES = {
    Rung.CALL: {
        Outcome.BEGUN: own("It is going on now"),
        Outcome.HELPED: own("We spoke, and it helped"),
        Outcome.GOES_ON: own("We spoke, the matter goes on"),
        Outcome.NOT_REACHED: own("Nobody was reached"),
    },
    Rung.CONFERENCE: {
        Outcome.BEGUN: own("It begins now"),
        Outcome.HELPED: own("We met, and it helped"),
        Outcome.GOES_ON: own("We met, the matter goes on"),
        Outcome.NOT_REACHED: own("Nobody joined"),
    },
}
RECORD = own("Record")

NUMBER_NEEDED = own("Please give one telephone number and nothing else, for example 812-555-0142 x7.")
LINK_NEEDED = own("Please give one address that begins with https://, and nothing else.")
WHY_NEEDED = own("Please say why; the reason stands in the ticket's history.")
BEGUN_WRONG = own("Please give a time within the last 24 hours, and not one to come.")

CLOCK_STAYS = own("The clock goes on: the customer has written after that began, and nobody was answered.")
NOT_REACHED_CLOCK = own("The clock goes on: nobody was reached.")


def title(rung: Rung, number: int) -> Screened:
    return fill("{title} #{number}", title=TITLES[rung], number=number)


def not_yet(rung: Rung, missing: int) -> Screened:
    """Why staff may not take the step yet."""
    if rung is Rung.CONFERENCE:
        return fill(
            "{count} first: a web conference comes after the telephone (policy 9).", count=_calls(missing)
        )
    return fill(
        "{count} first: the telephone comes after attempts in writing (policy 9).", count=_replies(missing)
    )


def recorded(rung: Rung, outcome: Outcome, name: str, *, visiting: bool) -> Screened:
    """What the desk reads when the step is recorded."""
    how = _HOW[rung, outcome]
    text = fill("{name} {how}; the step and its reason are in the history.", name=restored(name), how=how)
    straight = own("The customer is on a guaranteed visit, so no replies were needed before.")
    return join(text, straight) if visiting and rung is Rung.CALL else text


def told(rung: Rung, outcome: Outcome, number: int, link: str) -> Screened:
    """What the customer reads."""
    return fill(_TOLD[rung, outcome], number=number, link=restored(link))


def asked(rung: Rung, climb: Climb, missing: int) -> Screened:
    """What the customer reads when they ask for the step: that staff know, and what comes first."""
    known = _ASKED[rung]
    if missing and rung is Rung.CALL:
        first = fill(
            "{count} first, so please answer here what support asks.",
            count=_in_writing(missing),
        )
        return join(known, first)
    if missing:
        return join(known, own("A call comes first."))
    if climb.visiting and rung is Rung.CALL:
        return join(known, own("During your visit they may phone at once."))
    return join(known, own("They will tell you here."))


def _replies(count: int) -> Screened:
    return own("One more reply") if count == 1 else fill("{count} more replies", count=count)


def _in_writing(count: int) -> Screened:
    if count == 1:
        return own("One more reply in writing comes")
    return fill("{count} more replies in writing come", count=count)


def _calls(count: int) -> Screened:
    return own("One call") if count == 1 else fill("{count} more calls", count=count)


_ASKED = {
    Rung.CALL: own("I have told support that you would like to be called."),
    Rung.CONFERENCE: own("I have told support that you would like a web conference."),
}
_HOW = {
    (Rung.CALL, Outcome.BEGUN): own("phones the customer"),
    (Rung.CALL, Outcome.HELPED): own("spoke with the customer on the telephone, and it helped"),
    (Rung.CALL, Outcome.GOES_ON): own("spoke with the customer on the telephone, and the matter goes on"),
    (Rung.CALL, Outcome.NOT_REACHED): own("phoned the customer and reached nobody"),
    (Rung.CONFERENCE, Outcome.BEGUN): own("meets the customer in a web conference"),
    (Rung.CONFERENCE, Outcome.HELPED): own("met the customer in a web conference, and it helped"),
    (Rung.CONFERENCE, Outcome.GOES_ON): own("met the customer in a web conference, and the matter goes on"),
    (Rung.CONFERENCE, Outcome.NOT_REACHED): own("waited in a web conference and nobody joined"),
}
_TOLD = {
    (Rung.CALL, Outcome.BEGUN): "Support is phoning you now about ticket #{number}.",
    (Rung.CALL, Outcome.HELPED): "Support has spoken with you on the telephone about ticket #{number}.",
    (
        Rung.CALL,
        Outcome.GOES_ON,
    ): "Support has spoken with you on the telephone about ticket #{number}, and goes on with it.",
    (
        Rung.CALL,
        Outcome.NOT_REACHED,
    ): "Support phoned you about ticket #{number} and reached nobody. Write here when you can be reached.",
    (
        Rung.CONFERENCE,
        Outcome.BEGUN,
    ): "Support invites you to a web conference about ticket #{number}, now: {link}",
    (Rung.CONFERENCE, Outcome.HELPED): "Support has met you in a web conference about ticket #{number}.",
    (
        Rung.CONFERENCE,
        Outcome.GOES_ON,
    ): "Support has met you in a web conference about ticket #{number}, and goes on with it.",
    (
        Rung.CONFERENCE,
        Outcome.NOT_REACHED,
    ): "Support waited for you in a web conference about ticket #{number}: "
    "{link}. Nobody joined. Write here when it suits you.",
}
