from django.apps import AppConfig
from django.core.checks import register


class OutboxConfig(AppConfig):
    name = "handrail.outbox"
    label = "outbox"

    def ready(self) -> None:
        from handrail.outbox.checks import mail_settings

        register(mail_settings)
