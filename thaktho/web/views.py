"""Pages that belong to no province: the door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thaktho.ground.programme.queries import all_programmes


def door(request: HttpRequest) -> HttpResponse:
    """With one province, its home; with several, a list of them."""
    programmes = list(all_programmes()[:100])
    if len(programmes) == 1:
        return redirect(f"/{programmes[0].slug}/")
    return render(request, "web/door.html", {"programmes": programmes})
