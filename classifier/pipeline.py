"""The pipeline that is fitted, in scikit-learn: four views of a text into one decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer

from classifier.category import Category
from classifier.examples import STRENGTH
from classifier.features import WEIGHT, observe
from classifier.model import Classifier
from classifier.views import CUTS, View
from classifier.voting import Voting

SEEN_IN = {"words": 1, "letters": 2, "frames": 2}
"""In how many texts a term must stand to count."""


def new_pipeline(strength: float = STRENGTH) -> Any:
    """The pipeline of the product, not yet fitted; ``strength`` is the regression's ``C``."""
    views = [
        (name, TfidfVectorizer(analyzer=cut, min_df=SEEN_IN[name], sublinear_tf=True))
        for name, cut in CUTS.items()
    ]
    return Pipeline(
        [
            ("features", FeatureUnion([*views, ("seen", FunctionTransformer(observations))])),
            ("decision", Voting(strength)),
        ]
    )


def observations(texts: Sequence[str]) -> csr_matrix:
    """One row per text, one column for each observation, holding 0 or its weight."""
    return csr_matrix(np.array([observe(text) for text in texts], dtype=np.float64) * WEIGHT)


def compiled(pipeline: Any, version: str) -> Classifier:
    """What a fitted pipeline has learnt, as the classifier that gives the same probabilities."""
    steps = dict(pipeline.named_steps["features"].transformer_list)
    decision = pipeline.named_steps["decision"]
    return Classifier(
        {
            name: View(cut, list(steps[name].get_feature_names_out()), np.asarray(steps[name].idf_))
            for name, cut in CUTS.items()
        },
        decision.coef_,
        decision.intercept_,
        tuple(Category(name) for name in decision.classes_),
        version,
    )
