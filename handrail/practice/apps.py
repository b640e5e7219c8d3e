from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "handrail.practice"
    label = "practice"
