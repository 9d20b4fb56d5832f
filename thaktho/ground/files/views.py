from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest

from thaktho.ground.access import allow, demand

from . import queries
from .checks import JPEG, PDF, PNG

# Only what a browser shows without running anything of it.
SHOWN = frozenset({PDF, PNG, JPEG})


@allow("files.read")
def download(request: HttpRequest, file_id: UUID, name: str) -> FileResponse:
    """Give a file out when its own rule says yes. The name in the address is for the reader's eye only."""
    file = queries.stored(request.programme, file_id)
    if file is None:
        raise Http404(file_id)
    demand(request.actor, file.read_verb, request.programme)
    try:
        content = queries.open_stream(file)
    except FileNotFoundError as error:
        raise Http404(file_id) from error
    inline = file.media_type in SHOWN and "save" not in request.GET
    response = FileResponse(
        content, as_attachment=not inline, filename=file.name, content_type=file.media_type
    )
    response["Content-Length"] = file.size
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{file.sha256}"'
    return response
