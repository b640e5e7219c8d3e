"""Which addresses may be gone to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.lib.public_address import is_public

PUBLIC = (
    "1.1.1.1", "8.8.8.8", "142.250.179.174", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1",
    "2606:4700:4700::1111", "2a00:1450:400e:80f::200e", "64:ff9b::101:101",
)  # fmt: skip
INNER = {
    "this machine": ("127.0.0.1", "127.255.255.254", "::1", "0.0.0.0", "::", "0.1.2.3"),
    "private": ("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12:3456::1", "fec0::1"),
    "this link": ("169.254.169.254", "fe80::1", "fe80::1%eth0"),
    "a carrier's": ("100.64.0.1", "100.127.255.255"),
    "many": ("224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1", "255.255.255.255"),
    "kept": ("192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1", "192.88.99.1"),
    "IPv4 in IPv6": ("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:127.0.0.1"),
    "NAT64 to inside": ("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::101:101"),
    "6to4": ("2002:7f00:1::1", "2002:808:808::1"),
    "Teredo and documentation": ("2001::1", "2001:0:4136:e378::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1"),
    "no address": ("", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "1.1.1.1 ", "1.1.1.1/32", "::1]"),
}  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_everybody_s_may_be_gone_to(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(("kind", "address"), [(kind, each) for kind, all_ in INNER.items() for each in all_])
def test_what_is_somebody_s_own_may_not(kind: str, address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses())
def test_what_python_knows_to_be_inner_is_inner(address: object) -> None:
    if not getattr(address, "is_global", False) or getattr(address, "is_multicast", False):
        assert not is_public(str(address)) or str(address).startswith("64:ff9b::")


@settings(max_examples=30)
@given(st.text(max_size=40))
def test_anything_at_all_has_an_answer(text: str) -> None:
    assert is_public(text) in (True, False)
