"""Wordings by which an error message is told from what people say around it."""

from __future__ import annotations

import re

from classifier.tables import any_of, either

FAULT = either(r"""
    errors?|fail(?:s|ed|ing|ure)?|exception|unable|invalid|denied|expired|expires|expire|unavailable|
        cannot|can't
    could(?: not|n't)|refused|rejected|prohibited|incorrect|malformed|unrecogni[sz]ed|illegal|revoked
    (?:was|were|is|are|has|have|had|be|been|did|does|do|will)(?: not|n't)\b
    not (?:found|allowed|permitted|authori[sz]ed|supported|available|respond(?:ing)?|valid|exist|accepted|
        enough|reach\w*|connected|ready|loaded|running|registered|recogni[sz]ed|configured|installed|enabled|
        assigned|
        a member|a valid|defined|complete|match\w*|signed|licen[cs]ed|implemented|initiali[sz]ed)
    time[sd]?[ -]?out|forbidden|missing|corrupt(?:ed)?|damaged|unreadable|unexpected|unknown|aborted|
        terminated
    exceed(?:s|ed)|locked|disabled|lost|stopped|crash(?:ed)?|broken|suspended|blocked|deactivated|
        exhausted|discarded|truncated|declined|not possible|cancel?led|disconnected|incomplete
    too (?:large|long|many|short|big|small|old|few|low|high)|unsupported|mismatch|does not match|duplicate
    conflict|went wrong|interrupted|offline|try(?:ing)? again|retry(?:ing)?|out of (?:range|memory|space|
        date|sync)
    (?:disk|memory|storage|queue|drive|card)(?: is)?(?: almost)? full|insufficient|low (?:disk|memory|
        battery)
    in use|being used|busy|already (?:exists|open|running|signed|assigned|taken|used|registered|
        installed)|no longer|stale
    no (?:such|valid|audio|device|connection|response|signal|route|licen[cs]e|permissions?|access|matching|
        internet|network|network|microphone|recording|data|disk|space|card|default|free|network|active|
        result)
    required|mandatory|bad (?:gateway|request)|internal server|0x[0-9a-f]{4}|\b[45]\d\d\b|IW-\d
    ^no (?:answer|results?|sound|signal|input|record\w*|account|user|author|speech|file|session|server|
        reply|host)\b|\bnot \w+ed\b
    un(?:reachable|authori[sz]ed|handled|caught|registered|defined|resolved|trusted)|violation|fatal
    warnings?|paused|quota|limit reached|password (?:has|will)|must (?:be|change|have)
    fehler(?:haft)?|verweigert|nicht (?:gefunden|verf\w+gbar|erreichbar)|abgelaufen|erreur|expirée?|refusée?
    introuvable|échou\w+|impossible de|no se pudo|no encontrado|denegado|caducad[oa]
    (?:konnten?|kann|wurden?|ist|sind) nicht|ungültig\w*|fehlgeschlagen|n'(?:a|est|existe) pas|ne peut pas
    no (?:existe|puede)|inválid[oa]|non (?:è|trovat[oa]|riuscit[oa]|disponibile)|impossibile|
        niet gevonden|mislukt
""")
"""Words of error messages; few of them tell one where nothing else does."""

MACHINE = either(r"""
    \b(?:is|are|was|were|has been|have been|could|can) (?:not |been )?(?:denied|registered|found|
        available|valid|
        supported|expired|locked by|in use|being used|recogni[sz]ed|installed|located|loaded|opened|
        initiali[sz]ed|
        reached|read|written|allowed|permitted|accepted|authori[sz]ed|rejected|terminated|corrupt(?:ed)?)\b
    \b(?:fatal|critical|unexpected|unknown|unhandled|internal|runtime|system|network|general) (?:error|
        exception|
        failure)\b
    ['"`][^'"`\n]{1,60}['"`][^.\n]{0,30}\bnot\b
    [\w)] failed:|\bfailed (?:with|to (?:load|initiali[sz]e|parse|bind|start|execute|allocate|decode|
        render))\b
    \b(?:returned|produced|delivered) (?:no|an? (?:invalid|error|empty|unexpected)|null)\b
    \bhas (?:expired|stopped working|timed out)\b|\bno such (?:file|user|host|table|column)\b
    \b(?:access|permission) (?:is )?denied\b|\b(?:connection|request|session|operation) (?:timed out|expired|
        refused|reset|aborted|failed)\b
""")
"""Sentences of programs rather than of people."""

