"""What a competition of the synthetic archive is: its fields, its categories, their apparatus."""

from dataclasses import dataclass
from datetime import date

from bench.people import SILVER_LEVELS

ALLIEVE = ("A1", "A2", "A3", "A4", "A5")
JUNIOR = ("J1", "J2", "J3")
SENIOR = ("S1", "S2")
GOLD_CLASSES = (*ALLIEVE, *JUNIOR, *SENIOR)
SECTORS = {"Allieve": ALLIEVE, "Junior": JUNIOR, "Senior": SENIOR, "Open": ("Open",)}
LEVEL_SECTORS = {
    "LA": ("Allieve",),
    "LB": ("Allieve", "Junior"),
    "LC": ("Allieve", "Junior", "Senior"),
    "LD": ("Allieve", "Junior", "Senior"),
    "LE": ("Open",),
}
DIVISIONS = {"A1": 10, "A2": 10, "B": 12}
TEAM_APPARATUS = ("FU", "CE", "PA", "CV", "NA")
GROUPS = 10
GROUP_CATEGORIES = {
    "Insieme Allieve": ("5 cerchi",),
    "Insieme Giovanile": ("5 cerchi", "3 nastri 2 palle"),
    "Insieme Open": ("5 cerchi", "3 nastri 2 palle"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """The gymnasts of one category: programme, class of age, how many."""

    programme: str
    age_class: str
    size: int


@dataclass(frozen=True, slots=True)
class Event:
    """What one document tells of one competition. `region` None is the whole country."""

    layout: str
    competition: str
    year: int
    day: date
    phase: str
    fields: tuple[Field, ...] = ()
    sector: str = ""
    zone: str = ""
    stage: str = ""
    region: int | None = None
    division: str = ""
    is_last_stage: bool = False

    @property
    def prints_first_places_only(self) -> bool:
        """Whether the sheet of a regional meet is cut, as press lists are: one year in fourteen."""
        return self.region is not None and (self.year + self.region) % 14 == 4

    @property
    def title(self) -> str:
        """The title as a sheet prints it: "Trofeo Sintetico Gold 2019, Regione 03, 2a prova"."""
        name = self.competition
        if self.sector:
            name = name.replace(f" {self.year}", f" {self.sector} {self.year}")
        stage = f"{self.stage}a prova" if self.stage.isdigit() else self.stage
        return ", ".join(filter(None, (name, self.zone, stage)))


def count_routines(event: Event) -> int:
    """About how many routines an event brings; printing one again brings none."""
    if event.layout == "series":
        return DIVISIONS[event.division] * len(TEAM_APPARATUS)
    if event.layout == "groups":
        return GROUPS * sum(len(apparatus) for apparatus in GROUP_CATEGORIES.values())
    return sum(
        field.size * len(apparatus_of(field.programme, field.age_class, event.year))
        for field in event.fields
    )


def apparatus_of(programme: str, age_class: str, year: int) -> tuple[str, ...]:
    """What the class performs; the youngest share one apparatus that changes every year."""
    drawn = ("FU", "CE", "PA", "CV", "NA")
    if programme == "LA":
        return ("CL",)
    if programme == "LE":
        return ("CE", "PA", "NA")
    if programme in SILVER_LEVELS or age_class in ALLIEVE:
        return ("CL", drawn[year % 5])
    if age_class in JUNIOR:
        return tuple(each for each in drawn if each != drawn[year % 5])
    return ("CE", "PA", "CV", "NA")
