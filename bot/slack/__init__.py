"""The Slack door: translate what Slack sends, call the road, show the reply."""