PERSONAL = either(r"""
    \b(?:i|i'm|i've|we|we're|we've|my|our|ours|us|me|he|she|they|his|her|their|hers|you guys|please|pls|
        thanks|
        anyone|somebody|someone|everyone|everybody|nobody|colleagues?|since|today|yesterday|tomorrow|
        this morning|
        again|still|dr\.?|doctor|users?|typists?|nurse|patients?|help)\b
    \?
""")
"""Words of people rather than of programs."""

OWN_TROUBLE = either(r"""
    \W*(?:still )?(?:can't|cannot|can not|cant|could not|couldn't|unable to|not able to|failed to|
        does not|doesn't|
        won't|is not|isn't|not)\b (?:\w+ )?(?:log|sign|open|access|hear|see|print|play|find|send|dictate|
        upload|save|
        edit|get|do|work|use|view|search|reach|export|import|finish|download|type|submit|attach|delete|add|
        working|possible|able|to|edit|receive|read|reset|change|connect|load|start|create|move|assign|
        record)\b
    (?-i:cannot|can't|cant|can not|won't) \w+
""")
"""How people tell of their own trouble: no message stands there."""

LABEL_WORDS = r"""
    templates?|folders?|buttons?|called|named|groups?|queue|pools?|fields?|work ?types?|titled|options?
    tabs?|rules?
    click(?:ed|ing|s)?(?: on)?|press(?:ed|ing|es)?|select(?:ed|ing|s)?|chose|choose|choosing
    file(?:name)?s?|report
    menu|section|page|view|users?|facility|macro|type[ds]?|typing|entered|enter|search(?:ed|ing)? for
    label(?:l?ed)?
    renamed?|to|article|setting|checkbox|role|column|link|hit|hitting|tick(?:ed)?|from|under
    into|in|untick(?:ed)?|uncheck(?:ed)?|speciality|drop-?down
    open(?:ed)?|for|document type|list|the word|words?|name|phrase|command|dictated?
    (?:must|to|could|should|can) say
"""
LABEL = re.compile(rf"\b{any_of(LABEL_WORDS)}\s*[:=]?\s*$", re.I)
"""Before a quotation: it names a thing on the screen, no message."""

LABEL_AFTER = either(r"""
    \s?(?:buttons?|templates?|fields?|queue|pool|groups?|folder|tab|options?|menu|column|box|link|rule|
        work ?type)\b
    \s?(?:report|page|setting|checkbox|macro|role|list|view|key|icon|section|sign|mode|feature|facility)\b
""")

_TELLING = r"""
    errors?|messages?|msg|says?|said|saying|pop-?ups?|dialog(?:ue)?|warnings?|alerts?|shows?|showing
    shown|showed|with
    gets?|getting|got|had|display(?:s|ed|ing)?|read(?:s|ing)|throws?|threw|return(?:s|ed|ing)?|sees?|saw|
        seeing
    answer(?:s|ed|ing)?|respond(?:s|ed)?|repl(?:y|ies|ied)|receiv\w{1,4}|tell(?:s|ing)? (?:me|us|him|her|
        them)
    told(?: (?:me|us|him|her|them))?|toast|balloon|bubble|tooltip|remark|note
    complain(?:s|ed|ing)?(?: (?:about|of))?|gives?(?: me| us)?|gave(?: me| us)?|banner|prompts?|states?
    stating|(?:message|error|pop-?up|warning|note|box)s? (?:that )?
        (?:i|we|he|she|they|nobody)(?:'ve|'s| have| has| had)?
        (?: never| not| ever)?(?: seen| saw| know| knew| understand| met)(?: before)?
    appears|appeared|popped up|pops up|came up|comes up|came back|result|reason|outcome|output
    notice|flash(?:es|ed)?|ended in|ends in|nothing but|faile?[ds]?|failing|rejected|it just|keeps on|log
    (?-i:reports?)|wrote|writes|prints?|printed|claims?|insists?|goes|greeted (?:by|with)|reads|notification|
        stuck (?:at|on)
"""
_FILLERS = (
    r"as|an?|the|this|me|us|him|her|them|that|about|only|just|is|was|error|message|saying|in red|red|"
    r"yellow|it|of|"
    r"code|text|again|now|then|up|back|with|says|reads|on screen|something like|like|there|and|or|my|"
    r"our|big|"
    r"small|little|windows|pop-?up|given|every|time|always|reading"
)
_ENDS = rf"(?:[ \t:,=(-]+(?:{_FILLERS})){{0,5}}[ \t\n:,=(-]*$"
TELLS = re.compile(rf"\b{any_of(_TELLING)}{_ENDS}", re.I)
"""Before a quotation: it is told as a message."""

