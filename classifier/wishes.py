"""What a short message wants besides an answer: a person, nothing more, or just to say hello."""

from __future__ import annotations

import re

from classifier.features import straighten
from classifier.tables import each, either

LONGEST = 200
"""Characters beyond which a message is neither a thank-you nor a greeting."""


def wants_person(text: str) -> bool:
    """Whether the words ask for a human being, by voice or in writing."""
    words = " ".join(straighten(text).lower().split())
    return _PERSON.search(_DECLINED.sub(" ", words)) is not None


def wants_call(text: str) -> bool:
    """Whether the words ask to be telephoned."""
    words = " ".join(straighten(text).lower().split())
    return _CALL.search(_DECLINED.sub(" ", words)) is not None


def wants_conference(text: str) -> bool:
    """Whether the words ask to meet in a web conference."""
    words = " ".join(straighten(text).lower().split())
    return _CONFERENCE.search(_DECLINED.sub(" ", words)) is not None


def wants_ticket(text: str) -> bool:
    """Whether the words ask for a ticket and say nothing of what it is about."""
    return _TICKET.fullmatch(" ".join(straighten(text).lower().split())) is not None


def asks_for_help(text: str) -> bool:
    """Whether the words call for help and say nothing of what with."""
    return _HELP.fullmatch(" ".join(straighten(text).lower().split())) is not None


def is_acknowledgement(text: str) -> bool:
    """Whether the words thank, confirm or take leave, and want nothing; False when in doubt."""
    words = " ".join(straighten(text).split())
    return "?" not in words and _made_of(words, _ACCEPTING, _BESIDE_THANKS)


def is_greeting(text: str) -> bool:
    """Whether the words greet and say nothing else yet; a question mark after "hello" does no harm."""
    return _made_of(" ".join(straighten(text).split()).replace("?", " "), _GREETING, _BESIDE_GREETINGS)


def _made_of(words: str, wanted: tuple[re.Pattern[str], ...], beside: tuple[re.Pattern[str], ...]) -> bool:
    """Whether such phrases use the words up, at least one wanted among them, and at most one name."""
    at, found, names = 0, False, 0
    while at < len(words) <= LONGEST:
        hit = _longest(wanted, words, at)
        end = max(hit, _longest(beside, words, at))
        if end == at and (glue := _GLUE.match(words, at)):
            end = glue.end()
        if end == at and found and not names:
            end, names = _past_name(words, at), 1
        if end == at:
            return False
        at, found = end, found or hit > at
    return found and len(words) <= LONGEST


def _longest(phrases: tuple[re.Pattern[str], ...], words: str, at: int) -> int:
    return max((match.end() for phrase in phrases if (match := phrase.match(words, at))), default=at)


def _past_name(words: str, at: int) -> int:
    match = _NAME.match(words, at)
    return match.end() if match and match.group().lower() not in _NO_NAMES else at


_POLITE = r"(?:hi|hello|hey|please|pls|plz|kindly|thanks|thank you|asap|now|urgently|[ ,.!?])*"
_TICKET = re.compile(
    rf"{_POLITE}(?:(?:i|we) (?:want|need|would like|wish|have)(?: to)? |(?:can|could) (?:you|i|we) |"
    r"let me |i'd like(?: to)? )?(?:open|create|raise|file|log|submit|make|start|get|have)? ?(?:me |us )?"
    rf"(?:an? |another |new |my |the )*(?:support )?(?:ticket|case)(?: for (?:me|us|this))?{_POLITE}"
)
_HELP = re.compile(
    rf"{_POLITE}(?:(?:i|we) (?:really )?(?:want|need|could use)(?: some)? |"
    r"(?:can|could) (?:you|someone|anyone|somebody) )?(?:help|support|assistance)(?: me| us)?(?: out)?"
    rf"(?: with something)?{_POLITE}"
)
_GLUE = re.compile(r"(?:[\s,.!;\-()*~_\"'…/&+]|:(?![\w+]))+|<3")
_NAME = re.compile(r"(?:[Dd]r\.? )?[A-Z][a-z]{1,15}(?: [A-Z][a-z]{1,15})?\b(?! [a-z])")
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        "but still not now however it the job jobs no why what when also and please can could is are again"
        " error this that same yes wait hold one another next question",
    )
)

