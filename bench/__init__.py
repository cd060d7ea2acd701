"""The figures the README quotes, re-measurable."""
