from django.urls import include, path

# Looked for here alone, in the root of all addresses.
handler400 = "handrail.web.public.unreadable.unreadable"

urlpatterns = [path("", include("handrail.api.urls")), path("", include("handrail.web.urls"))]
