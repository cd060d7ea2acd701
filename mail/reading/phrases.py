"""What mail programs say in the languages people use: lists of phrases, and patterns made of them."""

from __future__ import annotations

import re
from typing import Final


def any_of(phrases: str) -> str:
    """A pattern for one of some phrases, one a line; longer ones first, any white space between words."""
    lines = sorted(filter(None, map(str.strip, phrases.split("\n"))), key=len, reverse=True)
    return "|".join(re.escape(line).replace(r"\ ", "[ \xa0]") for line in lines)


AWAY: Final = """
automatic reply
auto reply
auto-reply
autoreply
auto response
auto-response
autoresponse
automated reply
automated response
out of office
out of office reply
out of office autoreply
out of office auto-reply
out of the office
vacation reply
vacation notice
vacation message
vacation response
away from my mail
automatische antwort
automatische rückantwort
abwesenheitsnotiz
abwesenheitsnachricht
abwesenheitsmeldung
abwesenheitsassistent
abwesend
automatisch antwoord
afwezigheidsbericht
afwezig
réponse automatique
absence du bureau
absent du bureau
message d'absence
message d’absence
respuesta automática
respuesta automatica
contestación automática
fuera de oficina
fuera de la oficina
risposta automatica
fuori sede
fuori ufficio
resposta automática
resposta automatica
ausente do escritório
ausência do escritório
autosvar
automatiskt svar
automatisk svar
automatsvar
fraværsmelding
fraværsbesked
frånvaro
frånvarande
automaattinen vastaus
poissa
automatyczna odpowiedź
odpowiedź automatyczna
poza biurem
automatická odpověď
automatická odpoveď
răspuns automat
automatikus válasz
otomatik yanıt
αυτόματη απάντηση
автоответ
автоматический ответ
автоматична відповідь
自动答复
自动回复
自動回覆
自動応答
自動返信
不在通知
자동 회신
부재중
"""

FAILED: Final = """
undeliverable
undelivered
could not be delivered
couldn't be delivered
couldn’t be delivered
was not delivered
wasn't delivered
unable to deliver
wasn't able to deliver
delivery failed
delivery failure
delivery has failed
failed to deliver
failed delivery
failure notice
mail failure
mail error
mail delivery failed
mail delivery failure
mail delivery error
returned mail
returned to sender
returned to the sender
returned message
message returned
did not reach
non-delivery
nondelivery
permanent error
permanent fatal error
user unknown
unknown user
unknown recipient
unknown address
no such user
no such recipient
no such mailbox
mailbox unavailable
mailbox not found
mailbox is full
address rejected
address not found
unzustellbar
nicht zugestellt
nicht ausgeliefert
nicht zustellbar
n'a pas pu être remis
n’a pas pu être remis
n'a pas été remis
n’a pas été remis
n'a pas pu être distribué
n'a pas pu être livré
échec de la remise
échec de remise
échec de la distribution
no se ha podido entregar
no se pudo entregar
no entregado
mancato recapito
impossibile recapitare
não foi possível entregar
onbestelbaar
"""

DELAYED: Final = """
delayed 24
delayed 4
not yet been delivered
has been delayed
delivery is delayed
delivery delayed
delivery delay
delivery status notification (delay)
will keep trying
will continue trying
will continue to try
will continue to be retried
will be retried
still being retried
no action is required on your part
temporarily deferred
temporarily unable
could not send message for past
verzögert
verzögerung
noch nicht zugestellt
retardé
retrasado
"""

WROTE: Final = """
wrote
schrieb
a écrit
à écrit
escribió
ha scritto
schreef
skrev
escreveu
napisał
napisał(a)
napisała
napsal
napsala
napsal(a)
a scris
kirjoitti
írta
yazdı
έγραψε
писал
писала
написал
написала
пишет
пише
写道
寫道
のメール
は書きました
님이 작성
"""

ORIGINAL: Final = """
original message
original appointment
reply message
ursprüngliche nachricht
original-nachricht
originalnachricht
message d'origine
message d’origine
message original
mensaje original
mensagem original
messaggio originale
oorspronkelijk bericht
oprindelig meddelelse
ursprungligt meddelande
opprinnelig melding
alkuperäinen viesti
wiadomość oryginalna
исходное сообщение
原始邮件
"""

BELOW: Final = """
below
inline
in-line
in line
in red
in blue
in between
darunter
unten
weiter unten
in rot
ci-dessous
plus bas
en rouge
abajo
en rojo
di seguito
qui sotto
in rosso
hieronder
onderstaand
nedan
nedenfor
abaixo
poniżej
ниже
"""
