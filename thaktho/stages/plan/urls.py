"""Addresses under /<province>/plan/. A network's code must not be one of the words that stand before it here."""

from django.urls import path

from . import views
from .views import lint, pairs, publishing, versions

urlpatterns = [
    path("", views.home, name="plan_home"),
    path("rows/", views.all_rows, name="plan_all"),
    path("rows/from-statements/", views.from_statements, name="plan_from_statements"),
    path("rows/<uuid:row>/", views.row, name="plan_row"),
    path("rows/<uuid:row>/cell/", views.cell, name="plan_cell"),
    path("rows/<uuid:row>/history/", views.history, name="plan_row_history"),
    path("rows/<uuid:row>/remove/", views.remove, name="plan_row_remove"),
    path("rows/<uuid:row>/restore/", views.restore, name="plan_row_restore"),
    path("rows/<uuid:row>/move/", views.move, name="plan_row_move"),
    path("rows/<uuid:row>/comment/", views.comment, name="plan_row_comment"),
    path("rows/<uuid:row>/flags/<uuid:flag>/", views.flag, name="plan_flag"),
    path("imports/<uuid:batch>/", views.import_page, name="plan_import"),
    path("imports/<uuid:batch>/apply/", views.import_apply, name="plan_import_apply"),
    path("imports/<uuid:batch>/cancel/", views.import_cancel, name="plan_import_cancel"),
    path("imports/<uuid:batch>/again/", views.import_again, name="plan_import_again"),
    path("imports/<uuid:batch>/undo/", views.import_undo, name="plan_import_undo"),
    path("overlaps/", pairs.pairs, name="plan_pairs"),
    path("overlaps/decided/", pairs.decided, name="plan_pairs_decided"),
    path("overlaps/weave/", pairs.weave, name="plan_weave"),
    path("overlaps/<uuid:pair_id>/", pairs.pair, name="plan_pair"),
    path("overlaps/<uuid:pair_id>/undo/", pairs.undo, name="plan_pair_undo"),
    path("lint/", lint.lint, name="plan_lint"),
    path("lint/<str:rule>/<uuid:subject_id>/", lint.waive, name="plan_lint_waive"),
    path("integrated/", versions.integrated, name="plan_integrated"),
    path("versions/new/", versions.new_version, name="plan_version_new"),
    path("versions/<int:number>/", versions.version, name="plan_version"),
    path("versions/<int:number>/approve/", versions.approve, name="plan_version_approve"),
    path("versions/<int:number>/withdraw/", versions.withdraw, name="plan_version_withdraw"),
    path("versions/<int:number>/papers/<slug:format>/", versions.paper, name="plan_version_paper"),
    path(
        "versions/<int:number>/annual/<int:year>/<slug:format>/", versions.paper, name="plan_version_annual"
    ),
    path("versions/<int:number>/changes/", publishing.changes, name="plan_version_changes"),
    path("versions/<int:number>/plan.json", publishing.version_json, name="plan_version_json"),
    path("versions/<int:number>/rows.csv", versions.version_csv, name="plan_version_csv"),
    path("<slug:network>/", views.rows, name="plan_rows"),
    path("<slug:network>/new/", views.new, name="plan_row_new"),
    path("<slug:network>/paste/", views.paste, name="plan_paste"),
    path("<slug:network>/removed/", views.removed, name="plan_removed"),
    path("<slug:network>/submit/", views.submit, name="plan_submit"),
    path("<slug:network>/return/", views.give_back, name="plan_return"),
    path("<slug:network>/accept/", views.accept, name="plan_accept"),
    path("<slug:network>/reopen/", views.reopen, name="plan_reopen"),
    path("<slug:network>/due/", views.due, name="plan_due"),
    path("<slug:network>/import/", views.import_new, name="plan_import_new"),
    path("<slug:network>/form.xlsx", views.template, name="plan_template"),
    path("<slug:network>/rows.xlsx", views.xlsx, name="plan_xlsx"),
    path("<slug:network>/rows.csv", views.csv, name="plan_csv"),
]
