"""The tables of `ledger` as an empty database begins with them; one that began before goes the steps replaced here."""

from importlib import import_module

import django.db.models.deletion
import handrail.lib.ids
from django.db import migrations, models
from handrail.lib.beginning import Beginning

written_once = import_module('handrail.ledger.migrations.0002_written_once')


class Migration(migrations.Migration):

    replaces = [
        ('ledger', '0001_tables'),
        ('ledger', '0002_written_once'),
        ('ledger', '0003_timeline_by_when'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        Beginning([
            migrations.CreateModel(
                name='Stream',
                fields=[
                    ('id', models.UUIDField(primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField(db_index=True)),
                    ('seq', models.PositiveBigIntegerField(default=0)),
                    ('recorded_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField()),
                    ('stream_id', models.UUIDField()),
                    ('seq', models.PositiveBigIntegerField()),
                    ('verb', models.CharField(max_length=64)),
                    ('by_id', models.UUIDField(null=True)),
                    ('on_behalf_of_id', models.UUIDField(null=True)),
                    ('surface', models.CharField(max_length=16)),
                    ('recorded_at', models.DateTimeField()),
                    ('happened_at', models.DateTimeField()),
                    ('subject_table', models.CharField(max_length=32)),
                    ('subject_id', models.UUIDField()),
                    ('changes', models.JSONField()),
                ],
                options={
                    'indexes': [models.Index(fields=['practice_id', 'subject_id', 'seq'], name='entry_of_a_row'), models.Index(fields=['stream_id', 'recorded_at'], name='entry_as_it_was'), models.Index(fields=['stream_id', 'happened_at', 'seq'], name='entry_in_the_timeline')],
                    'constraints': [models.UniqueConstraint(fields=('stream_id', 'seq'), name='entry_once_per_seq')],
                },
            ),
            migrations.CreateModel(
                name='AlsoChanged',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                    ('practice_id', models.UUIDField()),
                    ('row_id', models.UUIDField()),
                ],
                options={
                    'indexes': [models.Index(fields=['practice_id', 'row_id'], name='also_changed_row')],
                },
            ),
            migrations.CreateModel(
                name='Text',
                fields=[
                    ('id', models.UUIDField(default=handrail.lib.ids.uuid7, primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField()),
                    ('stream_id', models.UUIDField()),
                    ('seq', models.PositiveBigIntegerField()),
                    ('row_id', models.UUIDField()),
                    ('column', models.CharField(max_length=64)),
                    ('content', models.TextField(null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['stream_id', 'seq'], name='text_of_an_entry'), models.Index(fields=['row_id', 'column', 'seq'], name='text_of_a_column')],
                },
            ),
            migrations.CreateModel(
                name='Receipt',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('practice_id', models.UUIDField()),
                    ('person_id', models.UUIDField()),
                    ('key', models.CharField(max_length=64)),
                    ('made_at', models.DateTimeField()),
                    ('subject_table', models.CharField(default='', max_length=32)),
                    ('subject_id', models.UUIDField(null=True)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('person_id', 'key'), name='receipt_once_per_key')],
                },
            ),
        ]),
        migrations.RunPython(written_once.guard, written_once.lift),
    ]
