"""One line of a meeting's cost sheet. What nobody said stays empty; nought baht is nought."""

from decimal import Decimal

from django.db import models

from thaktho.ground.base import ProgrammeRow


class CostLine(ProgrammeRow):
    meeting = models.ForeignKey("convene.Meeting", models.CASCADE, related_name="costs")
    order = models.PositiveSmallIntegerField(default=1)
    item = models.CharField(max_length=300)
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    rate = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="Baht for one unit"
    )
    purse = models.CharField(max_length=200, blank=True, help_text="แหล่งงบประมาณ")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.item

    @property
    def amount(self) -> Decimal | None:
        """Baht; None while the number or the rate is unknown."""
        if self.quantity is None or self.rate is None:
            return None
        return (self.quantity * self.rate).quantize(Decimal("0.01"))
