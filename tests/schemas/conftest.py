"""What the tests of several checks share."""

import socket
import threading
from collections.abc import Iterator

import pytest


@pytest.fixture
def listener() -> Iterator[list[object]]:
    """A listener at the address the hostile files point to; it must never hear anything."""
    connections: list[object] = []
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", 8099))
        except OSError:
            pytest.skip("port 8099 is taken")
        server.listen()
        server.settimeout(0.05)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connections.append(server.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        yield connections
        done.set()
        thread.join()
