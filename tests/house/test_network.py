"""No test reaches the network, and it is shown that it could not."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


# 192.0.2.0/24 is set aside for examples: nobody is there, should the wall fail.
@pytest.mark.filterwarnings("ignore:A test tried to use")  # what the wall says besides
@pytest.mark.parametrize("address", [("192.0.2.1", 443), ("192.0.2.53", 53)])
def test_the_way_out_is_closed(address: tuple[str, int]) -> None:
    with socket.socket() as way_out:
        way_out.settimeout(0.2)
        with pytest.raises(SocketConnectBlockedError):
            way_out.connect(address)


def test_this_machine_can_be_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=2),
    ):
        pass