_CALL_ROWS = r"""
    # a call
    \b(?:can|could|would|will|have|want|need|let|ask|like) (?:(?:you|u|someone|somebody|anyone|anybody|
        one of you|a person|a human|a real person|a technician|a tech|an agent|your team|support|staff|
        please|kindly|pls|to|for|from support|from your team|just|guys) ){1,4}(?:call|phone|ring) (?:me|
        us)\b
    (?:^|[.!?,;] ?|please |pls |plz |kindly |just |so )(?:call|phone|ring) (?:me|us)\b(?! (?:an?|the|
        crazy|by)\b)
    \b(?:give|gimme) (?:me|us) an? (?:quick )?(?:call|ring|buzz|callback|phone call)\b
    \bcall ?back (?:please|pls|plz|requested|needed|asap)\b|\b(?:request(?:ing)?|want|like|schedule|
        arrange|need) an? (?:call[ -]?back|phone call)\b(?! (?:feature|function|number|field|option|
        queue))
"""
_CALL = either(_CALL_ROWS)
_CONFERENCE = either(r"""
    \b(?:want|need|like|schedule|arrange|set up|have|do|start|join|try|prefer|propose|suggest|over|on|
        in|via|by) (?:please |me |us |to |have |do |start |you |a |an |the |another |quick |
        short ){0,5}(?:web ?conference|
        web ?conf|video ?(?:call|conference|chat|meeting)|remote session|
        screen[ -]?shar(?:e|ing)(?: session)?|
        (?:zoom|teams|webex|google meet|gotomeeting)(?: call| meeting| session)?)\b(?! (?:feature|function|
        button|option|error|fails?))
    \b(?:can|could|may|shall|would) (?:we|you|i|someone|somebody) (?:please |kindly |just )?(?:zoom|
        share (?:my|our|your|the) screen|screen[ -]?share|meet online)\b
""")
_PERSON = either(
    _CALL_ROWS
    + r"""
    # talking to somebody
    \b(?:talk|speak|chat|connect me|transfer me|put me through|pass me|hand me over|
        forward me)(?: on| over)? (?:to|with) (?:an? |the |some |your |one of your |another )?(?:real |
        actual |live |human |living |support |technical |customer service |different )*(?:humans?|
        human beings?|persons?|people|agents?|rep(?:resentative)?s?|operators?|technicians?|techs?|
        staff|colleagues?|supervisor|manager|someone|somebody|anyone|anybody|support|you guys|team|
        team member|specialist|
        one of you)\b(?! (?:service|role|account|page|portal|list|report|queue|software))
    \b(?:get|give|find|send|bring|assign) me (?:an? |the |some |your )?(?:real |actual |live |human |
        support )*(?:human|person|agent|rep|representative|operator|technician|tech|supervisor|manager|
        human being|someone|somebody)\b
    \b(?:escalate|hand|pass|forward|route|transfer) (?:this |it |me |my (?:case|ticket|issue|
        problem) )?(?:over )?to (?:an? |the |some |your )?(?:real |actual |live |human |
        support )*(?:human|person|agent|rep|representative|operator|technician|tech|supervisor|manager|
        someone|somebody|staff)\b
    \b(?:want|need|prefer|like|looking for|have|get|reach|contact) (?:to (?:reach|contact|get|have|
        see) )?(?:an? |the |some )?(?:real|actual|live|human) (?:human|person|people|agent|
        representative|rep|operator|technician|being|help|support|answer|contact|assistance)\b
    \b(?:want|need|prefer|get|reach|contact) (?:to (?:reach|get|see) )?an? (?:human|person|
        representative|agent|operator|technician|supervisor|manager)(?= (?:please|pls|plz|now|here|
        to (?:help|look|call|answer|contact|take))\b|[ !.]*$)
    # getting in touch
    \b(?:can|could|would|please) (?:someone|somebody|anyone|you|a person|
        a human)(?: please| from \w+)? (?:reach out to|contact|get in touch with|get back to) (?:me|us)\b
    \bhave (?:someone|somebody|a (?:person|human|technician|tech|colleague)) (?:look|help|call|contact|
        take over|reach)\b
    # bare wishes
    ^(?:ok |okay |no |sorry |please |pls |just )*(?:an? |the )?(?:real |actual |live |human )*(?:human|
        human being|person|people|agent|operator|representative|rep)(?:,? (?:please|pls|plz|now|
        asap))*[ !.?]*$
    \b(?:real|actual|live) (?:person|human|agent|representative|people) (?:please|pls|plz|now|here)\b
    # people rather than machines
    \b(?:is|are) there (?:(?:an?|any|some|real|actual|live|human) )*(?:humans?|persons?|people|someone|
        somebody|anyone|anybody|agents?) (?:here|there|i can|i could|we can|to (?:talk|speak|chat|help)|
        who can|that can|available|real)\b
    \b(?:not (?:with |to )?(?:a|this|some)|no more|stop (?:the|this)|without (?:the|a|this)|
        tired of (?:the|this)|instead of (?:a|the|this)|rather than (?:a|the|this)) (?:stupid |dumb |
        damn |useless |silly )?(?:bots?|robots?|machine|chat ?bot)\b
    ^no (?:bots?|robots?)\b
    \bactual humans?\b|\bhuman (?:help|support|assistance)\b
"""
)
_DECLINED = either(r"""
    \b(?:no need (?:to|for)|(?:don't|do not|dont|doesn't|didn't|did not|never|needn't) (?:need|want|
        have|wish|ask|asked|call|phone|contact|bother)|without (?:having|needing|talking|speaking|
        calling))\b[^.!?;]{0,60}
    \bno (?:human|person|call|callback|phone call) (?:is )?(?:needed|necessary|required)\b
    \b(?:she|he|they|dr\.? \w+|doctors?|physicians?|patients?|users?) (?:wants?|needs?|would like|tried|
        tries|cannot|can't|is trying) to (?:talk|speak)\b[^.!?;]{0,60}
""")

