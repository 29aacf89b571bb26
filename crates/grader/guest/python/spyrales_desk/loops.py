"""asyncio's loop where there are no sockets and no threads: it sleeps on the virtual clock, and waits for nothing else."""

import asyncio
import selectors
import time
from asyncio import selector_events

_DEADLOCK = "asyncio waits for something that never comes: there is neither network nor another thread here"


class VirtualSelector(selectors._BaseSelectorImpl):
    """Waits for a time to pass; there is nothing else to wait for."""

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError(_DEADLOCK)
        if timeout > 0:
            time.sleep(timeout)
        return []


def install():
    """Has every loop of asyncio be such a one, however it is made."""
    selectors.DefaultSelector = VirtualSelector
    loop = selector_events.BaseSelectorEventLoop
    for name in ("_make_self_pipe", "_close_self_pipe", "_write_to_self"):
        setattr(loop, name, lambda self: None)
    loop.run_in_executor = _run_here
    # Made once, so that a learner's first loop costs no more than the next.
    asyncio.run(asyncio.sleep(0))


def _run_here(self, executor, function, *args):
    """Runs at once what elsewhere would run in a thread."""
    future = self.create_future()
    try:
        future.set_result(function(*args))
    except Exception as error:
        future.set_exception(error)
    return future
