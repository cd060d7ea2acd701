"""What is said about trouble-shooting tasks: to the customer who carries them out, and to staff who wait."""

from __future__ import annotations

from collections.abc import Sequence

from guard import Screened, fill, join, own, restored

ASK_TASKS = own("Ask for tasks or answers")
TASKS_SETTLED = own("The tasks are settled")
TASK_LIST = own("What should they do or answer? One in each line")
TASK_LIST_HINT = own("The ticket then waits on the customer, who is reminded.")
LEAD = own("Please do or answer the following:")
LEAD_WORDS = own("A word before the list")
HOW_TO_ANSWER = own(
    "Press the button when one is done. To answer, press “Answer one of them”, or write here. A person looks "
    "at it when all are done, or as soon as you write."
)
ANSWER_ONE = own("Answer one of them")
WHICH_TASK = own("Which one?")
YOUR_ANSWER = own("What did you find?")
NONE_GIVEN = own("Please write at least one task or question.")
GONE = own("This is not asked of you any more.")
NOTHING_OPEN = own("Nothing is asked of the customer at the moment.")
WAITS_ON_YOU = own("support waits for what it asked you")
REMIND_LEAD = own("A reminder: this still waits on you.")


def too_many(most: int) -> Screened:
    return fill("Please ask for {most} at the most; the rest can follow.", most=most)


def numbered(tasks: Sequence[Screened]) -> Screened:
    lines = (fill("{at}. {task}", at=at, task=task) for at, task in enumerate(tasks, 1))
    return join(*lines, by="\n")


def done_button(at: int) -> Screened:
    return fill("{at} is done", at=at)


def is_done(task: Screened) -> Screened:
    return fill("Done: {task}", task=task)


def answered(task: Screened, answer: Screened) -> Screened:
    return fill("{task}\n{answer}", task=task, answer=answer)


def done_so_far(numbers: Sequence[int]) -> Screened:
    return fill("Done: {numbers}", numbers=restored(", ".join(str(one) for one in numbers)))


def thanks_more(count: int) -> Screened:
    if count == 1:
        return own("Thank you. One is left.")
    return fill("Thank you. {count} are left.", count=count)


def thanks_all(number: int, due: str) -> Screened:
    return fill(
        "Thank you, that was all. A person will look at ticket #{number} by {due}.",
        number=number,
        due=restored(due),
    )


def thanks_answer(number: int, due: str) -> Screened:
    return fill(
        "Thank you, your answer is added to ticket #{number}; a person will answer by {due}.",
        number=number,
        due=restored(due),
    )


def asked(count: int) -> Screened:
    if count == 1:
        return own("Asked. The ticket waits on the customer, who is reminded.")
    return fill("Asked for {count}. The ticket waits on the customer, who is reminded.", count=count)


def settled(name: str) -> Screened:
    return fill(
        "{name} has settled the tasks; the ticket waits on the customer no more.", name=restored(name)
    )


def waits_on_customer(since: str) -> Screened:
    return fill("waits on the customer since {since}", since=restored(since))
