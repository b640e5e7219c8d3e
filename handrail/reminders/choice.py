"""Choice: how somebody wants to be reminded [80]. No row is the same as the defaults (judge.Chosen)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import Writing, write
from handrail.lib.composed import Composed
from handrail.lib.refusal import Missing, NotUnderstood, NotYours
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.reminders.judge import A_WEEK, DAILY, DAY, EVERY_DAY, HOUR, LESS_OFTEN, QUIET_FROM, QUIET_UNTIL, Chosen

SUNDAY = 7
LATER = timedelta(days=7)
# Minutes before a session at which a coach may have it prepared by mail.
PREPARE = (30, 60, 120, 24 * 60)
# When a coach hears who needs them, unless they chose an hour: before the day's work, when it is quiet no more.
MORNING = QUIET_UNTIL
_MINUTE = [MaxValueValidator(DAY - 1)]


class Channel(models.TextChoices):
    EMAIL = "email", _("Mail")
    PUSH = "push", _("A notice on my devices")
    APPRISE = "apprise", _("A messenger of the practice")


class ChoiceQuerySet(CoveredQuerySet["Choice"]):
    def visible_to(self, person: Person) -> "ChoiceQuerySet":
        """One's own, and those of one's clients: a coach sees it as what it is, a choice."""
        reach = Q(person=person.pk)
        if person.is_coach:
            reach |= Q(person__participations__trajectory__coach=person)
        here = self.filter(practice_id=person.practice_id)
        return here.filter(pk__in=here.filter(reach).values("pk"))


class Choice(Covered):
    """One row a person. Hours are minutes of the day, by the person's own wall."""

    FIXED = frozenset({"person_id"})

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, models.PROTECT, related_name="reminder_choice")
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.EMAIL)
    hour = models.PositiveSmallIntegerField(default=HOUR, validators=_MINUTE)
    # ISO weekdays on which prompts may come: "1234567" is every day.
    days = models.CharField(max_length=7, default=EVERY_DAY)
    quiet_from = models.PositiveSmallIntegerField(default=QUIET_FROM, validators=_MINUTE)
    quiet_until = models.PositiveSmallIntegerField(default=QUIET_UNTIL, validators=_MINUTE)
    # At most so many prompts within seven days.
    a_week = models.PositiveSmallIntegerField(
        default=A_WEEK, validators=[MinValueValidator(1), MaxValueValidator(A_WEEK)]
    )
    # No prompt before this day.
    later_until = models.DateField(null=True)
    stopped = models.BooleanField(default=False)
    # Kinds that are not wanted, by name, sorted, with commas between.
    without = models.CharField(max_length=200, blank=True, default="")
    # What they asked for and want every other time only: kinds as above.
    eased = models.CharField(max_length=200, blank=True, default="")
    # The hour of the daily check-in; none is the default, for only who wants it is asked [75].
    daily_at = models.PositiveSmallIntegerField(null=True, validators=_MINUTE)
    # On which days it comes: ISO weekdays.
    daily_days = models.CharField(max_length=7, default=EVERY_DAY)
    report_day = models.PositiveSmallIntegerField(
        default=SUNDAY, validators=[MinValueValidator(1), MaxValueValidator(SUNDAY)]
    )
    # A coach's own: so long before each session what there is to know of it is mailed to them; none is the default.
    prepare_minutes = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(24 * 60)])
    # A coach's own: the hour at which they hear who needs them; none is in the morning.
    digest_at = models.PositiveSmallIntegerField(null=True, validators=_MINUTE)
    # The coach has stopped what Handrail sends in their name [81].
    held = models.BooleanField(default=False)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(channel__in=Channel.values), name="choice_channel")]
        indexes = [models.Index(fields=["daily_at"], name="choice_daily", condition=Q(daily_at__isnull=False))]

    @classmethod
    def of(cls, person: Person) -> "Choice":
        """What they chose, or the defaults as a row that is not written."""
        found = _OF_PERSON.rows((person.pk,))
        return found[0] if found else cls(practice_id=person.practice_id, person=person)

    @property
    def chosen(self) -> Chosen:
        return Chosen(
            channel=self.channel, hour=self.hour, days=self.days, quiet_from=self.quiet_from,
            quiet_until=self.quiet_until, a_week=self.a_week, later_until=self.later_until, stopped=self.stopped,
            without=_names(self.without), eased=_names(self.eased), held=self.held,
        )  # fmt: skip

    @classmethod
    def choose(
        cls, person: Person, *, by: Person, at: datetime, channel: str, hour: int, days: str, quiet_from: int,
        quiet_until: int, a_week: int, report_day: int, daily_at: int | None = None, daily_days: str = EVERY_DAY,
    ) -> "Choice":  # fmt: skip
        """When and how, all of it. Whoever chooses wants to be reminded: an earlier stop ends."""
        _check_days("days", days)
        _check_days("daily_days", daily_days)
        new: dict[str, Any] = {
            "channel": channel, "hour": hour, "days": days, "quiet_from": quiet_from, "quiet_until": quiet_until,
            "a_week": a_week, "report_day": report_day, "daily_at": daily_at,
            "daily_days": daily_days, "stopped": False,
        }  # fmt: skip
        chosen = Chosen(quiet_from=quiet_from, quiet_until=quiet_until)
        if chosen.is_quiet(hour):
            raise NotUnderstood("hour")
        if daily_at is not None and chosen.is_quiet(daily_at):
            raise NotUnderstood("daily_at")
        return cls._set(Verb.REMINDERS_CHOSEN, person, by=by, at=at, **new)

    @classmethod
    def hear_by(cls, person: Person, *, by: Person, at: datetime, channel: str) -> "Choice":
        """There, and otherwise as before."""
        return cls._set(Verb.REMINDERS_CHOSEN, person, by=by, at=at, channel=channel)

    @classmethod
    def prepare(cls, person: Person, *, by: Person, at: datetime, minutes: int | None) -> "Choice":
        """A coach's: have each session prepared by mail so long before it, or not at all."""
        if minutes is not None and minutes not in PREPARE:
            raise NotUnderstood("minutes")
        return cls._set(Verb.REMINDERS_CHOSEN, person, by=by, at=at, prepare_minutes=minutes)

    @classmethod
    def hear_of_clients(cls, person: Person, *, by: Person, at: datetime, minute: int) -> "Choice":
        """A coach's: at that minute of the day, also in what are quiet hours otherwise."""
        return cls._set(Verb.REMINDERS_CHOSEN, person, by=by, at=at, digest_at=minute)

    @classmethod
    def less_often(cls, person: Person, *, by: Person, at: datetime, kind: str = "") -> "Choice":
        """One prompt a week; or, of a kind that they asked for themselves, every other one. The number of the day
        comes with the check-in, and goes with it."""
        if not kind:
            return cls._set(Verb.REMINDERS_EASED, person, by=by, at=at, a_week=LESS_OFTEN)
        eased = _names(cls.of(person).eased) | (DAILY if kind in DAILY else {kind})
        return cls._set(Verb.REMINDERS_EASED, person, by=by, at=at, eased=",".join(sorted(eased)))

    @classmethod
    def later(cls, person: Person, *, by: Person, at: datetime, until: date | None = None) -> "Choice":
        """No prompt before that day; a week from now where none is said."""
        until = until or person.today(at) + LATER
        return cls._set(Verb.REMINDERS_PUT_OFF, person, by=by, at=at, later_until=until)

    @classmethod
    def stop(cls, person: Person, *, by: Person, at: datetime, kind: str = "") -> "Choice":
        """No prompts any more, or none of one kind. What is essential (a session moved) still comes."""
        if not kind:
            return cls._set(Verb.REMINDERS_STOPPED, person, by=by, at=at, stopped=True)
        without = _names(cls.of(person).without) | {kind}
        return cls._set(Verb.REMINDERS_STOPPED, person, by=by, at=at, without=",".join(sorted(without)))

    @classmethod
    def resume(cls, person: Person, *, by: Person, at: datetime, kind: str = "") -> "Choice":
        """All of it again, as often as at first; or that one kind, and no stop of all."""
        if kind:
            left = _names(cls.of(person).without) - {kind}
            again: dict[str, Any] = {"stopped": False, "without": ",".join(sorted(left))}
            return cls._set(Verb.REMINDERS_RESUMED, person, by=by, at=at, **again)
        new: dict[str, Any] = {"stopped": False, "without": "", "eased": "", "later_until": None, "a_week": A_WEEK}
        return cls._set(Verb.REMINDERS_RESUMED, person, by=by, at=at, **new)

    @classmethod
    def hold(cls, person: Person, *, by: Person, at: datetime, held: bool = True) -> "Choice":
        """The coach's: nothing goes out in their name to this client, or it does again."""
        verb = Verb.REMINDERS_HELD if held else Verb.REMINDERS_RELEASED
        return cls._set(verb, person, by=by, at=at, as_coach=True, held=held)

    @classmethod
    def _set(
        cls, verb: Verb, person: Person, *, by: Person, at: datetime, as_coach: bool = False, **columns: Any
    ) -> "Choice":
        if (by.pk == person.pk) is as_coach:
            raise NotYours
        with write(verb, by=by, at=at, subject=cls(practice_id=person.practice_id, person=person)) as writing:
            mine = cls._under_lock(writing, person)
            if mine.revision:
                writing.change(mine, **columns)
            else:
                # Also where it is what the defaults say: it was chosen.
                for name, value in columns.items():
                    setattr(mine, name, value)
                writing.add(mine)
            return mine

    @classmethod
    def _under_lock(cls, writing: Writing, person: Person) -> "Choice":
        """The row there is by now, or the one to be made."""
        found = cls.objects.filter(person=person).first()
        return writing.about(found) if found else cls._made(writing)

    @classmethod
    def _made(cls, writing: Writing) -> "Choice":
        made = writing.subject
        assert isinstance(made, Choice)
        return made


_OF_PERSON = Composed(lambda ids, _today: Choice.objects.filter(person=ids[0]))


def _names(kept: str) -> frozenset[str]:
    return frozenset(filter(None, kept.split(",")))


def _check_days(field: str, days: str) -> None:
    if not days:
        raise Missing(field)
    if days != "".join(sorted(set(days) & set(EVERY_DAY))):
        raise NotUnderstood(field)
