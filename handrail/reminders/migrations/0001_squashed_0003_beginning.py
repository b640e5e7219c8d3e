"""The tables of `reminders` as an empty database begins with them; one that began before goes the steps replaced here."""

import django.core.validators
import django.db.models.deletion
import handrail.lib.ids
from django.db import migrations, models
from handrail.lib.beginning import Beginning


class Migration(migrations.Migration):

    replaces = [
        ('reminders', '0001_choices_and_claims'),
        ('reminders', '0002_session_prepared_by_mail'),
        ('reminders', '0003_every_other_time'),
    ]

    initial = True

    dependencies = [
        ('practice', '0001_squashed_0005_beginning'),
    ]

    operations = [
        Beginning([
            migrations.CreateModel(
                name='Choice',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('revision', models.PositiveIntegerField(default=0)),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reminder_choice', to='practice.person')),
                    ('channel', models.CharField(choices=[('email', 'Mail'), ('push', 'A notice on my devices'), ('apprise', 'A messenger of the practice')], default='email', max_length=8)),
                    ('hour', models.PositiveSmallIntegerField(default=1080, validators=[django.core.validators.MaxValueValidator(1439)])),
                    ('days', models.CharField(default='1234567', max_length=7)),
                    ('quiet_from', models.PositiveSmallIntegerField(default=1260, validators=[django.core.validators.MaxValueValidator(1439)])),
                    ('quiet_until', models.PositiveSmallIntegerField(default=480, validators=[django.core.validators.MaxValueValidator(1439)])),
                    ('a_week', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3)])),
                    ('later_until', models.DateField(null=True)),
                    ('stopped', models.BooleanField(default=False)),
                    ('without', models.CharField(blank=True, default='', max_length=200)),
                    ('eased', models.CharField(blank=True, default='', max_length=200)),
                    ('daily_at', models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MaxValueValidator(1439)])),
                    ('daily_days', models.CharField(default='1234567', max_length=7)),
                    ('report_day', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)])),
                    ('prepare_minutes', models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MaxValueValidator(1440)])),
                    ('held', models.BooleanField(default=False)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('daily_at__isnull', False)), fields=['daily_at'], name='choice_daily')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'push', 'apprise'])), name='choice_channel')],
                },
            ),
            migrations.CreateModel(
                name='Claim',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField()),
                    ('person_id', models.UUIDField()),
                    ('trajectory_id', models.UUIDField(null=True)),
                    ('kind', models.CharField(max_length=20)),
                    ('counts_as', models.CharField(max_length=10)),
                    ('object_id', models.UUIDField()),
                    ('moment', models.DateField()),
                    ('turn', models.PositiveIntegerField(default=0)),
                    ('at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('sent', 'Sent'), ('withheld', 'Withheld')], max_length=10)),
                    ('reason', models.CharField(blank=True, default='', max_length=20)),
                    ('message_id', models.UUIDField(null=True)),
                    ('answered_at', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['person_id', 'at'], name='claim_of_person'), models.Index(condition=models.Q(('message_id__isnull', False)), fields=['message_id'], name='claim_of_message')],
                    'constraints': [models.UniqueConstraint(fields=('object_id', 'kind', 'person_id', 'moment', 'turn'), name='claim_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['sent', 'withheld'])), name='claim_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'sent'), ('reason', '')), models.Q(('outcome', 'withheld'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='claim_says_why_not')],
                },
            ),
        ]),
    ]
