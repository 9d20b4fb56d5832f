from django.urls import path

from .views import entry, files, lists

urlpatterns = [
    path("", lists.index, name="capital_list"),
    path("capitals.xlsx", files.xlsx, name="capital_xlsx"),
    path("template.xlsx", files.template, name="capital_template"),
    path("new/", entry.new, name="capital_new"),
    path("imports/", files.imports, name="capital_imports"),
    path("imports/<uuid:intake_id>/", files.import_page, name="capital_import"),
    path("imports/<uuid:intake_id>/apply/", files.import_apply, name="capital_import_apply"),
    path("imports/<uuid:intake_id>/cancel/", files.import_cancel, name="capital_import_cancel"),
    path("imports/<uuid:intake_id>/again/", files.import_again, name="capital_import_again"),
    path("imports/<uuid:intake_id>/undo/", files.import_undo, name="capital_import_undo"),
    path("<uuid:entry_id>/", entry.show, name="capital_entry"),
    path("<uuid:entry_id>/edit/", entry.edit, name="capital_edit"),
    path("<uuid:entry_id>/confirm/", entry.confirm, name="capital_confirm"),
    path("<uuid:entry_id>/unconfirm/", entry.unconfirm, name="capital_unconfirm"),
    path("<uuid:entry_id>/retire/", entry.retire, name="capital_retire"),
    path("<uuid:entry_id>/restore/", entry.restore, name="capital_restore"),
]
