"""The console of staff and knowledge managers: pages of HTML, served by Starlette."""
