"""A peer in a process of its own: compiled solvers ignore signals, so a time limit has to kill them."""

from __future__ import annotations

import importlib
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

STARTING = 60.0
"""Seconds a peer may take to be imported."""


class GaveNoAnswer(Exception):
    """A peer ran into its time limit, died or raised; the message says which."""


def _serve(connection: Connection, module: str) -> None:
    """Run tasks of *module* as they are asked for, until the other end closes."""
    try:
        tasks = importlib.import_module(module).TASKS
    except ImportError as error:
        connection.send((False, f"not installed ({error.name})"))
        return
    connection.send((True, None))
    while True:
        try:
            name, arguments = connection.recv()
        except EOFError:
            return
        try:
            connection.send((True, tasks[name](*arguments)))
        except Exception as error:
            connection.send((False, f"{type(error).__name__}: {str(error)[:200]}"))


class Child:
    """One peer; ``call`` runs one of its tasks with a time limit and starts the process again after a failure."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def call(self, task: str, *arguments: Any, limit: float) -> Any:
        """Return what the task returns.

        Raises:
            GaveNoAnswer: it did not return within *limit* seconds, or failed.
        """
        if self._process is None:
            self._start()
        assert self._connection is not None
        self._connection.send((task, arguments))
        return self._answer(limit)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = None

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far, self._module), daemon=True)
        self._process.start()
        far.close()
        try:
            self._answer(STARTING)
        except GaveNoAnswer:
            self.close()
            raise

    def _answer(self, limit: float) -> Any:
        assert self._connection is not None
        if not self._connection.poll(limit):
            self.close()
            raise GaveNoAnswer(f"no answer within {limit:g} s")
        try:
            good, answer = self._connection.recv()
        except EOFError:
            self.close()
            raise GaveNoAnswer("the process died") from None
        if not good:
            raise GaveNoAnswer(answer)
        return answer


def available(child: Child, task: str, *arguments: Any) -> str:
    """Return the peer's version by running its ``version`` task, or an empty text where it is not installed."""
    try:
        return str(child.call(task, *arguments, limit=STARTING))
    except GaveNoAnswer:
        return ""
