
import django.core.validators
import django.db.models.deletion
import handrail.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('practice', '0003_passkeys_and_second_steps'),
    ]

    operations = [
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
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('channel', models.CharField(choices=[('email', 'Mail'), ('push', 'A notice on my devices'), ('apprise', 'A messenger of the practice')], default='email', max_length=8)),
                ('hour', models.PositiveSmallIntegerField(default=1080, validators=[django.core.validators.MaxValueValidator(1439)])),
                ('days', models.CharField(default='1234567', max_length=7)),
                ('quiet_from', models.PositiveSmallIntegerField(default=1260, validators=[django.core.validators.MaxValueValidator(1439)])),
                ('quiet_until', models.PositiveSmallIntegerField(default=480, validators=[django.core.validators.MaxValueValidator(1439)])),
                ('a_week', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3)])),
                ('later_until', models.DateField(null=True)),
                ('stopped', models.BooleanField(default=False)),
                ('without', models.CharField(blank=True, default='', max_length=200)),
                ('daily_at', models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MaxValueValidator(1439)])),
                ('report_day', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)])),
                ('held', models.BooleanField(default=False)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reminder_choice', to='practice.person')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('daily_at__isnull', False)), fields=['daily_at'], name='choice_daily')],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'push', 'apprise'])), name='choice_channel')],
            },
        ),
    ]
