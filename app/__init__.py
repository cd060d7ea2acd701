"""Puts the parts together: settings, build, the worker loop, the command line."""
