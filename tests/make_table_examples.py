"""Write the examples of table_file that are no UTF-8 text: python -m tests.make_table_examples

Every name, club, place and score is invented. What must be read from a file stands beside it, typed by hand
in <name>.expected.json; a change here is a change there.
"""

import datetime
from collections.abc import Sequence
from pathlib import Path

from tests.spreadsheets import Cell, ods, xls, xlsx

FOLDER = Path(__file__).parent / "examples" / "table_file"

# Title lines, title cells padded with separators, the head again in the middle, two categories, CL among
# CE PA CL NA, a real zero, a routine not performed, out of ranking, absent.
REGIONAL = """\
FEDERAZIONE FINTA – COMITATO REGIONALE INVENTATO;;;;;;;;;
Campionato Individuale Gold 2023 - 1ª prova regionale;;;;;;;;;
Nessundove (XX), 12 marzo 2023 - Palazzetto “Più Prove”;;;;;;;;;

Categoria: Allieve A3;;;;;;;;;
Pos.;Pett.;Ginnasta;Società;Anno;CE;PA;CL;NA;Totale
1.;12;FINTA Prova;000112 SPES FINTA;2012;24,900;25,850;25,600;24,750;101,100
2.;7;INVENTATA Zeta;000345 GINNASTICA INVENTATA;2012;23,500;22,750;21,000;22,250;89,500
2.;3;D'ESEMPIO Alfa;000112 SPES FINTA;2011;22,000;23,500;22,000;22,000;89,500
F.C.;21;FANTASIA Delta;000900 A.S.D. ESTERA FINTA;2012;23,000;22,000;22,500;22,000;89,500
Pos.;Pett.;Ginnasta;Società;Anno;CE;PA;CL;NA;Totale
4.;9;DE FINTIS Beta Maria;000678 SOCIETÀ PIÙ FINTA;2013;20,050;19,950;18,300;0,000;58,300
5.;15;PROVETTI Gamma;000678 SOCIETÀ PIÙ FINTA;2013;15,100;14,900;;;30,000
;18;IPOTESI Omega;000345 GINNASTICA INVENTATA;2011;assente;;;;
n. partecipanti: 7;;;;;;;;;

Categoria: Junior J1;;;;;;;;;
Pos.;Pett.;Ginnasta;Società;Anno;CE;PA;CL;NA;Totale
1.;31;NESSUNA Kappa;000345 GINNASTICA INVENTATA;2010;26,000;25,500;25,250;24,000;100,750
2.;30;LO PROVETTO Iota;000112 SPES FINTA;2010;25,100;24,300;23,700;24,200;97,300
n. partecipanti: 2;;;;;;;;;
"""

# Columns of fixed width; a name that fills its column; words in Polish.
POLISH = """\
PUCHAR WYMYŚLONY W GIMNASTYCE ARTYSTYCZNEJ
Miasto Nieistniejące, 15.04.2023
Kategoria: juniorki, klasa I

M-ce  Nazwisko i imię       Klub          Rok   Obręcz    Piłka  Maczugi  Wstążka    Razem
----------------------------------------------------------------------------------------
   1  ZMYŚLONA Łucja        UKS Fikcja    2009  20,150   19,800   21,050   18,000   79,000
   2  WYMYSŁ Ewa            KS Próba      2010  18,500   17,500   19,000   17,000   72,000
   2  NIEBYŁA-FIKCYJNA Żana MKS Iluzja    2009  18,000   18,000   18,000   18,000   72,000
   4  URÓJ Zofia            UKS Fikcja    2010  17,250   16,750   18,000   15,000   67,000
   -  POZORNA Ola           KS Próba      2010  nie startowała

Liczba zawodniczek: 5
"""

