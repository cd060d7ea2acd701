"""The figures of desk and knowledge: defined once, shown as charts, tables and CSV."""
