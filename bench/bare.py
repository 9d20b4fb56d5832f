"""The floor: one Django view without middleware, database or template, behind the same server."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

SECRET_KEY = "bench"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bench.bare"
MIDDLEWARE: list[str] = []
USE_TZ = True


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("สวัสดี")


urlpatterns = [path("", bare)]
