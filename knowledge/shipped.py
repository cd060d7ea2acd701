"""The model of sureness that holds until an installation has learnt from its own articles."""

from __future__ import annotations

from typing import Final

from knowledge.evidence import FEATURES
from knowledge.sure import Head, Model


def _head(bias: float, **weights: float) -> Head:
    return Head(tuple(weights[name] for name in FEATURES), bias)


# Fitted by bench/sureness.py on questions made from the articles of four collections (the sample, and
# StackFAQ, E-manual and tldr pages), present and taken away; no judgement of anybody was read.
_FIRST: Final = _head(
    -2.61,
    words=2.34,
    cover=-1.53,
    label=2.63,
    pairs=2.88,
    near=-1.19,
    mentioned=-0.45,
    lead=2.99,
    lead_of_third=0.97,
    lead_of_fifth=-0.75,
    lead_of_tenth=0.14,
    lead_in_label=-0.54,
    lead_in_section=-2.42,
    lead_in_cover=0.70,
    label_first=0.23,
    section_first=-0.23,
    cover_first=0.46,
    repaired=-1.25,
    length=-0.38,
    spread=-1.80,
    section_score=1.33,
)
_FOLLOWING: Final = _head(
    -6.04,
    words=1.15,
    cover=-1.08,
    label=1.44,
    pairs=1.06,
    near=-0.22,
    mentioned=-0.92,
    lead=10.14,
    lead_of_third=0.48,
    lead_of_fifth=0.55,
    lead_of_tenth=0.47,
    lead_in_label=-1.04,
    lead_in_section=-5.01,
    lead_in_cover=0.11,
    label_first=0.90,
    section_first=-0.01,
    cover_first=0.60,
    repaired=-2.08,
    length=0.47,
    spread=-1.00,
    section_score=2.82,
)

SHIPPED: Final = Model(_FIRST, _FOLLOWING)
