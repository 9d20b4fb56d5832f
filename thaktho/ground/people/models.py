"""Networks, organisations, persons, the positions they hold, the roles they act in, and invitations."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from thaktho.ground.base import ProgrammeRow, Row, Sourced


class User(AbstractUser, Row):
    """A login. Logins are global; what a person may do belongs to a programme."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(blank=True)


class Network(ProgrammeRow, Sourced):
    """One of the programme's networks. Their number, names and order are data and change by year."""

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, help_text="Without เครือข่าย, for tiles and tables")
    order = models.PositiveSmallIntegerField(help_text="Colour and woven draft go by this order")
    valid_from = models.PositiveSmallIntegerField(help_text="First fiscal year, BE")
    valid_until = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Last fiscal year, BE")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_network_per_code")]

    def __str__(self) -> str:
        return self.name


class NetworkAlias(ProgrammeRow, Sourced):
    network = models.ForeignKey(Network, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    search_text = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="one_network_per_alias")]


class Organisation(ProgrammeRow, Sourced):
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    place = models.ForeignKey("places.Place", models.PROTECT, null=True, blank=True, related_name="+")
    networks = models.ManyToManyField(Network, blank=True, related_name="organisations")
    sort_key = models.CharField(max_length=600)
    search_text = models.CharField(max_length=600)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_organisation_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Person(ProgrammeRow, Sourced):
    """A natural person, with the least that is needed. Monks may have no surname."""

    title = models.CharField(max_length=80, blank=True)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120, blank=True)
    monastic_name = models.CharField(max_length=200, blank=True, help_text="ราชทินนาม / ฉายา")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="persons")
    networks = models.ManyToManyField(Network, blank=True, related_name="members")
    sort_key = models.CharField(max_length=400)
    search_text = models.CharField(max_length=400)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "user"],
                condition=models.Q(user__isnull=False),
                name="one_person_per_login",
            )
        ]

    def __str__(self) -> str:
        name = f"{self.title}{self.given_name}"
        return f"{name} {self.family_name}" if self.family_name else name


class Position(ProgrammeRow, Sourced):
    """An office held from one day to another; acting and delegated holders are said to be so."""

    class Kind(models.TextChoices):
        FULL = "full", gettext_lazy("ดำรงตำแหน่ง")
        ACTING = "acting", gettext_lazy("รักษาราชการแทน")
        DEPUTISING = "deputising", gettext_lazy("ปฏิบัติราชการแทน")
        DELEGATED = "delegated", gettext_lazy("ได้รับมอบหมาย")

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.FULL)
    held_from = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title if self.kind == self.Kind.FULL else f"{self.title} ({self.get_kind_display()})"


class Role(models.TextChoices):
    SECRETARIAT = "secretariat", gettext_lazy("ฝ่ายเลขานุการ")
    COORDINATOR = "coordinator", gettext_lazy("ผู้ประสานงานเครือข่าย")
    LIAISON = "liaison", gettext_lazy("ผู้ประสานงานอำเภอ")
    OFFICER = "officer", gettext_lazy("เจ้าหน้าที่องค์กร")
    EXECUTIVE = "executive", gettext_lazy("ผู้บริหาร")
    OBSERVER = "observer", gettext_lazy("ผู้สังเกตการณ์")


class Scope(models.TextChoices):
    PROGRAMME = "programme", gettext_lazy("ทั้งจังหวัด")
    NETWORK = "network", gettext_lazy("เครือข่าย")
    PLACE = "place", gettext_lazy("พื้นที่")
    ORGANISATION = "organisation", gettext_lazy("องค์กร")


class RoleGrant(ProgrammeRow):
    """A role of a person, with its scope and its days."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=Role.choices)
    scope = models.CharField(max_length=16, choices=Scope.choices, default=Scope.PROGRAMME)
    scope_id = models.CharField(max_length=40, blank=True)
    granted_from = models.DateField()
    granted_until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "person"], name="grants_of_person")]

    @property
    def holds(self) -> bool:
        """Whether the role holds today."""
        today = timezone.localdate()
        return self.granted_from <= today and (self.granted_until is None or self.granted_until >= today)


class Invitation(ProgrammeRow):
    """A link or QR that gives a role. Only the hash of its token is stored; it works once, until it expires."""

    token_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16, choices=Role.choices)
    scope = models.CharField(max_length=16, choices=Scope.choices, default=Scope.PROGRAMME)
    scope_id = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    @property
    def is_open(self) -> bool:
        return not self.used_at and not self.withdrawn_at and self.expires_at > timezone.now()


class Consent(ProgrammeRow):
    """Consent on record (PDPA): by whom or for whom, to what, until when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    wording = models.TextField()
    given_on = models.DateField()
    given_by = models.CharField(max_length=200, blank=True, help_text="A parent's name, for a minor")
    withdrawn_on = models.DateField(null=True, blank=True)
