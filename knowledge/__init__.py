"""Articles, their index, the search, its passages, and the queries nobody could answer."""

import importlib
import warnings

# Whoosh is of 2016, and newer Pythons complain about its spelling when they compile it for the first time.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    for _part in ("analysis", "codec.whoosh3", "fields", "index", "qparser", "query", "searching", "writing"):
        importlib.import_module(f"whoosh.{_part}")