HINTS = re.compile(rf"\b(?:box|window|screen|line|text|status|log|page|display|bar){_ENDS}", re.I)
"""Before a quotation: it may be told as a message, or a thing on the screen is named."""

TELLS_AFTER = either(r"""
    \s?(?:error|message|pop-?up|warning|exception|dialog|alert|banner|notice|notification|toast|prompt)\b
    ,?\s(?:pops?|popped|popping|comes?|came|coming|shows?|showed|shown|flash(?:es|ed)|appear(?:s|ed|
        ing)?)(?: up)?\b
    ,?\s(?:is|was|keeps|kept) (?:displayed|shown|coming|popping|appearing|all|what)\b
    ,?\s(?:it|the (?:\w+ )?(?:app|system|screen|message|portal|editor|client|recorder|server)) (?:says|
        said|reads)\b
""")
"""After a quotation: it was a message."""

_SUBJECTS = r"""
    it|that|which|system|portal|imc|editor|apps?|client|agent|recorder|software|player|program(?:me)?|
        just|keeps?
    always|only|then|and|site|server|logs?|status|now|uploader|browser|line|page|screen|window|box|
        dialog(?:ue)?|pop-?up
    banner|message|msg|warning|alert|notice|notification|toast|display|phone|tool|installer|setup|wizard|
        plug-?in
    interface|api|console|printer|device|pedal|headset|mic(?:rophone)?|database|job|upload|login|form|
        field|result
    reply|response|answer|thing|machine|computer|pc|laptop|windows|word|outlook|excel|chrome|edge|firefox|
        citrix|vpn
    prompt|bar|icon|footer|header|tab|menu|one|mail|note|remark|text|reason|output|export|import|search|
        spell ?check
"""
_SAYS = (
    r"(?:says?|saying|said|reads|reading|stat(?:es|ing)|tells (?:me|us|her|him|them|you)|"
    r"telling (?:me|us|her|him|them)|told (?:me|us|her|him|them)|complain(?:s|ed|ing) (?:about|of|that)|"
    r"insist(?:s|ed)|warn(?:s|ed|ing)(?: (?:me|us|him|her|them))?|pops? up with|"
    r"popped up with|"
    r"comes up with|came up with|came back with|comes back with|greets (?:me|us) with)"
)
_LEADING = rf"""
    \berror(?: message| text| msg| description)?(?: (?:is|was|reads|says|said|saying|states|(?:i|we|
        they) (?:get|see) is|
        shown is|displayed is|given is|that (?:says|reads)|which says))?(?:: ?| - | = )
    \berror(?: message| text| msg)? (?:is|was|reads|says|said|saying|stating|states|(?:i|we) (?:get|see) is|
        that (?:says|reads)|which says) (?:that )?
    \b(?:message|msg|pop-?up|dialog(?: box)?|banner|warning|alert|notice|notification|window|screen|toast|
        box|
        bubble|text|note|remark)(?: (?:reads|says|said|saying|reading|
        stating|states|telling (?:me|us)|that (?:says|reads|said)|which (?:says|reads)|appears|comes up|
        pops up)){{1,2}}[ :,-]{{1,3}}(?:that )?
    \b(?:message|msg|text|warning|notification|response|answer|reply|result|reason(?: given)?|outcome|
        output|remark)(?: is| was)? ?(?:something like|like|as follows|this|the following)?: ?
    \b(?:message|msg|text|warning|error|notification|answer|reply|
        reason)(?: is| was) something like (?:that )?
    \b(?:the|a|an?) (?:error )?(?:message|warning|notice|notification|pop-?up) that (?!(?:reads?|says?|
        said|states?|shows?|tells|comes|appears|pops|i|we|you|he|she|they)\b)
    \b(?:event ?(?:viewer|log)|(?:status|title) bar|status line|console|syslog|stderr|log ?(?:file|entry|
        line)?)(?: only| just)?(?: shows?| says| has| contains| reads)?:[ \n]{{1,2}}(?=(?-i:[A-Z]))
    \b(?:line|message|warning|banner|notice|notification|box|pop-?up)(?: just| only| always|
        still)? (?:flashes|appears|blinks|scrolls|remains|stays|follows|pops|comes|
        came)(?: up| by| past| briefly| back| again| the same)*: ?
    \b(?:message|msg|text|warning|notification|error) (?:remains|stays|is still|was still)(?: the same)?: ?
    \b(?:message|mail|note|notification|warning|alert|notice) (?:from|by|in|
        on) [^:\n\"]{{3,40}}: (?=(?-i:[A-Z]))
    \b{any_of(_SUBJECTS)}(?: (?:just|only|now|then|always|keeps?|still|simply|even|constantly|sometimes|
        suddenly|has|kept)){{0,2}} {_SAYS}[ :,]{{1,3}}(?:something like |that |me |us )?
    (?:^|[\n.!?,;] ?)(?:just |always |only |keeps |now )?(?:says|saying|reads|
        keeps saying)[ :]{{1,3}}(?:that )?
    \b(?:fails?|failed|failing|rejected|crashe[sd]|crashing|errors? out|stops?|stopped|quits?|aborts?|
        aborted|dies|died|refused|
        bounces?|bounced|closes|closed|exits?|exited|ended|ends?)(?: again| (?:by|at|from|in|
        on) (?:\w+ ){{1,3}}?(?=with))? ?with(?: (?:an?|the|this|
        message|error|
        code|following|reason|status)){{0,4}}[ :]{{1,3}}(?!errors?\b)
    \b(?:(?:get|gets|got|getting|see|sees|saw|seeing|receive[sd]?|receiving)(?: (?:the following|this|
        only|back|now))?|
        which (?:says|reads)|complains|replies|answers|responds|reports|log says|result is|output is)(?:|
        (?: error| message)):[ \n]?(?=(?-i:[A-Z0-9\"'`]))
    \b(?:get|gets|got|getting|see|sees|saw|seeing|with|rid of|displays?|shows?|showing|received?|
        throws) (?:an? |the |
        this )?(?:\w+ )?(?:message|text|warning|notice|notification) (?!(?:that|when|if|on|in|from|
        about|saying|says|
        said|which|again|after|every|at|and|but|is|was|for|to|while|as|until|since|each|of|or|code|box|
        window|every|
        reads?|pops|comes|appears|telling|states|stating|with|now|then|today|like|something)\b)(?=\w)
"""
LEAD = re.compile(
    r"(?:(?:^|(?<=[\n(])|(?<=[.!?;,] ))"
    r"(?P<kept>(?:error|err|fatal|critical|warning|fehler|erreur)(?: code)?: ?)|"
    rf"{any_of(_LEADING)})[\"'`]?",
    re.I,
)
"""What an error message follows right away; ``kept`` belongs to it."""

