"""Places: province > amphoe > tambon > village or community. The code is the path: 57 > 5701 > 570101 > 57010101."""

from django.db import models

from thaktho.ground.base import ProgrammeRow


class Place(models.Model):
    """An area. Official areas are shared by all programmes; a village or community that a programme typed or
    imported carries that programme, and nobody else sees it."""

    class Level(models.TextChoices):
        PROVINCE = "province", "จังหวัด"
        AMPHOE = "amphoe", "อำเภอ"
        TAMBON = "tambon", "ตำบล"
        VILLAGE = "village", "หมู่บ้าน"
        COMMUNITY = "community", "ชุมชน"

    code = models.CharField(primary_key=True, max_length=20)
    level = models.CharField(max_length=12, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    programme = models.ForeignKey("programme.Programme", models.PROTECT, null=True, blank=True, related_name="+")
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    sort_key = models.CharField(max_length=300)
    search_text = models.CharField(max_length=300)

    class Meta:
        ordering = ["sort_key"]
        indexes = [models.Index(fields=["level", "sort_key"], name="place_by_level")]

    def __str__(self) -> str:
        return self.name_th


class PlaceAlias(ProgrammeRow):
    """Another name or spelling under which a programme's papers mention a place."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    search_text = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="one_place_per_alias")]
