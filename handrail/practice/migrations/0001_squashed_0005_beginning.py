"""The tables of `practice` as an empty database begins with them; one that began before goes the steps replaced here."""

import django.core.validators
import django.db.models.deletion
import handrail.lib.ids
import handrail.lib.words
from django.conf import settings
from django.db import migrations, models
from handrail.lib.beginning import Beginning


class Migration(migrations.Migration):

    replaces = [
        ('practice', '0001_people'),
        ('practice', '0002_a_way_in_for_any_address'),
        ('practice', '0003_passkeys_and_second_steps'),
        ('practice', '0004_person_by_zone'),
        ('practice', '0005_week_minutes'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        Beginning([
            migrations.CreateModel(
                name='Account',
                fields=[
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('email', models.CharField(max_length=254, unique=True)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Practice',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('revision', models.PositiveIntegerField(default=0)),
                    ('name', handrail.lib.words.Words(blank=True, default='', limit=200, required=True)),
                    ('goal_label', models.CharField(choices=[('goal', 'Three-month goal'), ('rock', 'Rock')], default='goal', max_length=16)),
                    ('week_minutes', models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(600)])),
                    ('is_demo', models.BooleanField(default=False)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('revision', models.PositiveIntegerField(default=0)),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='practice.practice')),
                    ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to=settings.AUTH_USER_MODEL)),
                    ('name', handrail.lib.words.Words(blank=True, default='', limit=200, required=True)),
                    ('email', handrail.lib.words.Words(blank=True, default='', limit=254)),
                    ('zone', models.CharField(default='UTC', max_length=64)),
                    ('zone_is_chosen', models.BooleanField(default=False)),
                ],
                options={
                    'indexes': [models.Index(fields=['zone'], name='person_by_zone')],
                    'constraints': [models.UniqueConstraint(fields=('practice', 'account'), name='person_once_per_practice')],
                },
            ),
            migrations.CreateModel(
                name='Agreement',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('revision', models.PositiveIntegerField(default=0)),
                    ('text', handrail.lib.words.Words(blank=True, default='', required=True)),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='practice.practice')),
                    ('version', models.PositiveIntegerField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('practice', 'version'), name='agreement_version')],
                },
            ),
            migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('revision', models.PositiveIntegerField(default=0)),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.practice')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='practice.person')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.agreement')),
                    ('kind', models.CharField(choices=[('agreement', 'The agreement'), ('personal', 'Keeping personal and sensitive words')], max_length=16)),
                    ('state', models.CharField(choices=[('given', 'Given'), ('withdrawn', 'Withdrawn')], default='given', max_length=16)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['agreement', 'personal'])), name='consent_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['given', 'withdrawn'])), name='consent_state')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('revision', models.PositiveIntegerField(default=0)),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='practice.practice')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='practice.person')),
                    ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent_invitations', to='practice.person')),
                    ('joins_id', models.UUIDField(null=True)),
                    ('times_sent', models.PositiveIntegerField(default=1)),
                    ('last_sent_at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('sent', 'Sent'), ('accepted', 'Accepted'), ('withdrawn', 'Withdrawn')], default='sent', max_length=16)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'accepted', 'withdrawn'])), name='invitation_state')],
                },
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('revision', models.PositiveIntegerField(default=0)),
                    ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='practice.practice')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='practice.person')),
                    ('role', models.CharField(choices=[('coach', 'Coach'), ('manager', 'Manager'), ('coachee', 'Client')], max_length=16)),
                    ('state', models.CharField(choices=[('active', 'Active'), ('ended', 'Ended')], default='active', max_length=16)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person', 'role'), name='membership_once'), models.CheckConstraint(condition=models.Q(('state__in', ['active', 'ended'])), name='membership_state'), models.CheckConstraint(condition=models.Q(('role__in', ['coach', 'manager', 'coachee'])), name='membership_role')],
                },
            ),
            migrations.CreateModel(
                name='Passkey',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passkeys', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=60)),
                    ('credential_id', models.CharField(max_length=1400, unique=True)),
                    ('credential', models.BinaryField()),
                    ('sign_count', models.PositiveBigIntegerField(default=0)),
                    ('asked_at', models.DateTimeField(null=True)),
                    ('added_at', models.DateTimeField()),
                    ('last_used_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='SecondStep',
                fields=[
                    ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='second_step', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('sealed', models.CharField(max_length=300)),
                    ('added_at', models.DateTimeField()),
                    ('last_taken', models.PositiveBigIntegerField()),
                    ('wrong', models.PositiveIntegerField(default=0)),
                    ('wrong_at', models.DateTimeField(null=True)),
                ],
            ),
            migrations.CreateModel(
                name='RecoveryCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='practice.secondstep')),
                    ('hash', models.CharField(max_length=64)),
                    ('used_at', models.DateTimeField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('step', 'hash'), name='recovery_code_once')],
                },
            ),
            migrations.CreateModel(
                name='SignInLink',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='practice.person')),
                    ('asked_for', models.CharField(default='', max_length=64)),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('code_hash', models.CharField(max_length=64)),
                    ('made_at', models.DateTimeField()),
                    ('open_until', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                    ('guesses', models.PositiveSmallIntegerField(default=0)),
                    ('asked_from', models.CharField(default='', max_length=64)),
                    ('leads_to', models.CharField(default='', max_length=500)),
                    ('is_vouched_for', models.BooleanField(default=False)),
                ],
                options={
                    'indexes': [models.Index(fields=['asked_for', 'made_at'], name='sign_in_by_address'), models.Index(fields=['asked_from', 'made_at'], name='sign_in_by_place'), models.Index(fields=['open_until'], name='sign_in_by_age')],
                },
            ),
        ]),
    ]