WEAK_LEAD = either(r"""
    \b(?:it|app|system|portal|editor|client|recorder|screen|program|server|api|software|page|site|
        installer|display|
        interface|database|uploader|printer|log|which|that|and|just|only|always|keeps|then) (?:just |
        only |now |always |
        simply |still |keeps )?(?:wrote|writes|writing|shows?|showing|showed|displays?|displaying|
        displayed|reports|
        reporting|prints|answers|answered|answering|responds|responded|replies|replied|returns|returned|
        returning|
        throws|threw|throwing|spits out|gives(?: me| us)?|gave(?: me| us)?|
        giving(?: me| us)?)(?: with| back)? (?:an? |the )?
    \b(?:get|gets|got|getting|receive|receives|received|receiving) (?:back |an? |the |this )?
    (?<=\w): (?=[^\W\d_]|\d{3})
    (?<=[\w)\"']) (?:-{1,2}|–|—) (?=[^\W\d_])
    (?<=\w)\. (?=[A-Z])|(?<=\n)(?=[A-Z])
""")
"""What an error message may follow if it sounds like one."""

SOUNDS = either(r"""
    (?:unable to|failed to|unhandled|uncaught|the (?:file|server|operation|specified|system|device)|
        could not|couldn't|cannot|invalid|no such|not found|access (?:is )?denied|
        permission denied|
        connection (?:lost|refused|reset|timed|failed|closed)|timed? ?out|unexpected|unknown|missing|
        duplicate|expired|
        internal|bad (?:gateway|request)|forbidden|unauthori[sz]ed|no (?:permissions?|access|connection|
        licen[cs]e|
        signal|response|audio|microphone)|session|out of (?:memory|range)|unsupported|service|server|
        network)\b
""")
"""How an unquoted message begins after "I get" or "it shows"."""

