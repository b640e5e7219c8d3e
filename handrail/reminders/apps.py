from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "handrail.reminders"
    label = "reminders"
