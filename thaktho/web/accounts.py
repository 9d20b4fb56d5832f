"""Logins are made by invitation only, and lead to the desk of the province one acts in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from thaktho.ground.people.queries import first_programme_of


class ByInvitation(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where no page was asked for: the desk."""
        programme = first_programme_of(request.user)
        return reverse("desk", kwargs={"province": programme.slug}) if programme else "/"
