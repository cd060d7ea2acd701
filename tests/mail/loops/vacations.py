"""Notices of absence: subjects in many languages, with every kind of head lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from mail.incoming import Automatic
from tests.mail.loops.row import ANSWER, NULL, Row

SUBJECTS = (
    ("Automatic reply: ", "I am out of the office until Monday, 9 November."),
    ("Out of Office: ", "I am on leave. For urgent matters call Sam."),
    ("Out of Office AutoReply: ", "I am currently out of the office."),
    ("Auto-Reply: ", "Thank you for your message, we will be back on Monday."),
    ("Autoreply: ", "I am travelling and read mail seldom."),
    ("Auto Response: ", "This mailbox is read on working days."),
    ("Vacation reply: ", "Gone fishing."),
    ("Automatische Antwort: ", "Ich bin bis zum 9. November nicht im Büro."),
    ("Abwesenheitsnotiz: ", "Ich bin im Urlaub; in dringenden Fällen wenden Sie sich an Frau Maier."),
    ("Abwesenheitsnachricht: ", "Ihre Nachricht wird nicht weitergeleitet."),
    ("Réponse automatique : ", "Je suis absent jusqu'au 9 novembre."),
    ("Absence du bureau : ", "Je suis en congé."),
    ("Respuesta automática: ", "Estoy fuera de la oficina hasta el lunes."),
    ("Fuera de la oficina: ", "Estaré de vacaciones."),
    ("Risposta automatica: ", "Sono fuori ufficio fino a lunedì."),
    ("Fuori sede: ", "Sarò assente."),
    ("Resposta automática: ", "Estou de férias até segunda."),
    ("Automatisch antwoord: ", "Ik ben afwezig tot maandag."),
    ("Afwezigheidsbericht: ", "Ik ben met vakantie."),
    ("Autosvar: ", "Jag är på semester till måndag."),
    ("Automatisk svar: ", "Jeg er på ferie."),
    ("Automaattinen vastaus: ", "Olen lomalla."),
    ("Automatyczna odpowiedź: ", "Jestem na urlopie do poniedziałku."),
    ("Automatická odpověď: ", "Jsem mimo kancelář."),
    ("Automatikus válasz: ", "Szabadságon vagyok."),
    ("Otomatik yanıt: ", "Ofis dışındayım."),
    ("Автоответ: ", "Я в отпуске до понедельника."),
    ("Автоматический ответ: ", "Меня нет в офисе."),
    ("自动答复: ", "我正在休假。"),
    ("自動応答: ", "休暇中です。"),
    ("부재중: ", "휴가 중입니다."),
)

HEADS: tuple[tuple[str, Mapping[str, str], Automatic], ...] = (
    ("rfc 3834", {"Auto-Submitted": "auto-replied", **ANSWER}, Automatic.AUTO_SUBMITTED),
    (
        "exchange",
        {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", **ANSWER},
        Automatic.AUTO_SUBMITTED,
    ),
    ("sieve", {"Auto-Submitted": "auto-replied (vacation)", **NULL, **ANSWER}, Automatic.AUTO_SUBMITTED),
    (
        "gmail",
        {"Auto-Submitted": "auto-replied", "Precedence": "bulk", "X-Autoreply": "yes", **ANSWER},
        Automatic.AUTO_SUBMITTED,
    ),
    ("null path", {**NULL, **ANSWER}, Automatic.EMPTY_ENVELOPE),
    ("old exchange", {"X-Auto-Response-Suppress": "All", **ANSWER}, Automatic.VACATION),
    ("unix vacation", {"Precedence": "bulk", **ANSWER}, Automatic.VACATION),
    ("junk", {"Precedence": "junk", **ANSWER}, Automatic.VACATION),
    ("auto_reply", {"Precedence": "auto_reply"}, Automatic.VACATION),
    ("answers", ANSWER, Automatic.VACATION),
    (
        "cpanel",
        {"X-Autorespond": "Upload", "X-Loop": "pat@site.test", "Precedence": "bulk"},
        Automatic.VACATION,
    ),
    ("plesk", {"X-Autoreply": "yes", **ANSWER}, Automatic.VACATION),
    ("qmail", {"Delivered-To": "Autoresponder"}, Automatic.VACATION),
    ("groupware", {"X-Auto-Response-Suppress": "OOF", "Precedence": "bulk"}, Automatic.VACATION),
    ("mailing system", {"Precedence": "list", **ANSWER}, Automatic.VACATION),
    ("provider", {"X-Autoresponse": "yes", "Precedence": "bulk"}, Automatic.VACATION),
    ("domino", {"X-Mail-Autoreply": "1"}, Automatic.VACATION),
)


def vacations() -> Iterator[Row]:
    """Every beginning of a subject with every kind of head lines."""
    for (subject, body), (name, heads, reason) in product(SUBJECTS, HEADS):
        lines = {"Subject": f"{subject}[InfraCare #7] Upload", **heads}
        yield Row(f"{subject.strip(': ')}, {name}", lines, body, reason)
