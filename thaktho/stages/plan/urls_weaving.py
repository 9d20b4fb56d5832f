from django.urls import path

from .views import pairs, versions

urlpatterns = [
    path("overlaps/", pairs.pairs, name="plan_pairs"),
    path("overlaps/decided/", pairs.decided, name="plan_pairs_decided"),
    path("overlaps/weave/", pairs.weave, name="plan_weave"),
    path("overlaps/<uuid:pair_id>/", pairs.pair, name="plan_pair"),
    path("overlaps/<uuid:pair_id>/undo/", pairs.undo, name="plan_pair_undo"),
    path("integrated/", versions.integrated, name="plan_integrated"),
    path("versions/new/", versions.new_version, name="plan_version_new"),
    path("versions/<int:number>/", versions.version, name="plan_version"),
    path("versions/<int:number>/approve/", versions.approve, name="plan_version_approve"),
    path("versions/<int:number>/withdraw/", versions.withdraw, name="plan_version_withdraw"),
    path("versions/<int:number>/papers/<slug:format>/", versions.paper, name="plan_version_paper"),
    path("versions/<int:number>/rows.csv", versions.version_csv, name="plan_version_csv"),
]
