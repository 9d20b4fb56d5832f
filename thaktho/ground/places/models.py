"""Places: province > amphoe > tambon > village or community. The code is the path: 57 > 5701 > 570101 > 57010101."""

from django.db import models
from django.utils.translation import gettext_lazy, override

from thaktho.ground.base import ProgrammeRow


class Place(models.Model):
    """An area. Official areas are shared by all programmes; a village or community that a programme typed or
    imported carries that programme, and nobody else sees it."""

    class Level(models.TextChoices):
        PROVINCE = "province", gettext_lazy("จังหวัด")
        AMPHOE = "amphoe", gettext_lazy("อำเภอ")
        TAMBON = "tambon", gettext_lazy("ตำบล")
        VILLAGE = "village", gettext_lazy("หมู่บ้าน")
        COMMUNITY = "community", gettext_lazy("ชุมชน")

    code = models.CharField(primary_key=True, max_length=20)
    level = models.CharField(max_length=12, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="หมู่ที่")
    # Without the word for its level: "พาน", not "อำเภอพาน".
    name_th = models.CharField(max_length=120, db_index=True)
    name_en = models.CharField(max_length=120, blank=True)
    sort_key = models.CharField(max_length=300)
    search_text = models.CharField(max_length=300)

    class Meta:
        ordering = ["sort_key"]
        indexes = [models.Index(fields=["level", "sort_key"], name="place_by_level")]

    def __str__(self) -> str:
        return self.name_th

    @property
    def kind(self) -> str:
        """The Thai word for its level; Bangkok has เขต and แขวง."""
        if self.code.startswith("10") and self.level in ("amphoe", "tambon"):
            return "เขต" if self.level == "amphoe" else "แขวง"
        return str(self.Level(self.level).label)

    @property
    def label(self) -> str:
        """The name as a sentence says it: อำเภอพาน, ตำบลหัวง้ม, บ้านร่องขุ่น หมู่ที่ 3."""
        if self.level == self.Level.VILLAGE:
            name = self.name_th if self.name_th.startswith("บ้าน") else f"บ้าน{self.name_th}"
            return f"{name} หมู่ที่ {self.number}" if self.number else name
        with override("th"):  # a name stays whole, whatever the reader's language
            kind = self.kind
        if self.code == "10" or self.name_th.startswith(kind):
            return self.name_th
        return f"{kind}{self.name_th}"


class PlaceAlias(ProgrammeRow):
    """Another name or spelling under which a programme's papers mention a place."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    search_text = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="one_place_per_alias")]

    def __str__(self) -> str:
        return self.name
