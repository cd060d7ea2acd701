"""The pages of the figures: all of them as charts with their tables, and each one as a CSV file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from bot.permissions import ALL_STAFF
from knowledge.gap_figures import Kind
from records.engine import Session
from tickets.clock import office_day
from tickets.figures import counts
from tickets.figures.keeping import whole_at
from web.console.csv_file import csv_file
from web.console.figures.catalog import FIGURES, made
from web.console.figures.figure import Chart, Column, Defined, Figure, Meaning, Sources
from web.console.figures.period import Period, Step, read_period
from web.console.figures.unanswered import MEANINGS
from web.console.figures.writing import Written, rows_of
from web.console.page import Asked, File, Html, NotThere, Page

NO_FIGURE: Final = "There is no figure of that name. Go back to Figures and choose one there."
AT_ONCE_DAYS: Final = 100
"""The figures of so many days are read at once; those of more come one by one, to keep the page quick."""
NO_CUSTOMER: Final = "There is no such customer; choose one of the list."


@dataclass(frozen=True)
class Shown:
    """A figure as the page shows it; ``of_all`` says that it cannot be told for one customer."""

    meaning: Meaning
    unit: str
    chart: Chart
    columns: tuple[Column, ...]
    rows: tuple[tuple[Written, ...], ...]
    is_empty: bool
    of_all: bool

    @property
    def is_heat(self) -> bool:
        """Whether the table is the chart."""
        return self.chart is Chart.HEAT


def show_all(asked: Asked) -> Html:
    """All figures of a period. Those of a long one come one by one, each in a part that the page asks for."""
    with asked.here.reading() as session:
        frame = _frame(asked, session)
        is_long = (frame.sources.period.last - frame.sources.period.first).days > AT_ONCE_DAYS
        figures = () if is_long else tuple(_shown(one, frame.sources) for one in made(frame.sources))
    later = tuple(one.meaning for one in FIGURES.values()) if is_long else ()
    return Html("figures.html", frame.context("Figures", "/figures", figures, later))


def show_one(asked: Asked) -> Html:
    """One figure: a page of its own, or the part that a page asks for."""
    defined = _defined(asked)
    with asked.here.reading() as session:
        frame = _frame(asked, session)
        figure = _shown(defined.make(frame.sources), frame.sources)
    meaning = defined.meaning
    context = frame.context(meaning.title, f"/figures/{meaning.key}", (figure,), ())
    return Html("figure.html", context | {"figure": figure}) if asked.part else Html("figures.html", context)


def _defined(asked: Asked) -> Defined:
    """The figure that the address names."""
    found = FIGURES.get(asked.path["key"])
    if found is None:
        raise NotThere(NO_FIGURE)
    return found


@dataclass(frozen=True)
class Frame:
    """What stands around the figures: the form with its sentences, and up to when was counted."""

    sources: Sources
    wrong: Mapping[str, str]
    customers: tuple[tuple[int, str], ...]
    counted: datetime | None

    def context(
        self, heading: str, action: str, figures: tuple[Shown, ...], later: tuple[Meaning, ...]
    ) -> dict[str, object]:
        """What the template needs. Each of ``later`` is loaded when the page stands."""
        period, customer = self.sources.period, self.sources.customer
        return {
            "heading": heading,
            "action": action,
            "figures": figures,
            "later": later,
            "period": period,
            "steps": tuple(step.value for step in Step),
            "customers": self.customers,
            "customer": customer,
            "wrong": self.wrong,
            "query": _query(period, customer),
            "counted": self.counted,
        }


def _frame(asked: Asked, session: Session) -> Frame:
    customers = counts.customers(session)
    return Frame(*_sources(asked, session, customers), customers, whole_at(session))


def download(asked: Asked) -> File:
    """One figure as a file for spreadsheets."""
    defined = _defined(asked)
    with asked.here.reading() as session:
        sources, wrong = _sources(asked, session, counts.customers(session))
        if wrong:
            raise NotThere(" ".join(wrong.values()))
        figure = defined.make(sources)
    period = sources.period
    name = f"{defined.meaning.key}-{period.first}-{period.last}.csv"
    return csv_file(name, figure.head, figure.exact)


def _sources(
    asked: Asked, session: Session, customers: Iterable[tuple[int, str]]
) -> tuple[Sources, Mapping[str, str]]:
    """What the figures are made of, with a sentence for each field that cannot be read."""
    rules = asked.here.rules
    period, wrong = read_period(asked.query, office_day(asked.at, rules.promise.hours))
    given = asked.query.get("customer", "").strip()
    customer = next((one for one, _ in customers if str(one) == given), None)
    if given and customer is None:
        wrong["customer"] = NO_CUSTOMER
    return Sources(session, period, rules, asked.at, customer), wrong


def _query(period: Period, customer: int | None) -> str:
    of = {} if customer is None else {"customer": str(customer)}
    given = {"from": period.first.isoformat(), "to": period.last.isoformat(), "by": period.by.value}
    return urlencode(given | of)


def _shown(figure: Figure, sources: Sources) -> Shown:
    return Shown(
        figure.meaning,
        figure.unit,
        figure.chart,
        figure.columns,
        rows_of(figure),
        figure.is_empty,
        of_all=sources.customer is not None and figure.meaning == MEANINGS[Kind.TOPIC],
    )


PAGES: Final = (
    Page("/figures", show_all, ALL_STAFF),
    Page("/figures/{key}.csv", download, ALL_STAFF),
    Page("/figures/{key}", show_one, ALL_STAFF),
)
