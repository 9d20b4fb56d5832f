"""Addresses of this chamber, included by the room's `urls.py`."""

from django.urls import URLPattern, URLResolver, path

from .models import Tab
from .views import papers, photos, public, tabs, tasks, work, year

of_all: list[URLPattern | URLResolver] = [  # under /<province>/assembly/
    path("", public.index, name="assemble_index"),
    path("begin/", year.begin, name="assemble_begin"),
]

_tabs = [
    path(f"{kind}/", public.show, {"kind": kind}, name=f"assemble_tab_{kind}") for kind in Tab.Kind.values
]
_tab_edits = [
    path(f"work/tabs/{kind}/", tabs.edit, {"kind": kind}, name=f"assemble_tab_edit_{kind}")
    for kind in Tab.Kind.values
]

of_an_edition: list[URLPattern | URLResolver] = [  # under /<province>/assembly/<edition>/
    path("", public.show, name="assemble_edition"),
    *_tabs,
    path("work/", work.work, name="assemble_work"),
    path("work/may/", work.may, name="assemble_may"),
    path("work/edit/", year.edit, name="assemble_edition_edit"),
    path("work/days/", year.spans, name="assemble_spans"),
    path("work/move/", year.move, name="assemble_move"),
    path("work/back/", year.back, name="assemble_back"),
    path("work/end/", year.end, name="assemble_end"),
    path("work/cancel/", year.cancel, name="assemble_cancel"),
    path("work/resume/", year.resume, name="assemble_resume"),
    path("work/tasks/print/", work.tasks_print, name="assemble_tasks_print"),
    path("work/tasks/new/", tasks.add, name="assemble_task_add"),
    path("work/tasks/<uuid:task_id>/", tasks.edit, name="assemble_task"),
    path("work/tasks/<uuid:task_id>/do/", tasks.do, name="assemble_task_do"),
    path("work/tasks/<uuid:task_id>/undo/<slug:state>/", tasks.undo, name="assemble_task_undo"),
    path("work/tasks/<uuid:task_id>/drop/", tasks.drop, name="assemble_task_drop"),
    path("work/tasks/<uuid:task_id>/shift/", tasks.shift, name="assemble_task_shift"),
    path("work/meetings/", papers.meeting_add, name="assemble_meeting_add"),
    path(
        "work/meetings/<uuid:edition_meeting_id>/remove/",
        papers.meeting_remove,
        name="assemble_meeting_remove",
    ),
    path("work/papers/new/", papers.paper_add, name="assemble_paper_add"),
    path("work/papers/<uuid:edition_paper_id>/show/", papers.paper_show, name="assemble_paper_show"),
    path("work/papers/<uuid:edition_paper_id>/remove/", papers.paper_remove, name="assemble_paper_remove"),
    *_tab_edits,
    path("work/publish/", tabs.publish, name="assemble_tab_publish"),
    path("work/items/new/", tabs.item_add, name="assemble_item_add"),
    path("work/items/<uuid:tab_item_id>/", tabs.item_edit, name="assemble_item"),
    path("work/items/<uuid:tab_item_id>/remove/", tabs.item_remove, name="assemble_item_remove"),
    path("work/items/<uuid:tab_item_id>/move/", tabs.item_move, name="assemble_item_move"),
    path("work/photos/", photos.photos, name="assemble_photos"),
    path("work/photos/<uuid:photo_id>/", photos.photo, name="assemble_photo"),
    path("work/photos/<uuid:photo_id>/show/", photos.photo_show, name="assemble_photo_show"),
    path("work/photos/<uuid:photo_id>/move/", photos.photo_move, name="assemble_photo_move"),
    path("work/photos/<uuid:photo_id>/remove/", photos.photo_remove, name="assemble_photo_remove"),
]
