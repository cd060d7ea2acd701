"""What short messages want: each table from both sides."""

from __future__ import annotations

import pytest

from classifier.wishes import (
    asks_for_help,
    is_acknowledgement,
    is_greeting,
    wants_call,
    wants_conference,
    wants_person,
    wants_ticket,
)
from tests.fakes.stopwatch import fastest

PERSON = """
can I talk to a human
I want to talk to a person
talk to a human please
let me speak to someone
please connect me with an agent
Connect me to a real person
real person please
human please
a human!
person
agent
operator please
representative
I need a human
i want a real person not a bot
can someone call me
Could somebody please call me back?
can you call me
please call me at the front desk
Call me when you have a minute
pls call us back
have someone call me
give me a call
could a technician ring me
I'd like a callback
request a callback
callback please
would someone from support phone us today
can someone contact me about this
could somebody get back to me please
put me through to support
transfer me to an operator
escalate this to a person
please hand this over to a human
is there a human here?
is there anybody I can talk to
are there any real people there
I would rather have a live agent
get me a human
I need human help
stop the bot
not a bot please
no bots
I am tired of this bot, where is a person I can speak with? I want to speak with somebody
may I speak with your supervisor
Can I speak to one of you directly? let me speak to one of you
who can I talk to? I need to talk to someone about our interface
can I chat with a real human being
I want my case looked at, have someone look into it
this is useless, I want a person
hello I want to speak with somebody in support
"""

NO_PERSON = """
how do I reset my password
the person who dictated job 7001234 left
can a person have two roles?
which user agent does the portal need
the agent service on the workstation stopped
how do I add an operator to the phone line
calls me by the wrong name in the portal
someone called me yesterday about job 7001234
I don't need a person
no need to call me
please don't call me, mail is fine
no call needed
the doctor wants to talk to the transcriptionist
Dr. Lee would like to speak faster
can someone help me
can you help
how do I call the dictation line
our call recordings are missing
the phone line rings twice then hangs up
representative list is empty in the report
person field missing in the export
contact list does not sync
how do I change the contact for our clinic
add a human readable name to the export
it would be nice to have a callback feature
human error, we deleted the job
where do I find the support number
is there a number to call in an emergency
is there a way to talk to text
speech to text is slow
talk to text stopped working
I talked to a person yesterday and they fixed it
the live view is empty
real time dashboard please
live preview would be great
we need a new agent account
I need an agent account for the new hire
please assign the job to another editor
transfer job 7001234 to Tina Brown
transfer me the file
get me the report for March
give me access to the reports module
can you escalate the priority of job 7001234
what does the operator role allow
call quality is poor on the dictation line
when I call the line it says busy
who are the people with admin rights
"""

THANKS = """
thanks
thank you!
Thank you so much
thx
ty
thanks, that's it
thanks that's all
ok
ok great
Okay, thanks
great, thank you
perfect
awesome thanks
got it
got it, thanks
understood, thank you
that's all I needed, thanks
that did it
that worked, thanks a lot
That worked!
it works now
works now, thanks
working again, thank you
all good
all set, thanks everyone
solved
resolved, thanks everybody
problem solved
issue is resolved, thank you
you can close this
thanks, you can close the ticket
please close the ticket, thanks
much appreciated
I appreciate your help
thank you for your help
thanks for the quick reply
Thanks for the help, have a great day!
have a nice weekend
bye
sounds good
makes sense, thanks
no further questions
👍
👍🏽
🙏🙏
:+1:
:thumbsup: thanks
ok 👍
Thanks Anna!
thanks again Maria
ok will try that, thanks
never mind
nvm, thanks
cool, good to know
thanks <@U024BE7LH>
Thank you, kind regards
That's exactly what I needed. Thank you so much for your help!
"""

NO_THANKS = """
thanks, but it still fails
thanks but no luck
ok but why
ok, and how do I undo it?
thanks! one more question
thanks, still broken
thank you, however job 7001234 is missing
thanks in advance for unlocking jdoe
great, now it is down again
great, another error
perfect, and where is the report?
ok so what next
ok?
thanks?
no
yes
no thanks, I want a person
it works now but slow
works on my machine only
that worked for one job, the other is stuck
that did not work
it does not work
not solved
not resolved
still not working
is it resolved?
solved one of two
thanks. Job 7001234 too please
thank you, can you also add user jdoe
please unlock jdoe, thanks
how do I thank a transcriptionist
👎
😡
😢
❓
:thumbsdown:
🤷
hello
hi there
good morning
wait
hold on
ok wait
ok the next one is 7001235
everything is down, thanks
thanks for nothing
thanks, i guess
sounds good except the audio is choppy
all good except printing
thanks Still broken
got it working on one pc only
done
"""

GREETINGS = """
hi
Hi!
hello
Hello?
hey
hey there
hi there!
hi all
hello everyone
good morning
Good morning team
good afternoon all
good evening
morning
Morning!
howdy
hiya
yo
greetings
hi support
hello bot
hey bot!
hey folks
Hi :wave:
👋
hi 👋
hello, anyone there?
hello is anybody there
hi, are you there?
hi how are you
Hello, how are you today?
hey how's it going
hello there, hope you are well
hi, quick question
hello, I have a question
hi, can I ask a question
hi can you help me
hello, I need help
Good morning, can someone help?
hi Anna
<@U024BE7LH> hi
hi <@U024BE7LH>
happy friday everyone, hi
good day sir
HELLO
hellooo
hey hey
"""

