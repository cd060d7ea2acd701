"""The table of observations about a text, in words fit for an explanation."""

from __future__ import annotations

import re
from typing import NamedTuple

from classifier.tables import any_of, either


class Observation(NamedTuple):
    """What is seen in a text, and how to see it in its cleaned words."""

    name: str
    pattern: re.Pattern[str]


_POLITE = any_of(r"""
    hi|hello|hey|please|pls|plz|kindly|can|could|would|will|you|someone|somebody|u|also|and|
    just
""")
_DEED = any_of(r"""
    add|remove|delete|reset|unlock|unblock|create|disable|enable|deactivate|activate|
    reactivate|reassign|assign|move|transfer|change|update|rename|set(?: up)?|resend|
    re-send|send|restore|extend|cancel|give|grant|revoke|merge|switch|turn (?:on|off)|
    import|export|upload|load|mark|take|put|issue|provision|close|archive|purge|swap|link|
    configure|install|schedule|book|copy|make|run|pull|recover|undelete|refund|migrate|
    rerun|reprocess|requeue|reroute|route|correct|fix up|replace|bump|raise|increase|lower|
    terminate|onboard|offboard|whitelist
""")

OBSERVATIONS: tuple[Observation, ...] = (
    Observation(
        "asks how, where or which",
        either(r"""
        \b(?:how (?:do|can|to|should|does|would|many|much|often|long|is|are|come)|where (?:do|
        can|is|are|does|would|in)|which|who (?:can|do|is|should)|when (?:do|does|is|are|will)|
        what(?:'s| is| are| does| do| happens| should)|whats)\b
    """),
    ),
    Observation(
        "begins by asking how, where or what",
        either(r"""
        ^(?:(?:hi|hello|hey|good \w+|all|team|there|quick|question|so|ok|um|also|
        and)\W+){0,4}(?:how|where|what|which|who|when|is there|are there|do (?:we|you|i)|does|
        can (?:i|we|a|an|the|one|users)|could (?:i|we)|is it|explain|tell me|difference)\b
    """),
    ),
    Observation(
        "asks for a guide",
        either(r"""
        \b(?:guide|tutorial|documentation|docs|manual|instructions|training video|article|
        walk ?through|cheat sheet|point me|help page|steps (?:to|for)|learn|explain|show me|
        best way|recommended|difference between|supposed to|new to)\b
    """),
    ),
    Observation(
        "asks what is possible",
        either(r"""
        \b(?:is it possible|is there (?:a|any|some)? ?(?:way|option|setting|how)|can (?:i|we|
        users?|a|an|the|one)\b|am i able|are we able|do(?:es)? (?:it|the|you|this|we|i|
        infracare)\b.{0,30}\b(?:support|allow|have|let|need))
    """),
    ),
    Observation("asks why", either(r"\b(?:why|how come|any idea|any reason)\b")),
    Observation(
        "says that something does not work",
        either(r"""
        fail|error|crash|fr[eo]ez|froze|\bstuck\b|\bbroke|\bbug\b|glitch|not work|n't work|
        \bwont\b|\bcant\b|\bdoesnt\b|can't|cannot|can not|unable|won't|wouldn't|isn't|aren't|
        doesn't|didn't|\bnot (?:load|show|open|play|send|print|sav|appear|arriv|deliver|upload|
        sync|respond|connect|receiv|gett|com|go|be|let)|stopped|missing|\bgone\b|\blost\b|
        disappear|vanish|\bblank\b|\bempty\b|garbl|\bwrong\b|\bslow|chopp|time[sd]? ?out|
        timeout|hang(?:s|ing)?\b|\bhung\b|spinning|nothing happens|reject|corrupt|duplicat(?:e|
        ed|es) (?:report|job)|kicks? me|kicked|logs? me out|no sound|no audio|silent|cut(?:s|
        ting)? (?:off|out)|refus|denied|invalid|unexpected|exceptionname|errorcode|statuscode|
        \bdown\b|offline|unreachable|unavailable|outage|does nothing|keeps? \w+ing|no longer|
        locked out|incorrect|mess(?:ed|ing) up|out of sync|delayed|never (?:arriv|came|show|got)
    """),
    ),
    Observation(
        "says it worked before",
        either(r"""
        \b(?:was working|worked (?:fine|yesterday|before|last|until|all)|used to work|
        since (?:the|this|yesterday|last|about|around|0|lunch|monday|tuesday|wednesday|thursday|
        friday|we|upgrad|updat)|stopped|no longer|anymore|any more|sudden|all of a sudden|
        until (?:today|yesterday|this)|after (?:the|last|today's|yesterday's) (?:update|upgrade|
        patch|release|maintenance)|yesterday|this morning|today)\b
    """),
    ),
    Observation(
        "shows an error text",
        either(r"""
        \berror\b.{0,40}\"|\"[^\"]{4,120}\"|errorcode|exceptionname|statuscode|codeblock|
        \berror(?: message| code)?:|\bsa(?:ys|id|ying)\b|\bpopup\b|\bpop-up\b
    """),
    ),
    Observation(
        "tells what was done and what then happened",
        either(r"""
        \b(?:when (?:i|we|he|she|they|you|users?|the)|after (?:i|we|click|press|log|open|hit|
        the)|every time|each time|whenever|tried|tries|clicked|pressed|rebooted|reinstalled|
        restarted|refreshed)\b
    """),
    ),
    Observation(
        "wishes for something new",
        either(r"""
        \b(?:would be (?:so |really |very |super )?(?:nice|great|good|useful|helpful|cool|
        awesome|amazing|handy|lovely)|it'd be|i'd be|wish(?:list)?|would love|'d love|
        love to (?:see|have)|like to see|feature|enhancement|suggest\w*|idea|any plans|
        any chance|roadmap|planning to|plans to|consider|in (?:the|a) future|would help|
        would save|support for|vote|improvement|missing an option|there should|should (?:have|
        be able|be possible|let|offer|show|allow|support|remember|default)|hope you|
        ever going to|one day|it needs|needs a|could use a|please (?:add|build|bring|make|
        give us|let)|can (?:you|we) (?:add|get|have|make|please (?:add|get|have))|could (?:you|
        we) (?:add|get|have|make)|let (?:us|users|me)|(?:really|badly) (?:need|want)|
        think about)\b
    """),
    ),
    Observation(
        "speaks of a part of the screen to add",
        either(r"""
        \b(?:add|have|get|make|build|want|need|be|with|had|offer)\b.{0,30}\b(?:button|option|
        shortcut|dark mode|theme|filter|column|widget|toggle|setting|view|chart|integration|api|
        plugin|version|notification|reminder|alert|field|checkbox|dropdown|mode|hotkey|
        export to|tab|dashboard|app for)\b
    """),
    ),
    Observation(
        "asks staff to do something",
        either(rf"""
        (?:^|[.!?;:,\n-] ?|\b(?:please|pls|plz|kindly|can you|could you|would you|will you|
        can u|can someone|could someone|need you to|need to have|want you to|i need|like you to|
        help me|go ahead and|we'd like to|i'd like to)\s)(?:{_POLITE}\s){{0,3}}{_DEED}\b
    """),
    ),
    Observation(
        "begins with a deed",
        either(rf"""
        ^(?:(?:{_POLITE}|team|there|all|good|morning|afternoon|support)\W+){{0,5}}{_DEED}\b
    """),
    ),
    Observation(
        "needs something done or issued",
        either(r"""
        \b(?:needs? (?:to be|a new|an?|access|their|his|her|my|the|0|to get|their)|
        need (?:access|my|our|a new|an?|the|0|two|three|to be|to have)|requesting|
        request (?:for|to)|would like to (?:order|request|have)|i'd like to (?:order|request|
        have)|looking to (?:add|order|purchase|get)|new (?:hire|user|doctor|provider|employee|
        physician|transcriptionist|clinic|site|author|account|starter)|starts (?:on|monday|next|
        tomorrow)|left the|no longer with|leaving|last day|resigned|retired|quote|invoice|
        license|licence|import|migration|project|onboarding)\b
    """),
    ),
    Observation(
        "says that it concerns everybody",
        either(r"""
        \beveryone\b|\beverybody\b|\bevery (?:single )?(?:user|site|clinic|doctor|one|office|
        location|facility|customer|hospital|workstation|author)|\ball (?:of )?(?:our |the |my |
        us|\d+ |0 )?(?:users|sites|clinics|doctors|docs|staff|of us|offices|locations|
        facilities|customers|hospitals|providers|transcriptionists|editors|physicians|authors|
        departments|jobs|servers)|\bwhole (?:company|hospital|clinic|system|site|network|
        practice|group|platform|thing|team|org\w*|place|department|floor|building|
        health system)|\bentire (?:\w+)|\bnobody\b|\bno ?one\b|\bno-one\b|\bnone of (?:our|us|
        the|my)|company-?wide|system-?wide|hospital-?wide|site-?wide|enterprise-?wide|
        network-?wide|\bacross (?:all|every|the board|our|the)|\beverywhere\b|\beverything\b|
        \bnothing (?:works|loads|is)|\bmultiple (?:sites|clinics|users|hospitals|customers|
        facilities|locations)|\ball (?:0|sites|three|four|five|of them)\b|\bany(?:body|
        one) else\b|\bdozens\b|\bhundreds\b
    """),
    ),
    Observation(
        "says that the system is down",
        either(r"""
        \b(?:system|systems|platform|servers?|sites?|website|portal|imc|infracare|service|
        everything|all|you|cloud|app|login|network|database|whole thing|it)\b.{0,25}\b(?:down|
        offline|unreachable|unavailable|dead|inaccessible)\b|\boutage|\bmajor incident|
        \btotal(?:ly)? (?:down|outage)|\bcomplete(?:ly)? (?:down|outage|dead)|\bhard down|
        \bdowntime\b|status page
    """),
    ),
    Observation(
        "concerns one person or one thing",
        either(r"""
        \b(?:my|i|i'm|i've|me|one user|a user|one of (?:our|my|the)|single|only (?:one|me|her|
        him|dr|on|this)|just (?:me|one|her|him|dr|this)|user \w+|dr\.? \w+|her|his|he|she|
        this job|longnumber)\b
    """),
    ),
    Observation(
        "says that others are fine",
        either(r"""
        \b(?:(?:everyone|everybody|others?|all others|colleagues?|co-?workers?|the rest|rest of|
        other users?|other \w+)\b.{0,25}\b(?:fine|ok|okay|works?|working|can|no problem|good)|
        only (?:me|on my|my|her|his|one|for me)|just me|for everyone else|fine for)\b
    """),
    ),
    Observation(
        "sounds urgent",
        either(r"""
        \b(?:asap|urgent\w*|emergency|immediately|critical|right (?:now|away)|stat|
        patients? (?:are )?wait|at a standstill|standstill|dead in the water|cannot work|
        can't work|severity|sev ?0|p0|priority|escalate|help!)
    """),
    ),
    Observation(
        "thanks or takes leave",
        either(r"""
        \b(?:thanks|thank you|thx|ty|tysm|cheers|appreciate|bye|goodbye|see you|good night|
        take care|have a (?:good|great|nice)|resolved|solved|works now|working now|all good|
        all set|never ?mind|nvm|ignore|sorry|got it|perfect|awesome|great job|sounds good|
        will do|no worries|you're welcome|np)\b
    """),
    ),
    Observation(
        "greets",
        either(r"""
        ^(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|yo|howdy|greetings|morning|
        hiya)\b
    """),
    ),
    Observation(
        "is only a greeting",
        either(r"""
        ^(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|yo|howdy|greetings|morning|hiya|
        sup)(?: (?:there|all|team|everyone|folks|bot|guys|support))?[ !.,:)]*$
    """),
    ),
    Observation(
        "makes small talk",
        either(r"""
        \b(?:lunch|coffee|weather|weekend|birthday|dinner|joke|song|music|movie|football|game|
        vacation|holiday|flight|traffic|parking|lol|haha|are you (?:a )?(?:bot|human|real|
        robot)|who are you|your name|how are you|what's up|whats up|congrat\w*|meeting|pizza|
        recipe|capital of|guitar|kids|dog|cat|stock|bitcoin|translate|poem|president|party|cake|
        donuts?|team)\b
    """),
    ),
    Observation(
        "speaks of the product",
        either(r"""
        \b(?:jobs?|reports?|dictat\w*|transcri\w*|templates?|work ?types?|imc|portal|queue\w*|
        pool|routing|route|author|editor\w*|upload\w*|audio|voice|recorder|recording|log ?in|
        login\w*|logon|password|account\w*|users?|fax\w*|ehr|emr|hl0|interface|deliver\w*|
        print\w*|stat|turnaround|macro\w*|pedal|player|playback|sign(?:ature|ed|ing)?|draft\w*|
        facilit\w*|clinic\w*|site|app|license\w*|export\w*|import\w*|invoice|client|infracare|
        mic\w*|headset|speech|note|notes|letter\w*|document\w*|line counts?|addend\w*|cc|
        patient\w*|physician|doctor|provider\w*|vpn|browser|server\w*|system|ticket\w*|admin\w*|
        roles?|permission\w*|group\w*)\b
    """),
    ),
    Observation(
        "asks about plans",
        either(r"""
        \b(?:any (?:plans?|chance|thoughts|intention)|(?:do|are) you (?:intend|plan|planning|
        going to|considering|have plans)|have you (?:ever )?(?:thought|considered)|when will\b|
        will there (?:ever )?be|ever going|one day|some ?day|might .{2,40} one day|
        on the roadmap|in the works|what if|is there a chance)\b
    """),
    ),
    Observation(
        "asks why something is not there",
        either(r"""
        \bwhy (?:isn't there|is there no|isnt there|can't (?:i|we|users|the)|cant (?:i|we)|
        do(?:es)?n't (?:you|it|the \w+) (?:have|offer|support|let|allow)|must (?:i|we)|do (?:i|
        we) have to)|there(?:'s| is) no (?:way|option|button|field|filter)\b
    """),
    ),
    Observation(
        "wonders whether something is right",
        either(r"""
        \b(?:how can (?:it be|that be|a|an|the|someone)|how is (?:it|that|this) possible|
        how come|is it normal|is (?:that|this) normal|is it right that|shouldn't|should it|
        should i still|supposed to be|is it me|is it only me|why (?:is|are|does|do|did|has|have|
        was|were)\b|since when)
    """),
    ),
    Observation(
        "names other software or the wide world",
        either(r"""
        \b(?:(?:ms |microsoft |in )?word\b(?! salad| list)|excel|outlook|powerpoint|google\b|
        gmail|youtube|netflix|whatsapp|facebook|instagram|tiktok|spotify|amazon|photoshop|
        python|javascript|wordpress|paypal|apple watch|alexa|siri|chatgpt|uber|twitter|linkedin|
        zoom|teams|dropbox|wifi at home|at home|bike|car\b|cake|recipe|cook\w*|bake|rice|egg\w*|
        dentist|daughter|son\b|wife|husband|brother|sister|mom|dad|mother|father|cat|dog|
        parents|neighbou?r|school|airport|train\b|hotel|restaurant|president|country|capital|
        city|planet|moon|year|feet|meters|miles|kilometers|degrees|english|french|italian|
        spanish word|spell(?:ed)?|stand for|calendar|christmas|thanksgiving|halloween|
        monday mornings?)\b
    """),
    ),
    Observation(
        "says that others have the same",
        either(r"""
        \b(?:same (?:everywhere|here|there|in (?:all|each|every|our|the)|for (?:all|every)|
        at (?:all|every|our|the)|story|thing)|(?:other|another|second|sister|neighbou?ring|next|
        two|three|both|all (?:our|my|the)?) ?(?:hospitals?|clinics?|sites?|campus(?:es)?|
        cit(?:y|ies)|towns?|states?|regions?|counties|county|offices?|
        groups?)\b.{0,40}\b(?:same|too|also|as well|likewise|see|tell|told|rang|called)|
        not a single (?:user|one|person|doctor)|evry user|every page|wherever|all of our|
        both campuses|any site|no product|any of your)\b
    """),
    ),
    Observation(
        "says that only a part is affected",
        either(r"""
        \b(?:one (?:of (?:our|the|my|\w+))|two of|three of|half of|some of|only (?:our|the|one|
        on|in|for|with|dr|at)|just (?:our|the|one|for|dr)|nobody but|the others?|other (?:sites|
        locations|users|numbers|products|practices)|a single|solely|alone|(?:is|are|work) fine|
        working normally|the rest)\b
    """),
    ),
    Observation(
        "asks for a price or a date to come",
        either(r"""
        \b(?:price|quote|cost|charge[ds]?|fee|invoice|schedule|book|appointment|training|
        trainer|onboarding|project|conversion|migration|as of|effective|from (?:monday|tuesday|
        wednesday|thursday|friday|the \d|next))\b
    """),
    ),
    Observation(
        "says what should be",
        either(r"""
        \b(?:should|shld|ought to|needs? (?:a|an|to be able|track|more|better)|could use|
        would (?:help|save|spare|be)|less|more|instead of|rather than|if (?:the|we|i|
        you) (?:could|had|were)|(?:let|allow) (?:us|users|me|admins|doctors|coordinators|
        authors)|perhaps you could|give us|bring back|separate|per[- ]\w+)\b
    """),
    ),
)
