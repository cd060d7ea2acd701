"""The details of a ticket read out of a message.

In reading order: ``reading`` (what is read, and of which text), ``surface`` and ``places`` (the text, and
where in it), then a file for each detail: ``jobs``, ``people``, ``errors``, ``steps``, ``urgency``;
``marked`` and ``scores`` measure.
"""

from classifier.details.reading import Details, Span, read_details, read_file

__all__ = ["Details", "Span", "read_details", "read_file"]
