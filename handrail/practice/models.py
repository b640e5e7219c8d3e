"""The nouns of this package, for Django to find."""

from handrail.practice.account import Account
from handrail.practice.agreement import Agreement
from handrail.practice.consent import Consent
from handrail.practice.invitation import Invitation
from handrail.practice.membership import Membership
from handrail.practice.passkey import Passkey
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.practice.second_step import RecoveryCode, SecondStep
from handrail.practice.sign_in import SignInLink

__all__ = [
    "Account",
    "Agreement",
    "Consent",
    "Invitation",
    "Membership",
    "Passkey",
    "Person",
    "Practice",
    "RecoveryCode",
    "SecondStep",
    "SignInLink",
]
