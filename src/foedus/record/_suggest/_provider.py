"""A language model asked over HTTP: only where the user names one, and only that host."""

from __future__ import annotations

import ipaddress
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from foedus._core import CaseError, Diagnostic, LimitError, Severity

if TYPE_CHECKING:
    from socket import socket
    from threading import Event

LARGEST_PROMPT = 200_000
"""Characters sent at once."""
LARGEST_REPLY = 2_000_000
"""Bytes taken of a reply."""


class ModelProvider(Protocol):
    """Whatever completes a prompt: an endpoint, a model on this machine, a fake in a test."""

    @property
    def name(self) -> str:
        """Its name, which suggestions carry in their rule."""

    def complete(self, prompt: str) -> str:
        """Return what the model answers."""


@dataclass(frozen=True)
class ChatEndpoint:
    """An endpoint that speaks the OpenAI chat protocol; nothing is sent before `complete` is called.

    Redirects are not followed and proxies of the environment are not used: the passages go to the host named here or
    nowhere. A key is sent over plain HTTP to this machine only.
    """

    url: str
    """Base address, to which ``/chat/completions`` is added."""
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    """Seconds for one answer, from the first byte sent to the last received."""

    def __post_init__(self) -> None:
        """Refuse an address that no passage should be sent to."""
        problem = _problem(self.url, keyed=bool(self.key))
        if problem:
            raise CaseError([_error("model-address", problem, "write `https://host/v1`")])

    @classmethod
    def from_environment(cls, url: str, model: str, *, key_variable: str, timeout: float = 120.0) -> ChatEndpoint:
        """Return an endpoint whose key is read from the environment variable the user names.

        Raises:
            CaseError: there is no such variable, or the address is none.
        """
        key = os.environ.get(key_variable, "")
        if not key:
            message = f"the environment has no {key_variable}"
            raise CaseError([_error("model-key", message, "set it, or name another with the key in it")])
        return cls(url, model, key, timeout)

    @property
    def name(self) -> str:
        """The name of the model."""
        return self.model

    def complete(self, prompt: str) -> str:
        """Return what the model answers to *prompt*.

        Raises:
            CaseError: it could not be reached, or answered something else than the protocol says.
            LimitError: the prompt or the answer is too large.
        """
        if len(prompt) > LARGEST_PROMPT:
            raise LimitError(f"a prompt of {len(prompt):,} characters is over the limit of {LARGEST_PROMPT:,}")
        body = {"model": self.model, "messages": [{"role": "user", "content": prompt}], "temperature": 0}
        data = json.dumps(body, ensure_ascii=True).encode("ascii")
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "foedus"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        return _content(_post(self.url.rstrip("/") + "/chat/completions", data, headers, timeout=self.timeout))


def _post(url: str, data: bytes, headers: dict[str, str], *, timeout: float) -> bytes:
    """Return what the host of *url* answers; http.client follows no redirect and asks no proxy."""
    from http.client import HTTPConnection, HTTPException, HTTPSConnection  # only where a model is asked
    from threading import Event, Timer

    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=timeout)
    late = Event()
    held: list[socket] = []  # the connection lets go of its socket when the answer begins
    watch = Timer(timeout, lambda: _hang_up(held, late))  # an answer that only drips ends too
    watch.daemon = True
    try:
        watch.start()
        connection.connect()
        held.append(connection.sock)
        connection.request("POST", parts.path, data, headers)
        with connection.getresponse() as reply:
            if reply.status != 200:
                raise _unreachable(f"the model's host answered {reply.status}")
            answer = reply.read(LARGEST_REPLY + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise _unreachable(f"the model could not be asked: {error or type(error).__name__}") from error
    finally:
        watch.cancel()
        connection.close()
    if late.is_set():
        raise _unreachable(f"the model took over {timeout:g} seconds")
    if len(answer) > LARGEST_REPLY:
        raise LimitError(f"the model's answer is over {LARGEST_REPLY:,} bytes")
    return answer


def _hang_up(held: list[socket], late: Event) -> None:
    late.set()
    for connected in held:
        with suppress(OSError):
            connected.shutdown(2)


def _content(answer: bytes) -> str:
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        finding = _error("model-reply", "the answer is not as the chat protocol has it", "check the address")
        raise CaseError([finding]) from error
    if not isinstance(content, str):
        raise CaseError([_error("model-reply", "the answer holds no text", "choose a model that answers in text")])
    return content


def _problem(url: str, *, keyed: bool) -> str:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "the model's address cannot be read"
    if parts.scheme not in ("http", "https"):
        return f"a model is asked over http or https, not `{parts.scheme[:20]}`"
    if not host or parts.username is not None or any(letter.isspace() or ord(letter) < 32 for letter in url):
        return "the model's address names no host, or more than that"
    if parts.query or parts.fragment:
        return "the model's address goes on behind its path"
    if keyed and parts.scheme == "http" and not _here(host):
        return "a key would travel in the open"
    return ""


def _here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _unreachable(message: str) -> CaseError:
    return CaseError([_error("model-unreachable", message, "check the address and the key, or go on without a model")])


def _error(code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, None, "no suggestion was asked for", hint)