# HTML 3.2 without end tags; club under the name, place in brackets beside the score, out of ranking.
GERMAN = """\
<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
<TITLE>Erfundenes Turnier</TITLE></HEAD>
<BODY><CENTER><H1>Erfundenes Turnier 2009</H1>
<FONT SIZE="+1">Nirgendwo, 7. November 2009</FONT>
<TABLE BORDER=0 WIDTH="100%"><TR><TD>
<H2>Juniorinnen</H2>
<TABLE BORDER=1>
<TR><TH>Rang<TH>Name / Verein<TH>Jg.<TH>Reifen<TH>Ball<TH>Keulen<TH>Band<TH>Gesamt
<TR><TD>1.<TD><B>Müller-Größe, Erfunda</B><BR>TV Nirgendwo<TD>1995<TD>21,100 (1)<TD>20,500 (2)
<TD>20,900 (1)<TD>19,500 (1)<TD><B>82,000</B>
<TR><TD>2.<TD><B>Schönfälscher, Ida</B><BR>SV Überall<TD>1996<TD>20,000 (2)<TD>21,000 (1)
<TD>19,000 (2)<TD>18,250 (2)<TD><B>78,250</B>
<TR><TD>a.K.<TD><B>Gast, Fiktiva</B><BR>Club Fictif (FRA)<TD>1995<TD>20,000<TD>20,000<TD>19,000<TD>19,000
<TD><B>78,000</B>
</TABLE>
<TR><TD>
<H2>Meisterklasse</H2>
<TABLE BORDER=1>
<TR><TH>Rang<TH>Name / Verein<TH>Jg.<TH>Reifen<TH>Ball<TH>Keulen<TH>Band<TH>Gesamt
<TR><TD>1.<TD><B>Beispiel, Anna</B><BR>SV Überall<TD>1991<TD>23,000 (1)<TD>23,500 (1)<TD>22,000 (1)
<TD>22,500 (1)<TD><B>91,000</B>
<TR><TD>2.<TD><B>Muster, Eva</B><BR>TV Nirgendwo<TD>1990<TD>22,000 (2)<TD>-<TD>21,000 (2)<TD>22,000 (2)
<TD><B>65,000</B>
</TABLE></TABLE></CENTER></BODY></HTML>
"""

PARTS = ["DB", "DA", "A", "E", "Pen", "Tot"]


def merged_head(*names: str) -> list[list[object]]:
    """Two rows of a head: each apparatus over its parts, all else as high as both."""
    upper: list[object] = [
        Cell(name, height=2) for name in ("Pos", "Ginnasta", "Società", "Nata il")
    ]
    lower: list[object] = [None] * 4
    for name in names:
        upper += [Cell(name, width=len(PARTS)), *[None] * (len(PARTS) - 1)]
        lower += PARTS
    return [[*upper, Cell("Totale", height=2)], [*lower, None]]


def all_around() -> bytes:
    """Merged heads over components; the category only in the sheet's name; whole birth dates; a template
    row with nothing but a place; a total that is printed 0.05 too high; a hidden draft.
    """
    titles: list[Sequence[object]] = [
        [Cell("Trofeo Nazionale Inventato", width=17)],
        [Cell("Città Finta, 18-19 novembre 2023", width=17)],
        [Cell("Concorso generale individuale", width=17)],
        [],
    ]
    head = merged_head("Cerchio", "Nastro")
    born = datetime.date
    first, second = [8.5, 4.2, 7.9, 8.1, 0, 28.7], [7.8, 3.6, 7.7, 7.5, 0.05, 26.55]
    third, fourth = [7.2, 3.5, 7.6, 7.7, 0.3, 25.7], [6.9, 3.1, 7.4, 7.2, 0, 24.6]
    junior = [
        [1, "FINTA Prova", "Spes Finta", born(2009, 5, 12), *first, *second, 55.25],
        [2, "INVENTATA Zeta", "Ginnastica Inventata", born(2008, 11, 30), *third, *fourth, 50.35],
        [3, "D'ESEMPIO Alfa", "Spes Finta", born(2009, 1, 3), 6.5, 3, 7, 7.25, 0, 23.75]
        + [*[None] * 5, "DNS", 23.75],
        [4],
    ]
    senior = [
        [1, "NESSUNA Omega", "Polisportiva Prova", born(2005, 7, 1), *first, *fourth, 53.3],
        ["FC", "ESTERA Sigma", "Club Estero Finto", born(2004, 2, 28), *third, *second, 52.25],
    ]
    draft = [["bozza", 1, 2]]
    sheets = {
        "Bozza": draft,
        "Junior J2": [*titles, *head, *junior],
        "Senior S1": [*titles, *head, *senior],
    }
    return xlsx(sheets, hidden=["Bozza"])


def teams() -> bytes:
    """Team rows with their gymnasts below, who have no place; a loan; special points; a tie on them."""
    head = ["Pos", "Squadra / Ginnasta", "CE", "PA", "CL", "NA", "Punteggio", "Punti speciali"]
    return xlsx(
        {
            "Foglio1": [
                [Cell("Serie A1 Inventata 2022 - 2ª prova", width=8)],
                [Cell("Città Finta, 02/04/2022", width=8)],
                [],
                head,
                [1, "Società Finta", None, None, None, None, 103.95, 25],
                [None, "FINTA Prova", 27.1, None, None, 25.85],
                [None, "INVENTATA Zeta", None, 26.5],
                [None, "ESTERA Kappa (prestito)", None, None, 24.5],
                [2, "Ginnastica Inventata", None, None, None, None, 98.4, 22],
                [None, "ESEMPIA Alfa", 25, 24.4],
                [None, "PROVETTI Beta", None, None, 24.2, 24.8],
                [2, "S.G. Fantasia", None, None, None, None, 98.4, 22],
                [None, "FANTASIA Gamma", 24.6, 24.6, 24.6, 24.6],
            ]
        }
    )


