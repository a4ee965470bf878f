"""Talk HTTP to an endpoint: one lasting connection, credentials, patience with a busy server, errors in plain words.

The standard library's client does all that is needed here: no redirects (credentials would follow them), no cookies,
bodies that are at hand as bytes. https://www.rfc-editor.org/rfc/rfc9110
"""

from __future__ import annotations

import hashlib
import html
import http.client
import re
import secrets
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import urlsplit

from graphbuild.errors import EndpointError, UsageError
from graphbuild.resources import program_version

#: What a server answers when it may well answer otherwise a moment later.
_TEMPORARY: Final = frozenset({408, 429, 500, 502, 503, 504})
_LONGEST_WAIT: Final = 60.0
_LARGEST_ANSWER: Final = 256 * 1024 * 1024

Answer = TypeVar("Answer")


class TemporaryFailure(EndpointError):
    """A failure that trying again may mend. ``wait``: the seconds that the server asked for, if it did."""

    def __init__(self, message: str, *, advice: str | None = None, wait: float | None = None) -> None:
        super().__init__(message, advice=advice)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to try, and how long to wait between tries: ``first``, doubled each time, at most a minute."""

    tries: int = 5
    first: float = 0.5
    pause: Callable[[float], None] = time.sleep

    def run(self, deed: Callable[[], Answer]) -> Answer:
        """Do what can safely be done twice. Raises :class:`EndpointError` when the last try fails."""
        for past in range(self.tries - 1):
            try:
                return deed()
            except TemporaryFailure as failure:
                self.pause(min(_LONGEST_WAIT, failure.wait or self.first * 2**past))
        return deed()


PATIENCE: Final = Patience()


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """A user with a password (Basic, or Digest where the server wants it), or a bearer token. Never printed."""

    user: str | None = None
    password: str = ""
    token: str | None = None

    def __bool__(self) -> bool:
        return bool(self.user or self.token)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer with a good status."""

    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


