#!/usr/bin/env python3
"""Make the synthetic data files of the exercise packs.

    python3 exercises/generate.py           writes every data file
    python3 exercises/generate.py --check   exits with 1 if a committed file differs

Nothing here describes a real person, commune or building: codes have the shape of the real ones, the figures are
drawn. Standard library only. Draws build on `random.Random.random()` alone, the one method whose sequence Python
promises to keep from one version to the next, and on plain arithmetic, so every machine writes the same bytes.
"""

import argparse
import csv
import io
import random
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
DEPARTMENTS = ["01", "38", "42", "69", "73", "74"]
LABELS = "ABCDEFG"
# A dwelling gets the worse of the labels for energy (kWh/m²/year) and for emissions (kg CO2/m²/year).
ENERGY_LIMITS = [70, 110, 180, 250, 330, 420]
EMISSION_LIMITS = [6, 11, 30, 50, 70, 100]


class Draw:
    """Seeded draws that stay the same from one Python version to the next."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed).random

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random()

    def integer(self, low: int, high: int) -> int:
        """Both bounds included."""
        return low + int(self._random() * (high - low + 1))

    def normal(self, mean: float = 0.0, deviation: float = 1.0) -> float:
        """Sum of twelve uniforms: close to a normal law, without a logarithm whose last bit depends on the machine."""
        total = 0.0
        for _ in range(12):  # not `sum`, which rounds otherwise since Python 3.12
            total += self._random()
        return mean + deviation * (total - 6.0)

    def skewed(self, power: int) -> float:
        """A uniform raised to `power` by plain products: many small values, few near 1."""
        value, result = self._random(), 1.0
        for _ in range(power):
            result *= value
        return result

    def pick(self, items):
        return items[int(self._random() * len(items))]

    def weighted(self, weights: dict):
        """A key of `weights`, drawn in proportion to its weight."""
        point = self._random() * sum(weights.values())
        for item, weight in weights.items():
            point -= weight
            if point < 0:
                return item
        return item

    def happens(self, probability: float) -> bool:
        return self._random() < probability


def commune_codes(draw: Draw, departments: list[str], each: int) -> list[str]:
    """`each` five-character commune codes per department, ascending."""
    codes = []
    for department in departments:
        numbers: set[int] = set()
        while len(numbers) < each:
            numbers.add(draw.integer(1, 400))
        codes += [f"{department}{number:03d}" for number in sorted(numbers)]
    return codes


def energy_label(energy: float, emission: float) -> str:
    by_energy = sum(energy > limit for limit in ENERGY_LIMITS)
    by_emission = sum(emission > limit for limit in EMISSION_LIMITS)
    return LABELS[max(by_energy, by_emission)]


def french(number: float) -> str:
    """Two decimals after a comma."""
    return f"{number:.2f}".replace(".", ",")


# --- python-preparer-donnees -----------------------------------------------------------------------------------------


def budget_lines(year: int) -> Iterator[list]:
    draw = Draw(f"budget {year}")
    yield ["commune", "exercice", "section", "chapitre", "sens", "montant"]
    chapters = [("F", "011", "D"), ("F", "012", "D"), ("F", "65", "D"), ("F", "66", "D"), ("F", "73", "R")]
    chapters += [("F", "74", "R"), ("I", "16", "D"), ("I", "21", "D"), ("I", "23", "D"), ("I", "13", "R")]
    for commune in commune_codes(Draw("budget communes"), ["01"], 24):
        size = draw.between(2_000, 90_000)
        for section, chapter, side in chapters:
            if draw.happens(0.85):
                yield [commune, year, section, chapter, side, french(size * draw.between(0.4, 3))]


def dwellings() -> Iterator[list]:
    draw = Draw("dpe")
    yield ["dpe", "date", "departement", "surface", "consommation", "ges", "etiquette"]
    # The final letter keeps the numbers text: 2369E00001 would be read as a power of ten.
    for number in range(1, 601):
        day = date(2023, 1, 1) + timedelta(days=draw.integer(0, 500))
        energy = round(max(35.0, draw.normal(270, 110)), 1)
        emission = round(max(1.0, energy * draw.between(0.05, 0.3)), 1)
        row = [f"2369E{number:05d}K", day.isoformat(), draw.pick(DEPARTMENTS), draw.integer(14, 180)]
        yield [*row, energy, emission, energy_label(energy, emission)]


def household_incomes() -> Iterator[list]:
    draw = Draw("revenus")
    yield ["commune", "departement", "menages", "revenu_moyen"]
    for commune in commune_codes(draw, DEPARTMENTS, 40):
        households = int(60 + 9_000 * draw.skewed(4))
        income = round(draw.normal(24_000, 3_500) + 0.6 * households, 2)
        department = "" if draw.happens(0.04) else commune[:2]
        # Below 100 households the figure is confidential, and a few communes did not answer.
        hidden = households < 100 or draw.happens(0.05)
        yield [commune, department, households, "" if hidden else income]


def grouped_budget() -> tuple[list[list], list[list]]:
    """Budget lines, and the one-to-many table of the groupings that communes belong to."""
    draw = Draw("groupements")
    budget = [["commune", "chapitre", "sens", "montant"]]
    members = [["commune", "groupement", "nature"]]
    communities = {"CC du Val d'Orbe": "CC", "CC des Trois Rivières": "CC", "CA du Bassin": "CA", "Métropole Sud": "ME"}
    for position, commune in enumerate(commune_codes(draw, ["42", "69"], 30)):
        for chapter, side in [("011", "D"), ("012", "D"), ("65", "D"), ("73", "R"), ("74", "R")]:
            budget.append([commune, chapter, side, round(draw.between(5_000, 900_000), 2)])
        if position % 20 != 7:
            name = draw.pick(list(communities))
            members.append([commune, name, communities[name]])
        if draw.happens(0.6):
            members.append([commune, draw.pick(["SIVU des Eaux", "SIVU Scolaire"]), "SIVU"])
        if draw.happens(0.4):
            members.append([commune, "SIVOM de la Plaine", "SIVOM"])
    return budget, members


def validations() -> Iterator[list]:
    draw = Draw("frequentation")
    yield ["date", "ligne", "arret", "validations"]
    stops = {"A": ["Gare", "Mairie", "Hôpital"], "B": ["Mairie", "Lycée"], "N1": ["Gare", "Campus"]}
    for offset in range(182):
        day = date(2024, 1, 1) + timedelta(days=offset)
        for line, names in stops.items():
            # The night line runs at week-ends only, and not before March.
            if line == "N1" and (day.weekday() < 5 or day.month < 3):
                continue
            for stop in names:
                level = {"A": 420, "B": 180, "N1": 60}[line] * (0.55 if day.weekday() >= 5 else 1.0)
                yield [day.strftime("%d/%m/%Y"), line, stop, max(0, int(draw.normal(level, level / 6)))]


# --- python-statistiques ---------------------------------------------------------------------------------------------


def stays() -> Iterator[list]:
    draw = Draw("sejours")
    yield ["sejour", "etablissement", "duree"]
    for number in range(1, 321):
        days = int(draw.skewed(3) * 28) + (draw.integer(10, 60) if draw.happens(0.03) else 0)
        yield [f"S{number:04d}", draw.pick(["Nord", "Centre", "Sud"]), "" if draw.happens(0.06) else days]


def housing_stock() -> Iterator[list]:
    draw = Draw("parc")
    yield ["departement", "periode", "etiquette", "logements"]
    centres = {"avant 1948": 4.6, "1948-1974": 4.3, "1975-2000": 3.2, "après 2000": 1.6}
    for department in DEPARTMENTS:
        for period, centre in centres.items():
            scale = draw.integer(800, 6_000)
            for rank, label in enumerate(LABELS):
                share = max(0.0, 1.0 - abs(rank - centre - draw.between(-0.4, 0.4)) / 2.6)
                if share > 0:
                    yield [department, period, label, int(scale * share) + 1]


def public_buildings() -> Iterator[list]:
    draw = Draw("batiments")
    yield ["batiment", "usage", "surface", "consommation"]
    for number in range(1, 91):
        surface = draw.integer(120, 4_200)
        energy = max(4.0, 18 + 0.135 * surface + draw.normal(0, 60))
        yield [f"B{number:03d}", draw.pick(["école", "gymnase", "mairie", "crèche"]), surface, round(energy, 1)]


def processing_times() -> Iterator[list]:
    draw = Draw("delais")
    yield ["dossier", "service", "delai"]
    for number in range(1, 61):
        service = draw.pick(["urbanisme", "état civil"])
        mean = 47 if service == "urbanisme" else 12
        yield [f"D{number:03d}", service, round(max(1.0, draw.normal(mean, mean / 3)), 1)]


def survey_answers() -> Iterator[list]:
    draw = Draw("accueil")
    yield ["reponse", "canal", "satisfait"]
    shares = {"guichet": 0.74, "en ligne": 0.61, "téléphone": 0.58}
    for number in range(1, 261):
        channel = draw.weighted({"guichet": 4, "en ligne": 5, "téléphone": 2})
        yield [f"R{number:03d}", channel, "oui" if draw.happens(shares[channel]) else "non"]


def bus_stops() -> Iterator[list]:
    draw = Draw("reseau")
    yield ["ligne", "arret", "avant", "apres"]
    gains = {"A": 24, "B": 9, "C": 7, "D": 0, "E": 12, "F": -2}
    for line, gain in gains.items():
        for stop in range(1, 15 + draw.integer(0, 6)):
            before = draw.between(60, 900)
            yield [line, f"{line}{stop:02d}", round(before, 1), round(before + draw.normal(gain, 13), 1)]


def readmissions() -> Iterator[list]:
    draw = Draw("readmissions")
    yield ["sejour", "etablissement", "gravite", "readmis"]
    # The university hospital takes the severe cases: better in every stratum, worse overall.
    mixes = {"CHU": [20, 45, 95], "Clinique": [110, 40, 12], "Hôpital local": [70, 45, 20]}
    rates = {"CHU": [0.04, 0.10, 0.25], "Clinique": [0.07, 0.16, 0.36], "Hôpital local": [0.05, 0.13, 0.30]}
    number = 0
    for place, mix in mixes.items():
        for rank, (severity, count) in enumerate(zip(["1-faible", "2-moyenne", "3-forte"], mix, strict=True)):
            for _ in range(count * 2):
                number += 1
                yield [f"S{number:04d}", place, severity, int(draw.happens(rates[place][rank]))]


# --- python-apprentissage --------------------------------------------------------------------------------------------


def energy_audits(seed: str, count: int) -> Iterator[list]:
    draw = Draw(seed)
    yield ["surface", "annee", "altitude", "consommation"]
    for _ in range(count):
        surface, year, height = draw.integer(18, 170), draw.integer(1900, 2022), draw.integer(150, 1_600)
        energy = 300 - 1.9 * (year - 1950) + 0.06 * height - 0.35 * surface + draw.normal(0, 45)
        # A few poorly insulated buildings stretch the right tail.
        energy += draw.between(150, 500) if draw.happens(0.08) else 0
        yield [surface, year, height, round(max(30.0, energy), 1)]


def grant_requests() -> Iterator[list]:
    draw = Draw("aides")
    rows = []
    for number in range(1, 401):
        outcome = draw.weighted({"acceptée": 70, "refusée": 22, "incomplète": 8})
        shift = {"acceptée": 0, "refusée": 9_000, "incomplète": 2_000}[outcome]
        income = round(draw.normal(19_000, 5_000) + shift, 0)
        rows.append([f"A{number:04d}", int(income), draw.integer(1, 6), draw.integer(18, 190), outcome])
    # Sorted by outcome, as a database often hands them over.
    yield ["demande", "revenu", "personnes", "surface", "decision"]
    yield from sorted(rows, key=lambda row: (row[-1], row[0]))


def leaky_dwellings() -> Iterator[list]:
    draw = Draw("passoires")
    yield ["surface", "annee", "altitude", "chauffage", "zone", "passoire"]
    for _ in range(420):
        surface, year, height = draw.integer(12, 190), draw.integer(1900, 2022), draw.integer(100, 1_700)
        heating = draw.weighted({"gaz": 5, "électricité": 4, "fioul": 2, "bois": 1})
        zone = draw.pick(["H1", "H2", "H3"])
        score = (1968 - year) / 18 + (70 - surface) / 45 + (height - 700) / 700
        score += {"gaz": 0.0, "électricité": 0.4, "fioul": 2.2, "bois": -1.6}[heating] + {
            "H1": 0.5,
            "H2": 0,
            "H3": -0.5,
        }[zone]
        leaky = "oui" if score + draw.normal(0, 0.7) > 0.6 else "non"
        row = [surface, year, height, heating, zone]
        yield [*("" if draw.happens(0.06) else cell for cell in row), leaky]


def controls() -> Iterator[list]:
    draw = Draw("controles")
    yield ["dossier", "reel", "predit"]
    for number in range(1, 241):
        actual = draw.weighted({"régulier": 78, "fraude": 22})
        right = draw.happens(0.68 if actual == "fraude" else 0.93)
        other = "régulier" if actual == "fraude" else "fraude"
        yield [f"K{number:03d}", actual, actual if right else other]


def indicators() -> Iterator[list]:
    draw = Draw("indicateurs")
    columns = [f"i{position:03d}" for position in range(1, 181)]
    yield [*columns, "fermeture"]
    for row in range(40):
        yield [*(f"{draw.normal():.2f}" for _ in columns), "oui" if row % 2 else "non"]


# ---------------------------------------------------------------------------------------------------------------------


def as_csv(rows, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8")


FILES: dict[str, Callable[[], bytes]] = {
    "python-preparer-donnees/budget-types/data/budget_2023.csv": lambda: as_csv(budget_lines(2023), ";"),
    "python-preparer-donnees/budget-types/data/budget_2024.csv": lambda: as_csv(budget_lines(2024), ";"),
    "python-preparer-donnees/dpe-passoires/data/dpe.csv": lambda: as_csv(dwellings()),
    "python-preparer-donnees/revenu-departement/data/revenus.csv": lambda: as_csv(household_incomes()),
    "python-preparer-donnees/depenses-epci/data/budget.csv": lambda: as_csv(grouped_budget()[0]),
    "python-preparer-donnees/depenses-epci/data/groupements.csv": lambda: as_csv(grouped_budget()[1]),
    "python-preparer-donnees/frequentation-mensuelle/data/validations.csv": lambda: as_csv(validations()),
    "r-preparer-donnees/budget-types/data/budget_2023.csv": lambda: as_csv(budget_lines(2023), ";"),
    "r-preparer-donnees/budget-types/data/budget_2024.csv": lambda: as_csv(budget_lines(2024), ";"),
    "r-preparer-donnees/revenu-departement/data/revenus.csv": lambda: as_csv(household_incomes()),
    "r-preparer-donnees/depenses-groupement/data/budget.csv": lambda: as_csv(grouped_budget()[0]),
    "r-preparer-donnees/depenses-groupement/data/groupements.csv": lambda: as_csv(grouped_budget()[1]),
    "python-statistiques/resume-sejours/data/sejours.csv": lambda: as_csv(stays()),
    "python-statistiques/profils-dpe/data/parc.csv": lambda: as_csv(housing_stock()),
    "python-statistiques/regression-energie/data/batiments.csv": lambda: as_csv(public_buildings()),
    "python-statistiques/intervalle-delai/data/delais.csv": lambda: as_csv(processing_times()),
    "python-statistiques/khi2-accueil/data/accueil.csv": lambda: as_csv(survey_answers()),
    "python-statistiques/reseau-avant-apres/data/arrets.csv": lambda: as_csv(bus_stops()),
    "python-statistiques/taux-standardises/data/sejours.csv": lambda: as_csv(readmissions()),
    "python-apprentissage/erreur-et-reference/data/apprentissage.csv": lambda: as_csv(energy_audits("dpe train", 260)),
    "python-apprentissage/erreur-et-reference/data/test.csv": lambda: as_csv(energy_audits("dpe test", 90)),
    "python-apprentissage/decoupage-stratifie/data/aides.csv": lambda: as_csv(grant_requests()),
    "python-apprentissage/chaine-pretraitement/data/logements.csv": lambda: as_csv(leaky_dwellings()),
    "python-apprentissage/bilan-fraude/data/controles.csv": lambda: as_csv(controls()),
    "python-apprentissage/validation-honnete/data/indicateurs.csv": lambda: as_csv(indicators()),
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the synthetic data files of the exercise packs.")
    parser.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    arguments = parser.parse_args()
    stale = []
    for name, make in FILES.items():
        path, content = HERE / name, make()
        if arguments.check:
            if not path.is_file() or path.read_bytes() != content:
                stale.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    if arguments.check:
        committed = {path.relative_to(HERE).as_posix() for path in HERE.glob("*/*/data/*")}
        stale += [f"{name} (no recipe makes it)" for name in sorted(committed - FILES.keys())]
    for name in stale:
        print(f"differs from what generate.py makes: {name}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