NO_GREETINGS = """
hi, my job is stuck
hello how do I reset my password
good morning, everything is down
hey can you unlock jdoe
hi there is an error
morning jobs are missing
good morning report does not print
evening shift queue is empty
hello world template fails
hi thanks
thanks
ok
how are you
help
there
all
can you help
quick question
is anyone there
team
how do I say hello in the phone greeting
change the greeting on the phone line
hi-res images are cut off
hey 7001234 is stuck
hi job 7001234
hi what is the imc
hello where is the price list?
good afternoon, please send the invoice
good night
bye
yes
no
👍
hi 👎
hello please call me
hi can I talk to a human
hey, is there an outage?
hello, we cannot log in
hi dr lee cannot log in
afternoon dictations missing
hi again, still broken
hello, the recorder app freezes
hi I would like a dark mode
hey any plans for a mac client
hi could you add a user
morning all, portal down?
"""


def rows(table: str) -> list[str]:
    return [line for line in table.splitlines() if line]


@pytest.mark.parametrize("text", rows(PERSON))
def test_these_words_ask_for_a_person(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize("text", rows(NO_PERSON))
def test_these_words_do_not_ask_for_a_person(text: str) -> None:
    assert not wants_person(text)


@pytest.mark.parametrize("text", rows(THANKS))
def test_these_words_only_thank_or_confirm(text: str) -> None:
    assert is_acknowledgement(text)


@pytest.mark.parametrize("text", rows(NO_THANKS))
def test_these_words_want_more_than_to_thank(text: str) -> None:
    assert not is_acknowledgement(text)


@pytest.mark.parametrize("text", rows(GREETINGS))
def test_these_words_only_greet(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize("text", rows(NO_GREETINGS))
def test_these_words_do_not_only_greet(text: str) -> None:
    assert not is_greeting(text)


@pytest.mark.parametrize(
    "wish", [wants_person, wants_call, wants_conference, is_acknowledgement, is_greeting]
)
@pytest.mark.parametrize("text", ["", " ", "?", "...", "\u200b", "<@U024BE7LH>"])
def test_nothing_said_is_no_wish(wish, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not wish(text)


@pytest.mark.parametrize(
    "wish", [wants_person, wants_call, wants_conference, is_acknowledgement, is_greeting]
)
@pytest.mark.parametrize(
    "piece", ["thanks ", "hi ", "can someone ", "please ", "no need to ", "talk to a ", "((("]
)
def test_a_hundred_thousand_characters_take_no_time(wish, piece: str) -> None:  # type: ignore[no-untyped-def]
    text = piece * (100_000 // len(piece))
    assert fastest(lambda: wish(text)) < 1


TICKET = """
ticket
a ticket please
open a ticket
Please open a ticket for me
I'd like to open a support ticket please
we need a ticket
can you open a case for us?
new ticket
could you raise a support ticket
"""

NO_TICKET = """
how do I open a ticket
open a ticket about the printer
ticket 1001 is still broken
who may open tickets?
my ticket was closed too early
the ticket printer is offline
close the ticket
open a job
"""

HELP = """
help
Help!!
I need help
can someone help me?
we need some support
please help me out
hi, could you help me please
assistance please
"""

NO_HELP = """
help me with uploads
I need help with routing
the help page is empty
support is slow today
where is the help menu
no help at all
"""


@pytest.mark.parametrize("text", TICKET.strip().splitlines())
def test_a_bare_wish_for_a_ticket_is_heard(text: str) -> None:
    assert wants_ticket(text)


@pytest.mark.parametrize("text", NO_TICKET.strip().splitlines())
def test_words_about_tickets_are_no_wish_for_one(text: str) -> None:
    assert not wants_ticket(text)


@pytest.mark.parametrize("text", HELP.strip().splitlines())
def test_a_bare_call_for_help_is_heard(text: str) -> None:
    assert asks_for_help(text)


@pytest.mark.parametrize("text", NO_HELP.strip().splitlines())
def test_help_with_something_is_a_question_of_its_own(text: str) -> None:
    assert not asks_for_help(text)


CALL = """
please call me
Can you call me?
give me a call
call back please
could a technician ring me
I want a phone call
"""

NO_CALL = """
no call needed, thanks
the doctors call us crazy
it fails when I call the doctor
please answer me
the call back field is empty
"""

CONFERENCE = """
Could we do a Zoom call?
can we have a web conference
I need a screen share
Could you please share my screen
can we meet online
let us try over zoom
please schedule a remote session
"""

NO_CONFERENCE = """
the zoom feature fails
please call me
the conference room is closed
no need for a web conference
"""


@pytest.mark.parametrize("text", rows(CALL))
def test_these_words_ask_for_a_call(text: str) -> None:
    """Policy 9: the person may ask for the next step."""
    assert wants_call(text)


@pytest.mark.parametrize("text", rows(NO_CALL))
def test_these_words_do_not_ask_for_a_call(text: str) -> None:
    assert not wants_call(text)


@pytest.mark.parametrize("text", rows(CONFERENCE))
def test_these_words_ask_for_a_conference(text: str) -> None:
    """Policy 9: the person may ask for the next step."""
    assert wants_conference(text)


@pytest.mark.parametrize("text", rows(NO_CONFERENCE))
def test_these_words_do_not_ask_for_a_conference(text: str) -> None:
    assert not wants_conference(text)
