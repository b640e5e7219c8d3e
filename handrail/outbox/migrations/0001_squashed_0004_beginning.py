"""The tables of `outbox` as an empty database begins with them; one that began before goes the steps replaced here."""

import django.db.models.deletion
import handrail.lib.ids
from django.db import migrations, models
from handrail.lib.beginning import Beginning


class Migration(migrations.Migration):

    replaces = [
        ('outbox', '0001_messages_and_attempts'),
        ('outbox', '0002_channels_and_answers'),
        ('outbox', '0003_paper'),
        ('outbox', '0004_another_way_and_numbers'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        Beginning([
            migrations.CreateModel(
                name='ApprisePlace',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField()),
                    ('name', models.CharField(max_length=20)),
                    ('sealed_url', models.TextField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('practice_id', 'name'), name='apprise_place_once')],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField()),
                    ('about', models.UUIDField(db_index=True, null=True)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('given_up', 'Given Up'), ('cancelled', 'Cancelled')], default='waiting', max_length=10)),
                    ('channel', models.CharField(choices=[('email', 'Email'), ('push', 'Push'), ('apprise', 'Apprise')], default='email', max_length=10)),
                    ('judged_by', models.CharField(default='', max_length=20)),
                    ('to', models.CharField(max_length=254)),
                    ('mail_to', models.CharField(default='', max_length=254)),
                    ('subject', models.CharField(max_length=200)),
                    ('text', models.TextField()),
                    ('short', models.TextField(default='')),
                    ('html', models.TextField(default='')),
                    ('link', models.CharField(default='', max_length=500)),
                    ('reply_to', models.CharField(default='', max_length=254)),
                    ('unsubscribe', models.CharField(default='', max_length=500)),
                    ('thread', models.UUIDField(null=True)),
                    ('answers', models.CharField(default='', max_length=300)),
                    ('calendar', models.TextField(default='')),
                    ('calendar_method', models.CharField(choices=[('REQUEST', 'Request'), ('CANCEL', 'Cancel')], default='', max_length=10)),
                    ('paper', models.TextField(default='')),
                    ('paper_name', models.CharField(default='', max_length=80)),
                    ('message_id', models.CharField(max_length=300)),
                    ('created_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('lease', models.UUIDField(null=True)),
                    ('leased_until', models.DateTimeField(null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['channel', 'judged_by', 'due_at'], name='message_due'), models.Index(fields=['message_id'], name='message_by_its_id'), models.Index(condition=models.Q(('lease__isnull', False)), fields=['lease'], name='message_held'), models.Index(condition=models.Q(('text', ''), _negated=True), fields=['ended_at'], name='message_stale')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'given_up', 'cancelled'])), name='message_state'), models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'push', 'apprise'])), name='message_channel'), models.CheckConstraint(condition=models.Q(('calendar_method__in', ['', 'REQUEST', 'CANCEL'])), name='message_calendar_method'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='message_waits_or_has_ended'), models.CheckConstraint(condition=models.Q(models.Q(('lease', None), ('leased_until', None)), models.Q(('lease__isnull', False), ('leased_until__isnull', False), ('state', 'waiting')), _connector='OR'), name='message_is_leased_while_waiting'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), models.Q(models.Q(('text', ''), _negated=True), models.Q(('to', ''), _negated=True)), _connector='OR'), name='message_waits_with_words')],
                },
            ),
            migrations.CreateModel(
                name='Attempt',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField()),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tries', to='outbox.message')),
                    ('at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('sent', 'Sent'), ('put_off', 'Put Off'), ('refused', 'Refused'), ('withheld', 'Withheld')], max_length=10)),
                    ('said', models.CharField(max_length=60)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['sent', 'put_off', 'refused', 'withheld'])), name='attempt_outcome')],
                },
            ),
            migrations.CreateModel(
                name='Number',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField()),
                    ('person_id', models.UUIDField(unique=True)),
                    ('place', models.CharField(max_length=20)),
                    ('number', models.CharField(max_length=64)),
                    ('code', models.CharField(max_length=64)),
                    ('asked_at', models.DateTimeField()),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('shown_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='PushSubscription',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField()),
                    ('person_id', models.UUIDField(db_index=True)),
                    ('endpoint', models.CharField(max_length=1000, unique=True)),
                    ('p256dh', models.CharField(max_length=100)),
                    ('auth', models.CharField(max_length=30)),
                    ('since', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Stopped',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField()),
                    ('channel', models.CharField(max_length=10)),
                    ('address', models.CharField(max_length=64)),
                    ('why', models.CharField(choices=[('bounced', 'Bounced'), ('complained', 'Complained'), ('gone', 'Gone')], max_length=10)),
                    ('since', models.DateTimeField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('practice_id', 'channel', 'address'), name='stopped_once'), models.CheckConstraint(condition=models.Q(('why__in', ['bounced', 'complained', 'gone'])), name='stopped_why')],
                },
            ),
            migrations.CreateModel(
                name='TakenLetter',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('at', models.DateTimeField(db_index=True)),
                ],
            ),
        ]),
    ]
