"""A helpdesk behind: our tickets opened, filled and followed in the helpdesk that a vendor already has."""
