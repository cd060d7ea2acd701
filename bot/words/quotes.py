"""What is said of quotes, prices and the work they are for (policy 10, 11)."""

from __future__ import annotations

from guard import Screened, fill, own, restored
from tickets.quotes import Hindrance, Purpose, Quote, QuoteState

CHARGED = own("It is work done for you, which is charged: whoever opens the ticket agrees to that.")
AGREE_TO_CHARGE = own("I agree to be charged")
AGREED = own("Thank you. We have noted that you agree to be charged; support knows.")
CUSTOMER_AGREED = own("agrees to be charged for the work")
QUOTE = own("Quote")
PROPOSE = own("Propose a price")
START_WORK = own("Start the work")
APPROVE = own("Approve")
DECLINE = own("Decline")

AMOUNT = own("Amount")
AMOUNT_HINT = own("A number, for example 250 or 1,250.00")
CURRENCY = own("Currency")
WHAT = own("What is it for? The customer reads it.")
MANAGEMENT = own("Agreed with management")
MANAGEMENT_TICK = own("Management agrees with this price")

AMOUNT_NEEDED = own("Please give an amount above zero and nothing else, for example 1,250.00.")
CURRENCY_NEEDED = own("Please give a currency of three letters, for example USD.")
WHAT_NEEDED = own("Please say what the price is for; the customer reads it.")
MANAGEMENT_NEEDED = own("A price is proposed with management: please tick this once they agree.")

NOT_A_SERVICE = own("Quotes are for service requests. If this is one, correct the category first.")
NOT_WITH_SALES = own(
    "A price is proposed for a wish that was routed to sales. Choose “Route to sales” first."
)
NOT_CHARGED = own("Work that is charged is for service requests and customizations only.")

NO_QUOTE = own("There is no quote to answer.")
REPLACED = own("This quote was replaced by a newer one; please answer that.")
ANSWERED = {
    QuoteState.APPROVED: own("This quote has been approved already."),
    QuoteState.DECLINED: own("This quote has been declined already; staff can send another."),
}
APPROVED = own("You have approved it. Staff know, and will tell you here when the work begins.")
DECLINED = own(
    "You have declined it, and nothing is done or charged. Staff know, and can send another quote."
)
WORK_BEGUN = own("The work has begun. The customer has been told.")
WORK_TOLD = own("Support has begun the work you approved.")
WORK_TOLD_AGREED = own("Support has begun the work you asked for.")

HINDRANCES = {
    Hindrance.BEGUN_ALREADY: own("The work has begun already."),
    Hindrance.UNANSWERED: own("The customer has not approved the quote yet; work begins after that."),
    Hindrance.DECLINED: own("The customer has declined the quote. Send another one, or close the ticket."),
    Hindrance.NO_QUOTE: own("Please send a quote first; work begins when the customer has approved it."),
    Hindrance.NOT_AGREED: own("The customer has not agreed to be charged. Please send a quote first."),
}
STATES = {
    QuoteState.SENT: own("waits for the customer"),
    QuoteState.APPROVED: own("approved"),
    QuoteState.DECLINED: own("declined"),
}
HOW_TO_ANSWER = own(
    "You can approve or decline it with the buttons where you asked, or write there “I approve” or "
    "“I decline”. Nothing is done or charged before you approve."
)


def title(purpose: Purpose, number: int) -> Screened:
    lead = QUOTE if purpose is Purpose.SERVICE else own("Price for")
    return fill("{lead} #{number}", lead=lead, number=number)


def price(amount: str, currency: str) -> Screened:
    return fill("{amount} {currency}", amount=restored(amount), currency=restored(currency))


def offered(purpose: Purpose, number: int, amount: str, currency: str) -> Screened:
    """What the customer reads above the words of staff."""
    return fill(_OFFERED[purpose], number=number, price=price(amount, currency))


def sent(purpose: Purpose, amount: str, currency: str) -> Screened:
    """What the desk reads when it is sent."""
    return fill(_SENT[purpose], price=price(amount, currency))


def answered(name: str, quote: Quote, state: QuoteState) -> Screened:
    """What the desk, and the asker when a colleague did it, read of the customer's answer."""
    return fill("{name} {answer}", name=restored(name), answer=answer(quote, state))


def answer(quote: Quote, state: QuoteState) -> Screened:
    """The same below the line that names who said it."""
    return fill(_ANSWERED[state], price=price(quote.amount, quote.currency))


def only_administrators(names: Screened) -> Screened:
    return fill("Quotes are approved by your company's licensed administrators: {names}.", names=names)


_OFFERED = {
    Purpose.SERVICE: "Support quotes {price} for what you asked in ticket #{number}:",
    Purpose.CUSTOMIZATION: "Sales propose {price} for what you wished for in ticket #{number}:",
}
_SENT = {
    Purpose.SERVICE: "A quote of {price} is on its way to the customer.",
    Purpose.CUSTOMIZATION: "A price of {price} is on its way to the customer.",
}
_ANSWERED = {
    QuoteState.APPROVED: "has approved the quote of {price}.",
    QuoteState.DECLINED: "has declined the quote of {price}.",
}