_ACCEPTING = each(r"""
    (?:many |much |ok |okay |great |perfect |big )?(?:thanks|thanx|thnx|thx|ty|tysm|tyvm|cheers|kudos)
    (?:thank|thnk) (?:you|u|ya)
    (?:i |we )?(?:really |much |do |very much )?appreciated?(?: it| that| the help| your help| you)?
    (?:that's |thats )?much appreciated
    ok|okay|okey|k|kk|oki|alright|all right
    (?:great|perfect|awesome|excellent|wonderful|super|cool|nice|lovely|fantastic|brilliant|amazing|
        terrific)
    (?:great|good|nice|awesome|amazing) (?:job|work|stuff|news|service|support|help|one)
    (?:i )?(?:got it|gotcha|understood|noted|makes sense|that makes sense|i see|fair enough|will do|
        roger that|roger)
    copy that|good to know|sounds good|sounds great
    (?:that's|that is|thats|that was|this is|it's|it is|its|it was) (?:it|all(?: (?:i|we) needed)?|
        everything|perfect|great)
    (?:that's|that is|thats|that was|this is|it was) (?:very |really |so )?(?:helpful|awesome|good|fine|
        fast|quick|useful)
    (?:that's|that is|thats|that was|this is) (?:exactly )?what (?:i|we) (?:needed|wanted|was looking for)
    (?:that|this|it) (?:did (?:it|the trick)|worked|helped|helps|works|solved it|fixed it|answers (?:it|
        my question))
    (?:that|this|it) (?:solved|fixed|resolved) (?:my|the|our) (?:problem|issue)
    (?:that|this|it) answered my question
    (?:that's|that is|this is|it's|it is|its|everything is|everything's|all is|all|we're|we are|i'm|
        i am) (?:working|fixed|solved|resolved|good|fine|sorted|up and running|set)(?: (?:again|now|
        fine|for me|for us|here))*
    (?:it |everything |all |that )?works(?: (?:now|again|fine|great|perfectly|like a charm|for me|for us))+
    (?:it's |it is |its |everything is |back and )?working(?: (?:now|again|fine|great|perfectly))+
    good to go
    (?:(?:problem|issue|question|ticket|case)(?: is| was)? )?(?:solved|resolved|sorted|answered)
    (?:you can |you may |feel free to |please |pls |we can )*(?:go ahead and )?close (?:this|it|
        the ticket|the case|my ticket|this ticket|this one)(?: now| out)?
    (?:i have |there are |we have )?(?:no (?:more|further|other) questions|nothing (?:else|more|further))
    (?:i'll|i will|we'll|we will|will) (?:try|check)(?: (?:that|it|this|it out|that out))?(?: (?:later|
        tomorrow|today|now|first thing))*
    (?:have|enjoy) (?:a |an |your |the )?(?:good |great |nice |lovely |wonderful |happy )?(?:day|
        evening|night|one|weekend|week|rest of (?:the|your) day)
    bye|bye bye|goodbye|see you|see ya|take care|good night|ttyl
    (?:you |you guys |you all )?(?:rock|are the best|are awesome|are great|saved (?:me|my day|us)|
        made my day)
    you're (?:the best|awesome|great|a lifesaver|a star)
    no worries|no problem|np|never ?mind|nvm|forget it|(?:ignore|disregard|scratch) (?:that|this|it)
    :(?:\+1|thumbsup|ok_hand|pray|clap|tada|heart|smile|slightly_smiling_face|white_check_mark|
        raised_hands|100|star|blush|grinning|wave|rocket|partying_face):
    :(?:heavy_check_mark|smiley|muscle|sunglasses|fire|relaxed|sparkles|green_heart|blue_heart|ok|
        hugging_face):
    [👍👌🙏👏🎉❤✅✔😊🙂😀😁😃😄💯🙌⭐🥳🤝💪]
    [🆗☺😎🔥🚀💙💚💛🧡💜♥🤗😅]
""")
_BESIDE_THANKS = each(r"""
    (?:so|very|a) (?:much|lot|bunch|ton|million)|so very much|loads|heaps|a million|tons|alot
    (?:for|with) (?:(?:all|the|your|that|this|you|letting|me|us|my|such|a|quick|fast|prompt|great|super|
        kind|so|very|both) ){0,5}(?:help|helping|reply|response|support|answer|fix|info|information|
        assistance|time|patience|update|turnaround|everything|link|heads up|clarification|explanation|
        checking|know|that|this|it|guidance|tip|advice|article)(?: (?:me|us|today|again))?
    for (?:getting back|looking into (?:it|this|that)|taking care of (?:it|this|that))(?: to me| to us)?
    so (?:quickly|fast|promptly)
    again|now|then|everyone|everybody|all|team|guys|folks|support|indeed|too|anyway|just|and|yes|yep|
        yeah|oh|ah|well
    for now|today|sir|maam|ma'am|my friend|buddy|mate|bot|y'all|both|you too|very helpful|super helpful|
        quickly|fast|lol
    (?:with )?(?:kind|best|warm)? ?regards|sincerely|best|in advance|all of you|you all|indeed it is|
        that was (?:quick|fast)|you guys
    <@[^>\s]{1,60}>|@[\w.-]{1,40}
    :skin-tone-\d:|[️\U0001f3fb-\U0001f3ff‍]
""")
_GREETING = each(r"""
    (?:hi+|hello+|hullo|hey+|heya|hiya|howdy|yo|greetings|salutations|g'day|gm|morning|mornin|hola|
        bonjour|aloha|sup)
    good (?:morning|afternoon|evening|day)|guten (?:morgen|tag)|happy (?:monday|tuesday|wednesday|
        thursday|friday)
    (?:what's|whats) up
    :wave:|👋
""")
_BESIDE_GREETINGS = each(r"""
    there|all|team|everyone|everybody|folks|guys|support|bot|friends|people|infracare|again|to (?:you|
        all|everyone)|y'all|you
    sir|madam|dear|and
    (?:is )?(?:anyone|anybody|someone|somebody) (?:there|here|around|home|awake)
    (?:are )?you (?:there|around|here|awake)
    how (?:are|r) (?:you|u|things|y'all|we)(?: (?:doing|all|today|this morning|going))*|how's it going|
        how do you do
    nice to meet you|long time no see|hope (?:you are|you're|everyone is|all is|you all are) (?:well|
        fine|good|doing well)
    (?:i have |i've got |i got |just |one |a |got )*(?:quick |small |short |little |
        another )*question(?: for you)?
    can i ask (?:you )?(?:something|a (?:quick )?question)
    (?:i need |need )?(?:some )?help|(?:can|could) (?:you|someone|anyone|somebody) help(?: me)?
    <@[^>\s]{1,60}>|@[\w.-]{1,40}
    :[a-z_]{2,30}:|[️\U0001f3fb-\U0001f3ff🙂😊😀☀🌞]
""")
