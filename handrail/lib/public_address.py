"""Which addresses belong to everybody's internet, and which to somebody's house."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

# What IANA keeps for special purposes (RFC 6890 and after), whatever this Python's own list says.
SPECIAL = tuple(ip_network(each) for each in (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
    # Teredo and its neighbours, documentation, 6to4, documentation again: none leads to a calendar, some lead inside.
    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
))  # fmt: skip
# All that is routed between networks today.
ROUTED = IPv6Network("2000::/3")
# An IPv4 address in the clothes of an IPv6 one; a network without IPv4 reaches the others so (RFC 6052).
NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether this is the address of a machine that anybody may ask. Only as addresses are written; no names."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        return _is_public_v6(parsed)
    return _is_public_v4(parsed)


def _is_public_v6(address: IPv6Address) -> bool:
    if address in NAT64:
        return _is_public_v4(IPv4Address(address.packed[-4:]))
    if address.scope_id is not None or address not in ROUTED:
        return False
    return address.is_global and not _is_special(address)


def _is_public_v4(address: IPv4Address) -> bool:
    return address.is_global and not _is_special(address)


def _is_special(address: IPv4Address | IPv6Address) -> bool:
    return any(address.version == network.version and address in network for network in SPECIAL)
