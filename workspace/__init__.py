"""A simulated Slack workspace: to try a bot without an account, and to test it."""
