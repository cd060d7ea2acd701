"""The words of a message that press for time."""

from __future__ import annotations

import re

from classifier.details.places import Place
from classifier.tables import either
from guard.page import Page

READ = 4_000
"""Characters of a text that are read."""


def find_urgency(text: str) -> Place | None:
    """The words that say that it is urgent; "not urgent" and "mark as urgent" do not."""
    page = _without(_without(Page.of(text[:READ]), _SPACE), _OTHERWISE)
    found = _PRESSING.search(page.text)
    return Place(page.index[found.start()], page.index[found.end()]) if found else None


def _without(page: Page, pattern: re.Pattern[str]) -> Page:
    return page.changed((found.start(), found.end(), " ") for found in pattern.finditer(page.text))


_SPACE = re.compile(r"\s+")
_PRESSING = either(r"""
    \basap\b|\ba\.s\.a\.p|\burgent(?:ly)?\b|\burgency\b
    \bimmediate(?:ly)? (?:help|attention|assistance|fix|action)
    \bneeds? (?:this |it |help |to be fixed |fixed |them )?(?:immediately|right now|right away|
        straight away|now)\b
    \bimmediately[.!]|\bright (?:now|away)[.!]|\bas soon as (?:possible|you can)\b
    \btime[- ](?:critical|sensitive)\b
    \bpatients? (?:are |is |is still )?(?:waiting|on the table|in the room|at risk)\b
    \bpatient (?:safety|care is)\b
    \b(?:at|to) a (?:complete )?(?:standstill|stand still|halt)\b|\bdead in the water\b|\bwork has stopped\b
    \b(?:can't|cannot|can not|cant|unable to) (?:do (?:any|our|their) )?work\b|\bnobody can work\b
    \b(?:we are|we're|i am|i'm|is|are|completely|totally) blocked\b|\bblocking (?:us|me|everyone|all|our)\b
    \bcritical(?:ly)?\b(?! care)|\bemergency!|\bthis is an emergency\b|\bhigh(?:est)? priority\b
    \btop priority\b
    \b(?:\w*surgeon|doctor|physician|clinic|surgery|operating room|or|er)s? (?:is |are )?waiting\b
    \bhelp!!|\bstat!|\bneed .{0,20}\bstat\b|\bfix (?:it|this) now\b|\bthis minute\b|\bwithin the hour\b
    \bso quickly please\b
    \bdeadline (?:is )?(?:today|tonight|in)\b
    \b(?:due|needed|discharged?|surgery|leaves?) (?:in|within) (?:an?|one|two|\d+|the next) (?:hours?|
        minutes?|min)\b
    \b(?:everyone|everybody|all (?:our |of our )?users|the whole \w+|nobody|no one|
        none of our \w+)\b[^.?!]{0,40}\b(?:down|
        stuck|can (?:log|work|dictate|sign|connect|open|reach)|cannot|can't)\b
    \b(?:system|platform|website|portal|everything) is (?:completely |totally )?down\b
""")
_OTHERWISE = either(r"""
    \bnot (?:at all |that |very |super |really |so |terribly )?(?:urgent|critical|pressing|
        time[- ]sensitive|an emergency)
    \bno (?:rush|hurry|urgency)\b[^.!]{0,30}|\bnon-?(?:urgent|critical)|\bnot (?:a )?high priority
    \b(?:mark|flag|set|tag|label|prioriti[sz]e|sort|filter|treat|send|dictate)\w*\b.{0,40}\b(?:as|to|by|for|
        the) (?:urgent|stat|critical|high priority)
    \burgent (?:care|jobs?|flag|reports?|dictations?|pool|queue|work ?types?|work|priority|ones)\b
    \bcritical (?:access|results?|value|update)
    \bemergency (?:department|room|line|mailbox|contact|number|phone|physicians?|medicine)\b
    \b(?:if|in case|when(?:ever)?) (?:the |our |your )?(?:whole |entire )?(?:system|platform|website|
        portal|everything)\b[^.!]{0,30}
""")
