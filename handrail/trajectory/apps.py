from django.apps import AppConfig


class TrajectoryConfig(AppConfig):
    name = "handrail.trajectory"
    label = "trajectory"