QUESTION = re.compile(
    r"\W*(?:who|whom|whose|what|when(?:ever)?|where|why|how|which|is|are|can|could|do|does|did|if|may|"
    r"should|would|will)\b",
    re.I,
)
"""How people begin a question, and programs no message."""

PEOPLE_SAY = re.compile(
    r"\b(?:i|we|he|she|they|you|who|dr\.? [\w-]+|doctors?|nurses?|colleagues?|secretary|"
    r"typists?|boss|support|staff|"
    r"people|clinic|caller|patients?) (?:\w+ly |just |always |only )?(?:says?|said|saying|tells?|"
    r"telling|told|reads?|wrote|"
    r"writes?|answers?|answered|replied|reports?|claims?|dictates?|dictated)\b[^\"'`]{0,15}$",
    re.I,
)
"""Before a quotation: a person said it."""

VAGUE = either(r"""
    [ \t]*(?:it|this|that|so|nothing|something|hi|hello|yes|no(?! \w)|none|thanks|please(?! \w)|why|what|
        how|he|she|they|i|we|which|whether|who|where|out|as)\b
    [ \t]*(?:his|her|their|my|our)\b(?! (?:\w+ ){1,2}(?:is|are|has|have|was|were|will|could|cannot|
        expired|failed)\b)
    [ \t]*you\b(?! (?:must|have|are|do not|don't|cannot|can't|need|may not|should|could))
    [ \t]*(?:an? error|the same|error|errors|the error|on|in|when|every|all|at|job|to|for|last|yesterday|
        today|again|above|below|attached|and|or|of)\b(?! (?:failed|not found|is locked|locked|rejected|
        denied))
    [ \t]*(?:no (?:idea|clue|reason)|since|because|until|same|twice|once|several|many|a few)\b
    [ \t]*(?:everything|all) is (?:fine|ok|good)|[ \t]*n/a\b
    [ \t]*(?:the )?(?:audio|sound|report|patient)s? (?:is|are) (?:fine|ok|good)
""")
"""What follows a lead and is no message."""

