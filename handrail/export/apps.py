from django.apps import AppConfig


class ExportConfig(AppConfig):
    name = "handrail.export"
    label = "export"
