"""A simulated Slack workspace: to try a bot without an account, and to test it."""

from workspace.client import ClientError, TroubleError
from workspace.deliveries import Timing
from workspace.play import Actor, Heard
from workspace.surfaces import Form, Home
from workspace.workspace import Workspace

__all__ = ["Actor", "ClientError", "Form", "Heard", "Home", "Timing", "TroubleError", "Workspace"]
