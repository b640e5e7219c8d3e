"""The second step as a noun: which codes count, how often, and for how long one waits after guessing."""

from datetime import timedelta

import pyotp
import pytest
from django.conf import settings

from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.lib.sealed import Unreadable, seal, unseal
from handrail.practice.account import Account
from handrail.practice.person import Person
from handrail.practice.second_step import (
    CODES,
    FREE_GUESSES,
    CodeRefused,
    DraftGone,
    GuessedTooOften,
    RecoveryCode,
    SecondStep,
)
from tests.clock import Clock


class App:
    """Mara's, on her phone."""

    def __init__(self, account: Account, draft: str) -> None:
        self.totp = pyotp.TOTP(SecondStep.drafted(account, draft, at=now()).secret)

    def shows(self, *, minutes_ago: float = 0) -> str:
        return self.totp.at(now() - timedelta(minutes=minutes_ago))


@pytest.fixture
def account(mara: Person) -> Account:
    return Account.objects.get(email=mara.email)


@pytest.fixture
def draft(account: Account) -> str:
    return SecondStep.draft(account, at=now())


@pytest.fixture
def app(account: Account, draft: str) -> App:
    return App(account, draft)


@pytest.fixture
def recovery(account: Account, app: App, draft: str, clock: Clock) -> list[str]:
    """Mara has set it up, two minutes ago."""
    codes = SecondStep.add(account, at=now(), draft=draft, code=app.shows())
    clock.go(minutes=2)
    return codes


@pytest.fixture
def step(account: Account, recovery: list[str]) -> SecondStep:
    return SecondStep.objects.get(account=account)


def wrong(app: App) -> str:
    near = {app.shows(minutes_ago=half / 2) for half in range(-3, 4)}
    return next(code for code in (str(digit) * 6 for digit in range(10)) if code not in near)


def test_nothing_is_asked_until_a_code_has_shown_that_the_app_has_the_key(
    account: Account, draft: str, app: App
) -> None:
    with pytest.raises(CodeRefused):
        SecondStep.add(account, at=now(), draft=draft, code=wrong(app))
    assert not SecondStep.objects.exists()


def test_the_draft_of_a_key_is_its_owner_s_and_grows_old(
    account: Account, draft: str, app: App, tomas: Person, clock: Clock
) -> None:
    with pytest.raises(DraftGone):
        SecondStep.add(Account.objects.get(email=tomas.email), at=now(), draft=draft, code=app.shows())
    clock.go(minutes=31)
    with pytest.raises(DraftGone):
        SecondStep.add(account, at=now(), draft=draft, code=app.shows())


def test_of_two_keys_set_up_at_once_the_first_stays(account: Account, app: App, step: SecondStep) -> None:
    other = SecondStep.draft(account, at=now())
    with pytest.raises(DraftGone):
        SecondStep.add(account, at=now(), draft=other, code=App(account, other).shows())
    step.take(app.shows(), at=now())


def test_a_code_counts_once_and_none_before_it_does(step: SecondStep, app: App, clock: Clock) -> None:
    earlier, code = app.shows(minutes_ago=0.5), app.shows()
    assert step.take(f" {code[:3]} {code[3:]} ", at=now()) is False
    for used in (code, earlier):
        with pytest.raises(CodeRefused):
            step.take(used, at=now())
    clock.go(seconds=30)
    step.take(app.shows(), at=now())


def test_the_code_that_set_it_up_does_not_open_it_too(account: Account, app: App, draft: str) -> None:
    code = app.shows()
    SecondStep.add(account, at=now(), draft=draft, code=code)
    with pytest.raises(CodeRefused):
        SecondStep.objects.get().take(code, at=now())


@pytest.mark.parametrize(("minutes", "counts"), [(-1, False), (-0.5, True), (0, True), (0.5, True), (1, False)])
def test_a_clock_may_be_half_a_minute_off(step: SecondStep, app: App, minutes: float, counts: bool) -> None:
    if counts:
        step.take(app.shows(minutes_ago=minutes), at=now())
    else:
        with pytest.raises(CodeRefused):
            step.take(app.shows(minutes_ago=minutes), at=now())


def test_guessing_costs_ever_longer_waits_and_a_right_code_ends_them(step: SecondStep, app: App, clock: Clock) -> None:
    for _guess in range(FREE_GUESSES):
        with pytest.raises(CodeRefused):
            step.take(wrong(app), at=now())
    with pytest.raises(GuessedTooOften):
        step.take(app.shows(), at=now())
    clock.go(minutes=15)
    with pytest.raises(CodeRefused):
        step.take(wrong(app), at=now())
    clock.go(minutes=29)
    with pytest.raises(GuessedTooOften):
        step.take(app.shows(), at=now())
    clock.go(minutes=1)
    step.take(app.shows(), at=now())
    for _guess in range(FREE_GUESSES):
        with pytest.raises(CodeRefused):
            step.take(wrong(app), at=now())


def test_who_guesses_for_a_month_has_had_few_tries(step: SecondStep, app: App, clock: Clock) -> None:
    tries = 0
    for _hour in range(30 * 24):
        clock.go(hours=1)
        refusal: type[Refusal] | None = None
        try:
            step.take(wrong(app), at=now())
        except (CodeRefused, GuessedTooOften) as told:
            refusal = type(told)
        tries += refusal is CodeRefused
    assert tries < 45


def test_a_recovery_code_opens_once_also_after_much_guessing(step: SecondStep, app: App, recovery: list[str]) -> None:
    assert len(set(recovery)) == CODES
    for _guess in range(FREE_GUESSES):
        with pytest.raises(CodeRefused):
            step.take(wrong(app), at=now())
    assert step.take(f" {recovery[0].upper().replace('-', ' ')}", at=now()) is True
    assert step.codes_left == CODES - 1
    for typed in (recovery[0], "", "no such code", "é" * 12, "\0", "1" * 500):
        with pytest.raises(CodeRefused):
            step.take(typed, at=now())


def test_new_recovery_codes_close_the_earlier_ones(step: SecondStep, recovery: list[str]) -> None:
    newer = step.new_codes()
    with pytest.raises(CodeRefused):
        step.take(recovery[0], at=now())
    assert step.take(newer[0], at=now()) is True


def test_the_database_alone_makes_no_code(
    step: SecondStep, app: App, recovery: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert app.totp.secret not in step.sealed
    kept = " ".join(RecoveryCode.objects.values_list("hash", flat=True))
    assert not [code for code in recovery if code.replace("-", "") in kept]
    monkeypatch.setattr(settings, "SECRET_KEY", "another installation's")
    with pytest.raises(CodeRefused):
        step.take(app.shows(), at=now())


def test_what_is_sealed_is_read_for_its_purpose_alone(clock: Clock) -> None:
    sealed = seal("key", purpose="one", secret="s", at=now())
    assert unseal(sealed, purpose="one", secret="s", at=now()) == "key"
    others = [("two", "s", sealed), ("one", "t", sealed), ("one", "s", sealed[:-2]), ("one", "s", "")]
    for purpose, secret, text in others:
        with pytest.raises(Unreadable):
            unseal(text, purpose=purpose, secret=secret, at=now())
    clock.go(minutes=2)
    with pytest.raises(Unreadable):
        unseal(sealed, purpose="one", secret="s", at=now(), within=timedelta(minutes=1))