_ENDING = r"""
    [.!?]{1,3}(?=\s|$)|[\n\"]|\s:[a-z_+]{2,30}:|\s-{1,2}\s|\s[–—]\s|\.\.\.|…|\((?![^()\n]{0,60}\))
    ;(?! ?(?:\w+ ){0,3}(?:denied|failed|rejected|refused|error|invalid)\b)
    ,? (?:when(?:ever)?|every ?time|each (?:time|morning|day|night|hour)|but|after|before|while|although|
        even though|even if|however|
        since|until|right after|as well|though|next to|about \w+ times|right away|over and over|
        all (?:the time|day|morning|night)|constantly)\b
    ,? (?:if (?:i|we|he|she)|on job|for job|for user|for dr|for all|for every|as soon as|any idea|
        please (?:help|fix|
        advise|check|look|see|can)|pls|because(?! of an? ))\b
    ,? (?:can you|could you|can someone|what (?:does|is|do|now)|how (?:do|can)|then|so (?:i|we)|which|we are|
        i am|the clock|every (?:single )?(?:day|morning|hour|few|two|\d+|night)|although|i (?:think|guess))\b
    ,? and (?:then|i|we|the|it|nothing|now|he|she|closes|kicks|that|stops?|stopped|there|yet|still|my|our|
        so|after|
        goes|retry)\b
    ,? (?:in the (?:imc|portal|editor)|on (?:the|my|our|every|all|her|his|one|both|\d|three|two)|
        at (?:the|around|about|\d)|for (?:the last|the past|two|three|hours|days|everyone|everybody|all))\b
    ,? in (?:the|our|my|your) (?:\w+ )?(?:logs?|console|viewer)\b|, (?:on|in|at|during)\b
    ,? (?:repeat(?:s|ed|ing)|logged|recurs|recurring) (?:about |over |some |every |itself )?(?:\d|many|
        several|hundreds|thousands|all|every)
    (?<!invalid)(?<!unknown)(?<!for)(?<!duplicate)(?<!missing) job(?: (?:no|nr|number|id)\.?)?: ?\#?\d
    ,? (?:whatever|no matter|whichever|regardless|twice)\b
    , (?:i|we|he|she|it|the|what|why|is|no|not|same|any|also|so|even|do|does|this|that|job|user|report|
        only|both|although|all|everything|nobody|everyone|who|where|my|our|now|again|others?|elsewhere|
        e\.g|for example)\b
"""
STOP = either(_ENDING)
"""Where the clause that holds a message ends."""

_EMPTY_WORDS = r"""
    an?|the|this|that|same|weird|strange|new|random|generic|error|some|any|odd|following|red|of|to|gets?
    got|with|and|no
    when|in|or|for|by|from|on|is|was|it|my|our|typing|spelling|common|big|little|first|similar|different
    another|funny
    human|user|annoying|long|short|huge|cryptic|actual|only|usual|old|sort|kind|type|whole|full|such|
        stupid|these|those
"""
KIND = re.compile(
    r"\b(?:an?|the|this|that|gets?|getting|got|with|throws?|some|same) "
    rf"(?P<named>(?:(?!{any_of(_EMPTY_WORDS)}\b)[\w/-]{{2,20}} ){{1,3}}(?:error|exception)(?: \d{{3,5}})?\b)"
    r"(?! (?:report|log|list|queue|handling|rate|messages?|codes?))"
    r"|\b(?:an?|the|this|that|same) "
    rf"(?P<warned>(?:(?!{any_of(_EMPTY_WORDS)}\b)[\w/-]{{2,20}} ?){{2,5}}) (?:warning|message|pop-?up|"
    rf"notification|"
    r"banner|alert)\b",
    re.I,
)
""" "a connection timeout error", "the session expired message"."""

TALKS = re.compile(
    r"\b(?:messages?|errors?|fail(?:s|ed|ing|ure)?|log|says?|results?|repl(?:y|ies)|answers?|status|"
    r"display|screen|reason|"
    r"alert|warning|corner|tiny|footer|foot|small print|on top|at the top|bottom|"
    r"pop-?up|notification|\d{5,})\b[^.!?\n]{0,30}$",
    re.I,
)
"""Before a colon or a dash: a message is announced."""

PHRASE = either(r"""
    \b(?:request|operation|connection|login|session) timed out\b|\boperation not permitted\b
    \b(?:\w+ )?(?:limit|quota) (?:exceeded|reached)\b|\b(?:not authori[sz]ed|not permitted)\b(?= to)
    \b(?:access|permission) denied\b|\bconnection (?:refused|reset|timed out|lost)\b|\bfile not found\b
    \bbad gateway\b
    \bservice (?:temporarily )?unavailable\b|\bsession (?:has )?expired\b|\binternal server error\b
    \bgateway time-?out\b
    \binvalid (?:credentials|password|user ?name|login|work ?type|token|license)\b|\bno microphone found\b
    \bout of memory\b|\bdisk full\b|\b(?:file|recording) (?:is )?too large\b
    \baccess violation(?: at (?:address )?[0-9a-fx]{6,18})?\b|\bblue screen\b(?= with)|
        \bfatal error(?: in [\w.]+)?\b
    \bsegmentation fault\b|\bstack overflow\b|\b(?:license|licence) (?:has )?expired\b
""")
