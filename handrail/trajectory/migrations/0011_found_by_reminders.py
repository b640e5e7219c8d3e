
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0003_passkeys_and_second_steps'),
        ('trajectory', '0010_between_sessions'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='action',
            index=models.Index(condition=models.Q(('coachee__isnull', False), ('ended_on', None)), fields=['due_on'], name='action_due'),
        ),
        migrations.AddIndex(
            model_name='habit',
            index=models.Index(condition=models.Q(('cue_at__isnull', False), ('state', 'running')), fields=['cue_at'], name='habit_cue'),
        ),
        migrations.AddIndex(
            model_name='pause',
            index=models.Index(condition=models.Q(('ended_on', None)), fields=['until_on'], name='pause_ending'),
        ),
        migrations.AddIndex(
            model_name='reflection',
            index=models.Index(condition=models.Q(('written_on', None)), fields=['asked_on'], name='reflection_waits'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(condition=models.Q(('state', 'scheduled')), fields=['starts_at'], name='session_ahead'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(condition=models.Q(('sequence__gt', 0)), fields=['starts_at'], name='session_changed'),
        ),
    ]
