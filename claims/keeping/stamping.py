"""Time stamps of a log's head by an authority outside: RFC 3161, https://www.rfc-editor.org/rfc/rfc3161.

A head that is stamped existed at that time, on the word of an authority that knows nothing of the
desk; what the log says up to it can no longer have been written later. The library is an extra,
``claimdesk[timestamp]``, and nothing is sent anywhere unless somebody names an address.
"""

import urllib.request
from datetime import datetime
from pathlib import Path
from types import ModuleType

from claims.errors import ConfigurationError, InputError, LedgerError
from claims.exchange import head_path

PATIENCE = 30.0
# An answer holds a signature and some certificates; more than this is none.
LONGEST = 1 << 20


def stamp_path(log: Path) -> Path:
    """Return where the stamp of an exported log's head lies: ``FILE.head.json.tsr`` beside it."""
    head = head_path(log)
    return head.with_name(f"{head.name}.tsr")


def stamp(log: Path, url: str) -> datetime:
    """Have the head of an exported log stamped, and keep the answer beside it.

    Args:
        log: the exported log; ``FILE.head.json`` lies beside it.
        url: of the authority, http or https; only the hash of the head file is sent there.

    Returns:
        The time that the authority vouches for.

    Raises:
        ConfigurationError: the library is not installed.
        InputError: there is no head or a stamp already, or the authority gave no stamp for it.
    """
    library = _library()
    content = _content(log)
    if stamp_path(log).exists():
        raise InputError(f"{stamp_path(log)} is there already; move it away to have another")
    builder = library.TimestampRequestBuilder().data(content)
    request = builder.hash_algorithm(library.HashAlgorithm.SHA256).build()
    answer = _asked(url, request.as_bytes())
    try:
        response = library.decode_timestamp_response(answer)
        stamped = response.tst_info
    except ValueError as error:
        raise InputError(f"{url} gave no time stamp: {error}; try another authority") from error
    if (
        stamped.message_imprint.message != request.message_imprint.message
        or stamped.nonce != request.nonce
    ):
        raise InputError(f"{url} stamped something else; try another authority")
    stamp_path(log).write_bytes(answer)
    moment: datetime = stamped.gen_time
    return moment


def check_stamp(log: Path, roots: Path) -> datetime:
    """Check the stamp beside an exported log's head, and return the time that it vouches for.

    Args:
        log: the exported log.
        roots: certificates of the authorities that are trusted, PEM.

    Raises:
        ConfigurationError: the library is not installed.
        InputError: there is no head, stamp or certificate.
        LedgerError: the stamp is not of this head, or not of an authority that is trusted.
    """
    library = _library()
    content = _content(log)
    try:
        answer = stamp_path(log).read_bytes()
        builder = library.VerifierBuilder()
        for certificate in _certificates(roots):
            builder = builder.add_root_certificate(certificate)
        verifier = builder.build()
    except (OSError, ValueError) as error:
        raise InputError(f"the stamp of {log} cannot be checked: {error}") from error
    try:
        response = library.decode_timestamp_response(answer)
        verifier.verify_message(response, content)
    except (ValueError, library.VerificationError) as error:
        raise LedgerError(f"{stamp_path(log)} does not stamp this head: {error}") from error
    moment: datetime = response.tst_info.gen_time
    return moment


def _library() -> ModuleType:
    try:
        import rfc3161_client  # noqa: PLC0415 - an extra, which need not be installed
    except ImportError as error:
        raise ConfigurationError(
            "time stamps need one more library: pip install 'claimdesk[timestamp]'"
        ) from error
    return rfc3161_client


def _certificates(roots: Path) -> list[object]:
    from cryptography import x509  # noqa: PLC0415 - comes with the extra

    return [*x509.load_pem_x509_certificates(roots.read_bytes())]


def _content(log: Path) -> bytes:
    try:
        return head_path(log).read_bytes()
    except OSError as error:
        raise InputError(
            f"{head_path(log)} cannot be read: {error.strerror or error}; "
            "a stamp is of the head that `claims export log` writes beside a log"
        ) from error


def _asked(url: str, question: bytes) -> bytes:
    if not url.startswith(("https://", "http://")):
        raise InputError(f"{url!r} is no address of an authority; give one with https://")
    request = urllib.request.Request(  # noqa: S310 - checked above
        url, question, {"Content-Type": "application/timestamp-query"}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:  # noqa: S310 - as above
            answer: bytes = reply.read(LONGEST)
    except (OSError, ValueError) as error:
        raise InputError(f"{url} did not answer: {error}; try again or another one") from error
    return answer
