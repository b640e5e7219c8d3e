from django.urls import include, path

urlpatterns = [path("", include("handrail.web.urls"))]
