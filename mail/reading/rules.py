"""What reading a letter has to know of this installation; there is no secret in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadRules:
    """Whose letters these are, and how much of one is taken.

    ``tag`` stands before the numbers in subjects. ``addresses`` are ours (customers write to them, our
    letters come from them), ``bounces`` is where reports of failure go, without the token after ``+``;
    ``domains`` are ours as well, all in lower case. ``authserv_id`` is what our mail system calls itself in
    ``Authentication-Results``; empty where it stamps none, and then nothing is ever proven. ``largest`` and
    ``file_bytes`` are bytes (of a letter, of one file), ``files`` a count, ``text`` characters.
    """

    tag: str = "InfraCare"
    addresses: tuple[str, ...] = ()
    bounces: str = ""
    domains: tuple[str, ...] = ()
    authserv_id: str = ""
    largest: int = 25_000_000
    files: int = 10
    file_bytes: int = 10_000_000
    text: int = 50_000

    def is_ours(self, address: str) -> bool:
        """Whether an address in lower case is one of ours, with or without a token after ``+``."""
        local, _, domain = address.partition("@")
        ours = {*self.addresses, self.bounces}
        return bool(address) and (address in ours or f"{local.partition('+')[0]}@{domain}" in ours)

    def is_our_domain(self, domain: str) -> bool:
        """Whether a domain in lower case is one of ours or lies below one."""
        return any(domain == one or domain.endswith(f".{one}") for one in self.domains if one)
