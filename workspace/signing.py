"""Signs id tokens as Slack does, RS256, with a key everybody may know: nothing here is worth protecting."""

from __future__ import annotations

import base64
import hashlib
import json

from workspace.things import Json

# RFC 8017, 8.2 (RSASSA-PKCS1-v1_5) needs no more than hashing and one pow(). The key is the same in every
# workspace, so that tokens are too; a real signature needs a real library and a key that is kept.
MODULUS = int(
    "ba4ab1ed0abea05ec378495ff4a83d68c37af6fca584b7b9588328403ea434caf3cec44c1829173aea45eea120e239b1"
    "b601cc677925f00e0486b675e106f524377cf5aacf14d08e137daed02016f72f2eb83995b7fcd4c55d9f2aad510b8dde"
    "9af67ba1e479ec127d88504ab8583c3084d95195d564efbce0c1c43be4f25a60cac091c94df1fe515b5aa341c151e03f"
    "ad2872a0606899d4c90ab5322613f1c3c1da30d083bcbb235eb621c4acde6ccba555eab301aa3ee327015d50cd420eda"
    "1bb24b4099ae84e8e365cd21f19a46c80a22e216fb1ba43b9bcadcf3bbe8b52753a51b783dfe42d020ffd074e9f95326"
    "61278d3425947a67fca22e39c5280623",
    16,
)
PRIVATE_EXPONENT = int(
    "948a3a94e79c5803379911e8910c14eb13f3583cdb3d97c111f28285b76cf72b5c7be1c94afa78ab6161a18498d3c96d"
    "09d32548dc3083d8a98340b97d542ee351db3187a0d6d7f4715625ad8de8c1efbd30e7b9999adf8cffb98a2de8116e6d"
    "b0e218725ddb5980e4d76c2e280f32eefcfecb2ecd984e102ca653f1edfbd0533f451748e4a7d71e3ddeed8a77b370d9"
    "3e3700707931b65630f9e153e07570b2771ff4c726277300cee16fb6035dce0a681fa31536e9b9a4f825bc3cd59d01eb"
    "b8f5e7c64ade23db203db3bf69206f517691d4dc9e1a49fafb681f641e78b04b48906b03d54123e6553ce1a997a01352"
    "b40411df6d335a025562bcb1a79e741",
    16,
)
PUBLIC_EXPONENT = 65_537
KEY_ID = "simulated"
BYTES = 256
SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")  # the DigestInfo of RFC 8017, 9.2


def signed(claims: Json) -> str:
    """The claims as a compact JWS."""
    header = {"typ": "JWT", "alg": "RS256", "kid": KEY_ID}
    content = b".".join(
        _encoded(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims)
    )
    return b".".join((content, _encoded(_signature(content)))).decode()


def public_keys() -> Json:
    """The JSON Web Key Set to verify with."""
    modulus = _encoded(MODULUS.to_bytes(BYTES, "big")).decode()
    exponent = _encoded(PUBLIC_EXPONENT.to_bytes(3, "big")).decode()
    key = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": KEY_ID, "n": modulus, "e": exponent}
    return {"keys": [key]}


def half_hash(token: str) -> str:
    """The claim at_hash of an access token: OpenID Connect Core 1.0, 3.1.3.6."""
    return _encoded(hashlib.sha256(token.encode()).digest()[:16]).decode()


def _signature(content: bytes) -> bytes:
    info = SHA256 + hashlib.sha256(content).digest()
    padded = b"\x00\x01" + b"\xff" * (BYTES - len(info) - 3) + b"\x00" + info
    return pow(int.from_bytes(padded, "big"), PRIVATE_EXPONENT, MODULUS).to_bytes(BYTES, "big")


def _encoded(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")
