"""What a file is, told by its first bytes."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = "application/octet-stream"

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"{\\rtf", "application/rtf"),
)
_EXTENSIONS: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/gzip": "gz",
    "application/x-7z-compressed": "7z",
    "application/vnd.rar": "rar",
    "application/ms-tnef": "dat",
    "application/x-msdownload": "exe",
    "application/rtf": "rtf",
    "application/pkcs7-mime": "p7m",
    "application/x-pkcs7-mime": "p7m",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "message/rfc822": "eml",
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "txt",
    "text/vcard": "vcf",
    "video/mp4": "mp4",
}
_WRAPPED_IN_ZIP: Final = (
    "vnd.openxmlformats",
    "vnd.oasis",
    "vnd.ms-",
    "epub",
    "java-archive",
    "x-zip",
    "zip",
)
_WRAPPED_IN_OLE: Final = ("msword", "vnd.ms-", "vnd.visio", "x-msi", "x-ole")


def kind_of(content: bytes, declared: str) -> str:
    """The media type: the declared one where the content does not speak against it."""
    found = _by_magic(content)
    if found is None:
        return UNKNOWN if _has_magic(declared) or _is_no_text(content, declared) else declared or UNKNOWN
    if found == "application/zip" and any(part in declared for part in _WRAPPED_IN_ZIP):
        return declared
    if found == "application/x-ole-storage" and any(part in declared for part in _WRAPPED_IN_OLE):
        return declared
    if found == "image/bmp" and declared.startswith("text/"):
        return declared
    return found


def extension_for(kind: str) -> str:
    """The usual end of a file's name; ``bin`` when there is none."""
    return _EXTENSIONS.get(kind, "bin")


def _by_magic(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return "video/mp4"
    return next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)


def _has_magic(declared: str) -> bool:
    """Whether files of that type always begin with bytes that are known here."""
    return declared in {kind for _, kind in _MAGIC} or declared in ("image/webp", "image/jpg")


def _is_no_text(content: bytes, declared: str) -> bool:
    return (
        declared.startswith("text/")
        and b"\x00" in content[:4_000]
        and content[:2] not in (b"\xff\xfe", b"\xfe\xff")
    )
