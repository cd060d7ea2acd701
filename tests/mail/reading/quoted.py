"""Answers as mail programs write them: rows of a name, the text, and what is new in it."""

from __future__ import annotations

OUTLOOK = (
    "From: InfraCare <support@vendor.test>\nSent: Monday, November 2, 2026 10:00 AM\nTo: Pat Doe\nSubject: x"
)

ANNOUNCED = (
    ("gmail", "On Mon, Nov 2, 2026 at 10:00 AM InfraCare <support@vendor.test> wrote:"),
    (
        "gmail, wrapped",
        "On Mon, Nov 2, 2026 at 10:00 AM InfraCare Support Desk <\nsupport@vendor.test> wrote:",
    ),
    (
        "gmail, wrapped twice",
        "On Mon, Nov 2, 2026 at 10:00 AM InfraCare\nSupport Desk <support@vendor.test>\nwrote:",
    ),
    ("apple mail", "On 2. Nov 2026, at 10:00, InfraCare <support@vendor.test> wrote:"),
    ("thunderbird", "On 11/2/26 10:00, InfraCare wrote:"),
    ("mutt", "InfraCare <support@vendor.test> wrote (2026-11-02):"),
    ("german", "Am Mo., 2. Nov. 2026 um 10:00 Uhr schrieb InfraCare <support@vendor.test>:"),
    ("german, apple", "Am 02.11.2026 um 10:00 schrieb InfraCare <support@vendor.test>:"),
    ("french", "Le lun. 2 nov. 2026 à 10:00, InfraCare <support@vendor.test> a écrit :"),
    ("french, wrapped", "Le lun. 2 nov. 2026 à 10:00, InfraCare <support@vendor.test> a\nécrit :"),
    ("spanish", "El lun, 2 nov 2026 a las 10:00, InfraCare (<support@vendor.test>) escribió:"),
    ("italian", "Il giorno lun 2 nov 2026 alle ore 10:00 InfraCare <support@vendor.test> ha scritto:"),
    ("dutch", "Op ma 2 nov 2026 om 10:00 schreef InfraCare <support@vendor.test>:"),
    ("portuguese", "Em seg., 2 de nov. de 2026 às 10:00, InfraCare <support@vendor.test> escreveu:"),
    ("swedish", "Den mån 2 nov. 2026 kl 10:00 skrev InfraCare <support@vendor.test>:"),
    ("polish", "pon., 2 lis 2026 o 10:00 InfraCare <support@vendor.test> napisał(a):"),
    ("russian", "пн, 2 нояб. 2026 г. в 10:00, InfraCare <support@vendor.test>:\nписал:"),
    ("chinese", "InfraCare <support@vendor.test> 于2026年11月2日周一 10:00写道："),
)
"""Lines before quoted words that bear marks."""

UNMARKED = (
    ("outlook", f"________________________________\n{OUTLOOK}"),
    ("outlook, without a line", OUTLOOK),
    ("outlook, bold", "*From:* InfraCare\n*Sent:* Monday\n*To:* Pat\n*Subject:* x"),
    ("outlook, old", f"-----Original Message-----\n{OUTLOOK}"),
    ("outlook, german", "Von: InfraCare <support@vendor.test>\nGesendet: Montag\nAn: Pat\nBetreff: x"),
    ("outlook, french", "De : InfraCare\nEnvoyé : lundi 2 novembre 2026 10:00\nÀ : Pat\nObjet : x"),
    ("outlook, spanish", "De: InfraCare\nEnviado: lunes\nPara: Pat\nAsunto: x"),
    ("outlook, italian", "Da: InfraCare\nInviato: lunedì\nA: Pat\nOggetto: x"),
    ("german, old", "-----Ursprüngliche Nachricht-----\nVon: InfraCare\nGesendet: Montag"),
    ("lotus", "-----Original Message-----"),
    ("yahoo", "On Monday, November 2, 2026 at 10:00:00 AM EST, InfraCare <support@vendor.test> wrote:"),
)
"""Lines before quoted words without marks."""

QUOTED = "Did you clear the cache?\n\nWhich job is it?"
MARKED = "> Did you clear the cache?\n>\n> Which job is it?"

ANSWERS: tuple[tuple[str, str, str], ...] = (
    *(
        (f"above, {name}", f"Yes, twice.\n\nPat\n\n{line}\n\n{MARKED}\n", "Yes, twice.\n\nPat")
        for name, line in ANNOUNCED
    ),
    *((f"above, {name}", f"Yes, twice.\n\n{line}\n\n{QUOTED}\n", "Yes, twice.") for name, line in UNMARKED),
    *(
        (f"below, {name}", f"{line}\n{MARKED}\n\nYes, twice.\nPat", "Yes, twice.\nPat")
        for name, line in ANNOUNCED
    ),
    ("between", "On 11/2/26, x wrote:\n> Cache?\n\nYes.\n\n> Job?\n\n4711.\n> Bye", "Yes.\n\n4711."),
    (
        "between, with words above",
        "Hello,\n\nOn 11/2/26, x wrote:\n> Cache?\nYes.\n> Job?\n4711.",
        "Hello,\n\nYes.\n\n4711.",
    ),
    ("without an announcement", "> Cache?\n\nYes.\n", "Yes."),
    ("quotes of quotes", "Yes.\n\nOn 11/2/26, x wrote:\n> No?\n>> On 11/1/26, y wrote:\n>>> Well?", "Yes."),
    ("a signature", "Yes.\n\n-- \nPat Doe\nSite Clinic", "Yes."),
    (
        "a signature between",
        "Yes.\n-- \nPat\n\nOn 11/2/26, x wrote:\n> Cache?\n\nMore below.",
        "Yes.\n\nMore below.",
    ),
    ("only a number", "1\n\nOn 11/2/26, x wrote:\n> Answer with just the number", "1"),
    ("nothing but quotes", "On 11/2/26, x wrote:\n> Cache?", "On 11/2/26, x wrote:\n> Cache?"),
    ("nothing but a signature", "-- \nPat", "-- \nPat"),
    ("nothing but a head", OUTLOOK, OUTLOOK),
    ("nothing", "", ""),
    ("one word", "yes", "yes"),
    (
        "a log with a line From:",
        "It says:\nFrom: queue 7\nerror 12\nstill broken",
        "It says:\nFrom: queue 7\nerror 12\nstill broken",
    ),
    ("a log with From: and To:", "From: /a\nTo: /b\ncopy failed", "From: /a\nTo: /b\ncopy failed"),
    ("who wrote what", "The importer wrote:\nrow 7 failed", "The importer wrote:\nrow 7 failed"),
    ("a ruled line", "Step 1\n-----\nStep 2", "Step 1\n-----\nStep 2"),
    ("a sign in the middle", "a > b\n2 > 1", "a > b\n2 > 1"),
    (
        "marks before the announcement",
        "I typed\n> del x\nand\n\nOn 11/2/26, x wrote:\n> Cache?",
        "I typed\n> del x\nand",
    ),
    (
        "a long list below two dashes",
        "SQL:\n--\n" + "select\n" * 30 + "end",
        "SQL:\n--\n" + "select\n" * 30 + "end",
    ),
)
