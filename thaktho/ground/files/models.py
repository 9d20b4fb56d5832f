"""Files: checked, hashed, stored, served by rule."""

from django.db import models
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow


class StoredFile(ProgrammeRow):
    """One stored paper. The key names the content (SHA-256), so the same bytes are stored once a programme."""

    class Purpose(models.TextChoices):
        IMPORT = "import", gettext_lazy("ไฟล์นำเข้า")
        DOCUMENT = "document", gettext_lazy("เอกสารที่ระบบจัดทำ")
        PAPER = "paper", gettext_lazy("เอกสารแนบ")
        CLIP = "clip", gettext_lazy("เสียงอ่านข้อความ")

    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=300, help_text="Where the storage keeps it")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    # The verb whose rule is asked, on the programme, before the file is given out.
    read_verb = models.CharField(max_length=80)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["programme", "sha256"], name="file_by_hash"),
            models.Index(fields=["key"], name="file_by_key"),
        ]

    def __str__(self) -> str:
        return self.name
