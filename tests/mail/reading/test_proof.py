"""What proves a sender, and what only looks like it."""

from __future__ import annotations

import pytest

from mail.incoming import Proof
from mail.reading import ReadRules, read_letter
from tests.mail.reading.letters import OURS, letter

PASS = "Authentication-Results: mx.vendor.test; dmarc=pass header.from=site.test\r\n"
FAIL = "Authentication-Results: mx.vendor.test; dmarc=fail header.from=site.test\r\n"


def proof(heads: str, rules: ReadRules = OURS) -> Proof:
    return read_letter(heads.encode() + letter(), rules).proof


@pytest.mark.parametrize(
    "results",
    [
        "mx.vendor.test; dmarc=pass header.from=site.test",
        "MX.vendor.test 1; spf=pass smtp.mailfrom=x.y;\r\n dmarc=pass (p=none) header.from=Site.test",
        "mx.vendor.test (our; dmarc=fail) ; dmarc = pass (policy=none) policy.x=y header.from=site.test",
        'mx.vendor.test; dkim=fail reason="bad; dmarc=fail"; dmarc=pass header.from=site.test',
    ],
)
def test_dmarc_passed_for_the_senders_domain_is_proof(results: str) -> None:
    assert proof(f"Authentication-Results: {results}\r\n") is Proof.PASSED


@pytest.mark.parametrize(
    "results",
    [
        "mx.evil.test; dmarc=pass header.from=site.test",
        "mx.vendor.test.evil.test; dmarc=pass header.from=site.test",
        "mx.vendor.test; dmarc=pass header.from=other.test",
        "mx.vendor.test; dmarc=pass",
        "mx.vendor.test; dmarc=none header.from=site.test",
        "mx.vendor.test; dmarc=temperror header.from=site.test",
        "mx.vendor.test; spf=pass smtp.mailfrom=site.test; dkim=pass header.d=site.test",
        "mx.vendor.test; spf=pass (dmarc=pass header.from=site.test; dmarc=pass header.from=site.test)",
        'mx.vendor.test; spf=pass reason="; dmarc=pass header.from=site.test"',
        "mx.vendor.test; none",
        "; dmarc=pass header.from=site.test",
        "",
    ],
)
def test_all_else_proves_nothing(results: str) -> None:
    assert proof(f"Authentication-Results: {results}\r\n") is Proof.ABSENT


def test_dmarc_failed_is_forged_whatever_stands_beside_it() -> None:
    assert proof(FAIL) is Proof.FAILED
    assert proof(FAIL + PASS) is Proof.FAILED
    assert proof(PASS + FAIL) is Proof.FAILED


def test_only_the_topmost_results_count() -> None:
    assert proof("Authentication-Results: other.test; spf=pass\r\n" + PASS) is Proof.ABSENT
    assert proof("Received: from us\r\n" + PASS + "Received: from x\r\n" + FAIL) is Proof.PASSED
    spf_only = "Authentication-Results: mx.vendor.test; spf=pass\r\n"
    assert proof(spf_only + "Received: from x\r\n" + PASS) is Proof.ABSENT
    assert proof(spf_only + "Received-SPF: pass\r\n" + PASS) is Proof.PASSED


def test_without_a_name_for_our_mail_system_nothing_is_proven() -> None:
    assert proof(PASS, ReadRules(authserv_id="")) is Proof.ABSENT
    assert (
        proof("Authentication-Results: ; dmarc=pass header.from=site.test\r\n", ReadRules()) is Proof.ABSENT
    )


def test_a_broken_sender_is_never_proven() -> None:
    heads = PASS.encode() + letter(From="pat@site.test <x@evil.test>")
    assert read_letter(heads, OURS).proof is Proof.ABSENT
