from django.http import HttpRequest, HttpResponse

from thaktho.ground.access import allow


@allow("programme.read")
def home(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


home_csv = sources = desk = search = thread = home
