"""Addresses by which the phones of a hall reach this machine, without asking anything of the internet."""

from __future__ import annotations

import ipaddress
import socket
import struct

SIOCGIFADDR = 0x8915  # Linux: the IPv4 address of an interface


def addresses() -> list[str]:
    """This machine's own IPv4 addresses on local networks: those of hotspots and offices before any other."""
    found = {*_of_interfaces(), *_of_name()}
    own = [ipaddress.IPv4Address(text) for text in found]
    own = [one for one in own if not (one.is_loopback or one.is_link_local or one.is_unspecified)]
    return [str(one) for one in sorted(own, key=lambda one: (not one.is_private, one))]


def is_this_machine(host: str) -> bool:
    """A name that means this machine to itself, and to a phone nothing."""
    if host in ("localhost", "[::1]"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _of_interfaces() -> list[str]:
    try:
        import fcntl
    except ImportError:  # not Linux: the name must do
        return []
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            try:
                packed = fcntl.ioctl(probe, SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
            except OSError:  # no address yet
                continue
            found.append(socket.inet_ntoa(packed[20:24]))
    return found


def _of_name() -> list[str]:
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return []
    return [str(one[4][0]) for one in found]
