"""The details of a ticket read out of a message.

In reading order: ``reading`` (what is read, and of which text), ``surface`` and ``places`` (the text, and
where in it). By rule: ``jobs``, ``steps`` with ``deeds``, ``pasted``, ``urgency``. By what was learnt:
``view`` (``tokens``, ``word_classes``, ``attributes``, ``surroundings``, ``table``), ``tagger``, ``trees``,
then ``errors``, and ``people`` with ``people_candidates``, ``people_words``, ``names`` and ``listed``.
It is kept by ``store`` as ``learnt``, and comes to be in ``training`` (``examples``, ``augment``, ``crf``,
``boosting``). ``marked`` and ``scores`` measure.
"""

from classifier.details.reading import Details, Span, read_details, read_file

__all__ = ["Details", "Span", "read_details", "read_file"]
