"""Numbers as people type them."""

from decimal import Decimal

import pytest

from handrail.lib.amount import TwoWays, amount, plain
from handrail.lib.refusal import NotUnderstood


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7.5", "7.5"), ("7,5", "7.5"), (" 7,50 ", "7.50"), (".5", "0.5"), ("5,", "5.0"), ("-3", "-3"), ("−3", "-3"),
        ("1 200", "1200"), ("1’200", "1200"), ("1\u202f200,5", "1200.5"), ("1.200,5", "1200.5"), ("1,200.5", "1200.5"),
        ("12.345.678", "12345678"), ("0,125", "0.125"), ("٧٫٥", "7.5"), ("7.5 h", "7.5"), ("7.5H", "7.5"),
    ],
)  # fmt: skip
def test_commas_points_spaces_and_other_digits_are_read(typed: str, meant: str) -> None:
    assert amount(typed, unit="h") == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "NaN", "inf", "-inf", "1e5", "½", "²", "7-5", "7 5", "1.2.3", "1,2,3.4.5", "$5", "9" * 40, "x" * 10_000,
     "--3", "0x10", "1_0", "\0", "5; drop"],
)  # fmt: skip
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        amount(typed)


def test_what_can_be_read_in_two_ways_is_asked_back() -> None:
    with pytest.raises(TwoWays) as refused:
        amount("1,200")
    assert (refused.value.whole, refused.value.parts) == ("1200", "1.2")


def test_a_number_is_told_without_the_noughts_it_is_kept_with() -> None:
    kept = ["7.5000", "1.2E+3", "100", "0.0000", "-3.0100"]
    assert [plain(Decimal(value)) for value in kept] == ["7.5", "1200", "100", "0", "-3.01"]
