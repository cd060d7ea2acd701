"""Slack's HTTP door and the health pages; later the console."""
