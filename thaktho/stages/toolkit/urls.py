from django.urls import path

from .views import files, tools

urlpatterns = [
    path("", tools.index, name="toolkit_list"),
    path("tools.xlsx", files.xlsx, name="toolkit_xlsx"),
    path("template.xlsx", files.template, name="toolkit_template"),
    path("new/", tools.new, name="toolkit_new"),
    path("start/", tools.start, name="toolkit_start"),
    path("imports/", files.imports, name="toolkit_imports"),
    path("imports/<uuid:intake_id>/", files.import_page, name="toolkit_import"),
    path("imports/<uuid:intake_id>/apply/", files.import_apply, name="toolkit_import_apply"),
    path("imports/<uuid:intake_id>/cancel/", files.import_cancel, name="toolkit_import_cancel"),
    path("imports/<uuid:intake_id>/again/", files.import_again, name="toolkit_import_again"),
    path("imports/<uuid:intake_id>/undo/", files.import_undo, name="toolkit_import_undo"),
    path("<uuid:tool_id>/", tools.show, name="toolkit_tool"),
    path("<uuid:tool_id>/edit/", tools.edit, name="toolkit_edit"),
    path("<uuid:tool_id>/adopt/", tools.adopt, name="toolkit_adopt"),
    path("<uuid:tool_id>/verify/", tools.verify, name="toolkit_verify"),
    path("<uuid:tool_id>/unverify/", tools.unverify, name="toolkit_unverify"),
    path("<uuid:tool_id>/retire/", tools.retire, name="toolkit_retire"),
    path("<uuid:tool_id>/restore/", tools.restore, name="toolkit_restore"),
]