class HttpClient:
    """Sends requests, one after the other. ``sent`` counts them."""

    def __init__(self, credentials: Credentials = Credentials(), timeout: float = 60.0) -> None:
        self.credentials = credentials
        self.sent = 0
        self._timeout = timeout
        self._connections: dict[tuple[str, str], http.client.HTTPConnection] = {}
        self._challenge: dict[str, str] | None = None
        self._count = 0

    def __enter__(self) -> HttpClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        for one in self._connections.values():
            one.close()
        self._connections.clear()

    def request(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        also: frozenset[int] = frozenset(),
    ) -> Response:
        """Send a request once and return the answer, if its status is 2xx or one of ``also``.

        Raises :class:`TemporaryFailure` for what may be tried again, :class:`EndpointError` for anything else.
        """
        response = self._send(method, url, body, headers or {})
        if response.status == 401 and self.credentials.user and not self.credentials.token:
            # Virtuoso tells its challenge only to those who come without any credentials
            asked = response if _challenge(response) else self._send(method, url, body, headers or {}, bare=True)
            if (challenge := _challenge(asked)) is not None:
                self._challenge, self._count = challenge, 0
                response = self._send(method, url, body, headers or {})
        if 200 <= response.status < 300 or response.status in also:
            return response
        raise _refusal(method, url, response, had_credentials=bool(self.credentials))

    def _send(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], *, bare: bool = False
    ) -> Response:
        address = urlsplit(url)
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        sent = {"User-Agent": f"graphbuild/{program_version()}", **headers}
        if not bare:
            sent |= self._authorization(method, target)
        if body is None and method in {"POST", "PUT"}:
            body = b""
        key = (address.scheme, address.netloc)
        try:
            connection = self._connections.get(key) or self._connect(url)
            self._connections[key] = connection
            self.sent += 1
            connection.request(method, target, body, sent)
            answer = connection.getresponse()
            read = answer.read(_LARGEST_ANSWER + 1)
            if answer.will_close or len(read) > _LARGEST_ANSWER:
                self._drop(key)
        except (OSError, http.client.HTTPException) as error:
            self._drop(key)
            raise _broken(url, error, self._timeout) from error
        if len(read) > _LARGEST_ANSWER:
            raise EndpointError(f"{url}: the answer is larger than {_LARGEST_ANSWER // 2**20} MB.")
        return Response(answer.status, {name.lower(): value for name, value in answer.getheaders()}, read)

    def _drop(self, key: tuple[str, str]) -> None:
        connection = self._connections.pop(key, None)
        if connection is not None:
            connection.close()

    def _connect(self, url: str) -> http.client.HTTPConnection:
        address = urlsplit(url)
        if address.scheme == "https":
            return http.client.HTTPSConnection(
                str(address.hostname), address.port, timeout=self._timeout, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(str(address.hostname), address.port, timeout=self._timeout)

    # --- credentials -------------------------------------------------------------------------------------------------

    def _authorization(self, method: str, target: str) -> dict[str, str]:
        if self.credentials.token:
            return {"Authorization": f"Bearer {self.credentials.token}"}
        if not self.credentials.user:
            return {}
        if self._challenge is not None:
            return {"Authorization": self._digest(self._challenge, method, target)}
        pair = f"{self.credentials.user}:{self.credentials.password}".encode()
        return {"Authorization": f"Basic {b64encode(pair).decode()}"}

    def _digest(self, challenge: Mapping[str, str], method: str, target: str) -> str:
        """Answer a challenge: https://www.rfc-editor.org/rfc/rfc7616#section-3.4"""
        algorithm = challenge.get("algorithm", "MD5")

        def hashed(text: str) -> str:
            return hashlib.new(_DIGESTS[algorithm.upper()], text.encode(), usedforsecurity=False).hexdigest()

        self._count += 1
        count, own = f"{self._count:08x}", secrets.token_hex(8)
        realm, nonce = challenge.get("realm", ""), challenge["nonce"]
        user, password = self.credentials.user, self.credentials.password
        secret, asked = hashed(f"{user}:{realm}:{password}"), hashed(f"{method}:{target}")
        parts = {"username": user, "realm": realm, "nonce": nonce, "uri": target}
        if "qop" in challenge:
            parts["response"] = hashed(f"{secret}:{nonce}:{count}:{own}:auth:{asked}")
            parts["cnonce"] = own
        else:
            parts["response"] = hashed(f"{secret}:{nonce}:{asked}")
        if "opaque" in challenge:
            parts["opaque"] = challenge["opaque"]
        written = [f'{name}="{value}"' for name, value in parts.items()] + [f"algorithm={algorithm}"]
        if "qop" in challenge:
            written += ["qop=auth", f"nc={count}"]
        return "Digest " + ", ".join(written)


_DIGESTS: Final = {"MD5": "md5", "SHA-256": "sha256"}


def _challenge(response: Response) -> dict[str, str] | None:
    """Return the parts of a challenge to Digest authentication that can be answered."""
    told = response.headers.get("www-authenticate", "")
    if response.status != 401 or not told.lower().startswith("digest "):
        return None
    parts = {
        found["name"].lower(): found["quoted"] if found["quoted"] is not None else found["plain"]
        for found in re.finditer(r'(?P<name>\w+)\s*=\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s,]+))', told)
    }
    return parts if parts.get("nonce") and parts.get("algorithm", "MD5").upper() in _DIGESTS else None


def checked_address(url: str, schemes: frozenset[str], example: str) -> str:
    """Return an address as given. Raises :class:`UsageError` for one that cannot be, or that holds a password."""
    try:
        address = urlsplit(url)
        port = address.port
    except ValueError:
        address, port = urlsplit(""), None
    if (
        address.scheme not in schemes
        or not address.hostname
        or port == 0
        or address.fragment
        or re.search(r"[\s<>\"\x00-\x1f\x7f]", url)
    ):
        raise UsageError(f"»{url}« is no address of such a server.", advice=f"An address looks like {example}")
    if address.username is not None or address.password is not None:
        raise UsageError(
            "The address holds a user name or a password, which others could read in the list of processes.",
            advice="Put them into the environment; --help names the variables.",
        )
    return url


def is_private(url: str, secure: frozenset[str]) -> bool:
    """Say whether what is sent to an address cannot be read on the way: encrypted, or not leaving this machine."""
    address = urlsplit(url)
    return address.scheme in secure or address.hostname in {"localhost", "127.0.0.1", "::1"}


_PAGE_START: Final = re.compile(r"\s*(?:<!doctype html|<html)", re.IGNORECASE)


def opening(body: bytes, length: int = 200) -> str:
    """Return the first words of an answer, without tags and control characters."""
    text = body[:20_000].decode("utf-8", "replace")
    if _PAGE_START.match(text) or "</" in text:
        text = re.sub(r"<(?:style|script)\b[^>]{0,500}>[^<]{0,20000}|<[^>]{0,1000}>", " ", text)
    words = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", html.unescape(text)).split())
    return words if len(words) <= length else words[: length - 1] + "…"


def looks_like_page(response: Response) -> bool:
    """Say whether an answer is a web page, such as a login form, a proxy's notice or another program's."""
    is_page = response.media_type in {"text/html", "application/xhtml+xml"}
    return is_page or _PAGE_START.match(response.body[:500].decode("latin-1")) is not None


def _refusal(method: str, url: str, response: Response, *, had_credentials: bool) -> EndpointError:
    said = opening(response.body)
    reason = http.client.responses.get(response.status, "")
    message = f"{url}: the server answered {response.status} {reason}".rstrip() + (f": {said}" if said else ".")
    # Virtuoso says 500 to who may not write
    forbidden = response.status == 500 and b"SECURITY: No permission" in response.body
    match 403 if forbidden else response.status:
        case 401 | 403:
            advice = (
                "The credentials are not accepted, or may not write there."
                if had_credentials
                else "Set GRAPHBUILD_ENDPOINT_USER and GRAPHBUILD_ENDPOINT_PASSWORD, or GRAPHBUILD_ENDPOINT_TOKEN."
            )
        case 301 | 302 | 303 | 307 | 308:
            where = response.headers.get("location", "elsewhere")
            message, advice = f"{url}: the server sends on to {where}.", "Push to that address instead."
        case 404 | 405 | 501:
            advice = f"The address takes no {method}; name the right ones with --query-url, --update-url, --store-url."
        case 413:
            advice = "What is sent at once is too large for the server; try a smaller --batch."
        case _:
            advice = "What was sent before is kept; the same command goes on from there."
    if response.status in _TEMPORARY and not forbidden:
        asked = response.headers.get("retry-after", "").strip()
        return TemporaryFailure(message, advice=advice, wait=float(asked) if asked.isdecimal() else None)
    return EndpointError(message, advice=advice)


def _broken(url: str, error: Exception, timeout: float) -> EndpointError:
    again = "What was sent before is kept; the same command goes on from there."
    match error:
        case ssl.SSLCertVerificationError():
            return EndpointError(f"{url}: the server's certificate cannot be trusted: {error.verify_message}.")
        case ssl.SSLError():
            return EndpointError(f"{url}: no secure connection: {error.reason}.", advice="Is it https there?")
        case socket.gaierror():
            return EndpointError(f"{url}: there is no machine of that name.", advice="Check the address.")
        case ConnectionRefusedError():
            return TemporaryFailure(
                f"{url}: nothing answers there (connection refused).",
                advice="Is the server running, and is the port right?",
            )
        case TimeoutError():
            return TemporaryFailure(
                f"{url}: no answer within {timeout:g} seconds.", advice=f"Give it longer with --timeout. {again}"
            )
        case _:
            said = str(error) or type(error).__name__
            return TemporaryFailure(f"{url}: the connection broke off: {said}", advice=again)
