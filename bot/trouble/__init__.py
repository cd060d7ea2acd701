"""Outages and maintenance: told, recorded, announced; and who waits in vain."""
