"""Classes of words by which a text is read whose words nobody has seen before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

_CLASSES: Mapping[str, str] = {
    "say": """
        says said saying say reads read reading states stated stating state tells told telling tell
        claims insists complains complained complaining goes went
    """,
    "show": """
        shows showed showing shown show displays displayed displaying display pops popped popping pop
        flashes flashed flashing blinks blinking appears appeared appearing appear comes came coming
        come prints printed scrolls lights pops-up
    """,
    "give": """
        gives gave giving give throws threw throwing throw thrown returns returned returning return
        spits spat spews reports reported reporting report responds responded answers answered answering
        replies replied logs logged writes wrote writing barks sends raises raised outputs puts
    """,
    "get": """
        get gets got getting gotten receive receives received receiving see sees saw seeing seen greeted
        met faced hit hitting left stuck stays sits stands hangs marked flagged labelled labeled stamped
    """,
    "broke": """
        fails failed failing fail crashes crashed crashing crash dies died dying die stops stopped quits
        quit aborts aborted bombs bombed errors errored bounces bounced rejects rejected refuses refused
        closes closed exits exited ends ended hangs hung freezes froze frozen disconnects dropped drops
        kicks kicked
    """,
    "message": """
        error errors err message messages msg msgs popup popups pop-up pop-ups dialog dialogue box boxes
        window banner banners notice notification notifications warning warnings alert alerts text
        prompt toast tooltip badge bubble balloon line note status code codes reason result response
        reply answer exception trace stacktrace traceback log logs output console caption footer header
        bar sign wording quote verbatim screenshot red yellow
    """,
    "program": """
        it app application system portal client editor server printer screen page site website program
        software workstation recorder player browser installer updater uploader wizard form interface
        engine service gateway api database spooler driver tool plugin add-in addin vpn citrix word
        outlook windows imc ehr emr epic hl7 scanner fax machine computer pc laptop phone device tablet
        desktop pedal mic microphone headset terminal job queue feed monitor viewer inbox dashboard
        thing
    """,
    "fault": """
        failed failure fail cannot can't cant couldn't couldnt could unable not invalid denied refused
        rejected timeout timed expired expire expires missing lost unknown unexpected exceeded exceeds
        locked unavailable error exception fatal corrupted corrupt damaged mismatch mismatched duplicate
        forbidden unauthorized unauthorised violation disconnected disabled interrupted aborted
        terminated insufficient exhausted unsupported unreachable incomplete conflict conflicts required
        incorrect wrong bad broken suspended blocked stale invalidated overflow undefined null unhandled
        uncaught unresolved unreadable malformed offline busy full already exists used illegal illegible
        inactive unregistered unlicensed revoked cancelled canceled declined fehler fehlgeschlagen
        ungültig nicht verweigert abgelaufen erreur échec impossible refusé expiré introuvable fallo
        inválido denegado caducado stopped paused halted pending skipped discarded held hold degraded
    """,
    "machine": """
        session server file connection request host access permission permissions network service token
        user account password credentials license licence certificate database record document template
        address operation process module memory disk device port socket handshake response parameter
        value field index object reference segment message queue job path directory folder audio stream
        codec format version update installation configuration settings key id timestamp transaction
        lock limit quota size length type range signature checksum data please contact administrator try
        again later retry
    """,
    "i": """
        i i'm i've i'd i'll im ive we we're we've we'd we'll me us my our ours mine myself ourselves
    """,
    "you": "you your yours you're u ur you've you'd",
    "they": """
        he she they him her them his their hers theirs he's she's they're himself herself themselves who
        whose whom
    """,
    "be": """
        is are was were be been being am isn't aren't wasn't weren't isnt arent wasnt 's it's its that's
    """,
    "have": "has have had having hasn't haven't hadn't hasnt havent",
    "do": "do does did doing done doesn't don't didn't doesnt dont didnt",
    "can": """
        can could will would shall should may might must can't cannot couldn't won't wouldn't cant wont
        couldnt
    """,
    "not": """
        no not never none nothing nobody neither nor without n't isn't doesn't don't didn't won't can't
        cannot cant
    """,
    "and": "and or but & plus nor yet",
    "when": """
        when whenever while after before until once since as every each if unless during upon till
        whereupon
    """,
    "so": "so then because therefore although though however anyway instead otherwise thus hence",
    "in": """
        in on at to from of for with by into onto about over under through via per between within
        without against near behind out off up down
    """,
    "the": "the a an this that these those some any another same such one other",
    "adverb": """
        again always just only still now already even also too really simply constantly suddenly
        randomly sometimes often usually immediately right basically actually literally kind sort like
        all twice repeatedly keeps kept keep keeping
    """,
    "time": """
        today yesterday tomorrow morning afternoon evening night week weeks day days hour hours minute
        minutes month monday tuesday wednesday thursday friday saturday sunday noon midnight ago since
        last am pm o'clock january february march april may june july august september october november
        december tonight shift
    """,
    "wh": "what which where why how who whether what's where's how's",
    "person": """
        user users doctor doctors dr dr. nurse nurses physician provider dictator author
        transcriptionist transcriptionists typist typists editor secretary colleague colleagues coworker
        manager supervisor lead assistant resident intern fellow surgeon radiologist cardiologist
        pathologist therapist clerk admin admins administrator staff employee person guy lady girl woman
        man hire starter scribe boss coder mt qa proofreader receptionist technician tech account login
        username partner cto director head chief
    """,
    "title": "dr drs mr mrs ms miss prof professor sir madam frau herr mme señora señor nurse sister",
    "patient": "patient patients pt pts patient's mrn dob ssn chart",
    "thanks": """
        thanks thank thx cheers regards sincerely best kind warm greetings wishes ty tia appreciated
        respectfully rgds br gruß grüße grüßen saludos cordialement yours truly
    """,
    "greet": """
        hi hello hey dear hallo hola bonjour morning afternoon evening greetings team folks all support
        guys
    """,
    "please": "please pls plz kindly help asap urgent urgently advise fix",
    "menu": """
        button menu tab field template templates folder pool list link option checkbox dropdown icon
        column row section setting settings worktype queue view panel toolbar key shortcut
    """,
    "number": "number no nr num id ids # numbers ref reference",
    "job": """
        job jobs dictation dictations voice wav recording report item document note letter transcript
    """,
    "paper": """
        ticket tickets case invoice order po bill fax phone tel telephone call ext extension pager cell
        mobile dial account acct contract quote serial asset tag version build release room pin badge
        employee npi claim policy visit encounter accession zip check member confirmation tracking
        license incident reference
    """,
    "talk": """
        said says told asked asks wants wanted mentioned reports reported called calls emailed wrote
        phoned complained complains thinks thought noticed confirmed suggested forwarded passed sent
        sends waiting waits cc copied vouch informed escalated
    """,
    "trouble": """
        can't cannot cant couldn't unable locked lost stuck gets got keeps sees tries tried needs need
        needed has had isn't hears loses missing disappeared forgot expired disabled unlocked reset
        won't affected kicked logs login log
    """,
    "act": """
        reset unlock add remove create give grant assign reassign enable disable activate deactivate
        delete onboard offboard invite move merge rename register change set transfer replace restore
        update unblock revoke link unlink train terminate reactivate
    """,
    "kin": "wife husband son daughter mother father mom dad friend cousin kids",
}


def _by_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, words in _CLASSES.items():
        for word in dict.fromkeys(words.split()):
            found[word].append(name)
    return {word: tuple(names) for word, names in found.items()}


_CLASSES_OF = _by_word()
NAMES = tuple(_CLASSES)


def classes_of(low: str) -> tuple[str, ...]:
    """The classes of a word in lower case."""
    return _CLASSES_OF.get(low, ())
