"""The helpdesks that the tests of this room are held against."""

from tests.helpdesk.trackers import double, real_tracker, token, tracker

__all__ = ["double", "real_tracker", "token", "tracker"]
