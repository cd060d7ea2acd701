"""What staff do in the console: the acts of the one road, offered as buttons and forms."""