def one_apparatus() -> bytes:
    """An apparatus on each sheet, places as 1ª, licence numbers, qualification marks after the score."""
    head = ["Cl.", "Ginnasta", "Tess.", "Società", "D", "E", "Pen.", "Punti", "Q"]
    top: list[Sequence[object]] = [
        ["Campionato di Specialità Inventato - Qualificazione"],
        ["Borgo Finto", None, None, datetime.date(2019, 6, 8)],
    ]
    hoop = [
        ["1ª", "FINTA Prova", 999001, "000112 SPES FINTA", 8.2, 7.9, 0, 16.1, "Q"],
        ["2ª", "ESEMPIA Alfa", 999002, "000345 GINNASTICA INVENTATA", 7.5, 7.75, 0, 15.25, "Q"],
        ["2ª", "PROVETTI Beta", 999003, "000112 SPES FINTA", 7.25, 8, 0, 15.25, "R1"],
        ["4ª", "LO PROVETTO Iota", 999004, "000678 SOCIETÀ PIÙ FINTA", 7, 7.5, 0.3, 14.2, "R2"],
        ["-", "SIMULATA Teta", 999005, "000678 SOCIETÀ PIÙ FINTA", None, None, None, "ritirata"],
    ]
    ball = [
        ["1ª", "ESEMPIA Alfa", 999002, "000345 GINNASTICA INVENTATA", 8, 8.1, 0, 16.1, "Q"],
        ["2ª", "FINTA Prova", 999001, "000112 SPES FINTA", 7.9, 8.15, 0.05, 16, "Q"],
    ]
    return xls({
        "Cerchio": [*top, ["Classifica CERCHIO"], [], head, *hoop],
        "Palla": [*top, ["Classifica PALLA"], [], head, *ball],
    })  # fmt: skip


def wrapped() -> bytes:
    """Line breaks in the head, and the club below the name in one cell."""
    head = [
        "Pos.",
        "Ginnasta\nSocietà",
        "Anno di\nnascita",
        "Corpo\nlibero",
        "Fune",
        "Punteggio\ntotale",
    ]
    rows = [
        ["1°", "FINTA Prova\nSpes Finta", 2014, 9.1, 8.75, 17.85],
        ["2°", "INVENTATA Zeta\nGinnastica Inventata", 2015, 8.6, 8.9, 17.5],
        ["2°", "D'ESEMPIO Alfa\nSpes Finta", 2014, 8.7, 8.8, 17.5],
        [None, "IPOTESI Omega\nGinnastica Inventata", 2015, None, None, "assente"],
    ]
    titles = [["Coppa Immaginaria 2025 - fase interregionale\nBorgo Finto, 1 giugno 2025"], []]
    return xlsx({"Allieve A1 LB": [*titles, head, *rows]})


def french() -> bytes:
    """Name in two columns, score and place under each apparatus, comma as shown, ex aequo, forfait."""
    upper = [Cell(name, height=2) for name in ("Rang", "Nom", "Prénom", "Club")]
    parts = [Cell(name, width=2) for name in ("Cerceau", "Ballon")]
    return ods({
        "Feuille1": [
            [Cell("Coupe Imaginaire de Nulle-Part", width=9)],
            [Cell("Nulle-Part, le 20/05/2023", width=9)],
            [Cell("National C 12-13 ans", width=9)],
            [*upper, *parts, Cell("Total", height=2)],
            [*[None] * 4, "Note", "Rg", "Note", "Rg"],
            [1, "FICTIVE", "Épreuve", "GR Imaginaire", 20.15, 1, 19.5, 2, 39.65],
            [2, "DE L'INVENTION", "Zoé", "Étoile Fictive", 19.0, 2, 20.0, 1, 39.0],
            ["2 ex æquo", "PRÉTENDUE", "Ève-Marie", "GR Imaginaire", 19.0, 2, 20.0, 1, 39.0],
            [4, "SUPPOSÉE", "Léa", "Étoile Fictive", 17.25, 4, 18.3, 4, 35.55],
            [None, "ABSENTE", "Inès", "GR Imaginaire", "forfait"],
            [],
            ["Nombre de participantes : 5"],
        ]
    })  # fmt: skip


def examples() -> dict[str, bytes]:
    """The files by name."""
    return {
        "campionato_regionale.csv": REGIONAL.replace("\n", "\r\n").encode("cp1252"),
        "puchar_wymyslony.txt": POLISH.encode("iso8859_2"),
        "turnier_erfunden.html": GERMAN.encode("cp1252"),
        "concorso_generale.xlsx": all_around(),
        "serie_squadre.xlsx": teams(),
        "specialita.xls": one_apparatus(),
        "capi_a_capo.xlsx": wrapped(),
        "coupe_imaginaire.ods": french(),
    }


def main() -> None:
    for name, content in examples().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
