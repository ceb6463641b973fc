"""Chart geometry and its sentence: rows in, SVG and Italian out. All names are invented."""

import gzip
import random
import re
from xml.etree import ElementTree

import pytest
from jinja2 import Environment

from ingest import trends
from plugins import charts

CODE_NAMES = {
    "unknown": "Codice non noto",
    "fig-2005": "Fino al 2008",
    "fig-2018": "2018-2021",
    "fig-2022": "2022-2024",
    "serie-a-2022": "Serie A 2022-2024",
}
SVG = "{http://www.w3.org/2000/svg}"


def point(date, points, code="fig-2022", level="gold", label="Prova Inventata"):
    return {
        "date": date,
        "points": points,
        "label": label,
        "scoring_code_id": code,
        "scoring_code_name": CODE_NAMES[code],
        "level": level,
    }


def draw(points):
    return ElementTree.fromstring(charts.trend_chart(points, "CE", "cerchio"))


def elements(svg, tag, css_class=None):
    found = svg.iter(SVG + tag) if svg.tag.startswith(SVG) else svg.iter(tag)
    return [one for one in found if css_class is None or one.get("class") == css_class]


def lines(svg):
    return [one.get("d") for one in elements(svg, "path", "line")]


def texts(svg):
    return [one.text for one in elements(svg, "text")]


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2021", 2021.5),
        ("2021-01-01", 2021 + 0.5 / 365),
        ("2021-12-31", 2021 + 364.5 / 365),
        ("2020-12-31", 2020 + 365.5 / 366),
        ("2021-03", 2021 + 73.5 / 365),
    ],
)
def test_date_lies_in_its_year(date, year):
    assert charts.year_fraction(date) == pytest.approx(year)


def test_dots_lie_between_lowest_and_highest_and_within_the_years():
    [band] = charts.place_bands(
        [point("2022-01-01", 30.0), point("2023-01-01", 31.0), point("2023-12-31", 32.0)]
    )
    assert [(dot.x, dot.y) for dot in band.dots] == [
        (pytest.approx(52.2, abs=0.11), 72),
        (pytest.approx(202.2, abs=0.11), 50),
        (pytest.approx(351.8, abs=0.11), 28),
    ]
    assert (band.first_year, band.last_year, band.low, band.high) == (2022, 2023, 30.0, 32.0)


def test_a_year_lies_in_the_middle_and_is_called_a_year():
    svg = draw([point("2021", 20.0)])
    [circle] = elements(svg, "circle")
    assert float(circle.get("cx")) == 202
    assert circle.find("title").text == "2021, Prova Inventata: 20.000"
    assert circle.get("fill") == "none"


def test_line_stops_where_the_code_changes():
    svg = draw(
        [
            point("2021-03-06", 20.0, "fig-2018"),
            point("2021-05-01", 21.0, "fig-2018"),
            point("2022-03-06", 30.0),
            point("2022-05-01", 31.0),
        ]
    )
    assert [line.count("L") for line in lines(svg)] == [1, 1]
    assert len(elements(svg, "path", "rule")) == 1
    assert "Codice 2018-2021, gold" in texts(svg)
    assert "Codice 2022-2024, gold" in texts(svg)


def test_line_stops_where_the_level_changes_and_joins_it_again_later():
    bands = charts.place_bands(
        [
            point("2022-03-06", 30.0, level="gold"),
            point("2022-04-06", 25.0, level="assoluti"),
            point("2022-05-06", 31.0, level="gold"),
        ]
    )
    assert [[dot.point["points"] for dot in band.dots] for band in bands] == [[30.0, 31.0], [25.0]]
    assert [len(charts.line_dots(band)) for band in bands] == [2, 0]


def test_unknown_code_has_dots_without_a_line():
    svg = draw([point("2014-03-06", 12.0, "unknown"), point("2014-05-06", 13.0, "unknown")])
    assert len(elements(svg, "circle")) == 2
    assert lines(svg) == []


@pytest.mark.parametrize(
    ("dates", "joined"),
    [
        (["2021", "2022", "2023"], ["2021", "2022", "2023"]),
        (["2021", "2021-05-01", "2022-05-01"], ["2021-05-01", "2022-05-01"]),
        (["2021", "2021", "2022-05-01", "2023-05-01"], ["2022-05-01", "2023-05-01"]),
        (["2021-05", "2021-05-30", "2021-06-01"], ["2021-05-30", "2021-06-01"]),
        (["2021-05-01", "2021-05-01"], []),
        (["2021-05-01", "2021-05-01", "2021-06"], ["2021-05-01", "2021-06"]),
        (["2021"], []),
    ],
)
def test_line_joins_only_dots_whose_order_is_known(dates, joined):
    [band] = charts.place_bands([point(date, 20.0 + n) for n, date in enumerate(dates)])
    assert [dot.point["date"] for dot in charts.line_dots(band)] == joined


def test_line_joins_the_best_of_a_day():
    points = [point("2022-03-06", 30.0), point("2022-03-06", 31.0), point("2022-04-01", 29.0)]
    [band] = charts.place_bands(points)
    assert [dot.point["points"] for dot in charts.line_dots(band)] == [31.0, 29.0]


@pytest.mark.parametrize(
    ("dates", "reasons"),
    [
        (["2021", "2022", "2023"], ""),
        (["2021-05", "2021-05-30", "2021-06-01"], "gare di cui si sa solo il mese o l'anno"),
        (["2021-05-01", "2021-05-01", "2021-06-01"], "punteggi più bassi dello stesso giorno"),
        (["2021-05-01", "2021-05-01"], "gare di un solo giorno"),
        (
            ["2021", "2021-05-01", "2021-05-01", "2021-06-01"],
            "gare di cui si sa solo il mese o l'anno e punteggi più bassi dello stesso giorno",
        ),
    ],
)
def test_dots_off_the_line_are_explained(dates, reasons):
    points = [point(date, 20.0 + n) for n, date in enumerate(dates)]
    assert charts.loose_dots(points) == (f"Punti isolati: {reasons}." if reasons else "")


def test_the_latest_code_comes_first():
    points = [
        point("2021-03-06", 20.0, "fig-2018"),
        point("2022-03-06", 30.0),
        point("2022-04-06", 25.0, level="assoluti"),
        point("2022-05-06", 31.0),
    ]
    names = [band.name for band in charts.place_bands(points)]
    assert names == [
        "Codice 2022-2024, gold",
        "Codice 2022-2024, assoluti",
        "Codice 2018-2021, gold",
    ]


def test_a_lone_dot_has_its_date_and_no_axis():
    svg = draw([point("2022-11-06", 30.0)])
    assert texts(svg) == ["Codice 2022-2024, gold", "30.000", "6 novembre 2022"]
    assert elements(svg, "path", "axis") == []


def test_crowded_line_joins_the_best_of_each_month():
    points = [
        point(f"2022-{month:02}-{day:02}", 30 + day / 100)
        for month in range(1, 13)
        for day in range(1, 8)
    ]
    [band] = charts.place_bands(points)
    assert [dot.point["points"] for dot in charts.line_dots(band)] == [30.07] * 12
    assert "oltre 60, del mese." in elements(draw(points), "desc")[0].text


@pytest.mark.parametrize("points", [[], [point("2022", None)], [point("", 20.0)]])
def test_nothing_to_place_draws_nothing(points):
    assert charts.trend_chart(points, "CE", "cerchio") == ""


def test_missing_points_and_dates_are_left_out():
    svg = draw([point("2022-03-06", 30.0), point("2022-04-06", None), point("", 29.0)])
    assert len(elements(svg, "circle")) == 1


def test_equal_points_have_one_label_and_one_height():
    svg = draw([point("2022-03-06", 30.0), point("2022-04-06", 30.0)])
    assert texts(svg).count("30.000") == 1
    assert {circle.get("cy") for circle in elements(svg, "circle")} == {"28"}


def test_all_in_one_day_share_one_place_and_one_year():
    svg = draw([point("2022-03-06", 30.0), point("2022-03-06", 31.0)])
    assert len({circle.get("cx") for circle in elements(svg, "circle")}) == 1
    assert texts(svg) == ["Codice 2022-2024, gold", "31.000", "30.000", "2022"]


def test_chart_is_named_for_those_who_do_not_see_it():
    svg = draw([point("2022-03-06", 30.0), point("2022-04-06", 31.5)])
    named = {one.get("id"): one.text for one in svg if one.get("id")}
    assert svg.get("role") == "img"
    assert [named[part] for part in svg.get("aria-labelledby").split()] == [
        "Andamento: cerchio",
        "Codice 2022-2024, gold: 2 esercizi, da 30.000 a 31.500; ultimo 31.500 (6 aprile 2022)."
        " Le linee uniscono il migliore del giorno o, oltre 60, del mese.",
    ]


def test_chart_has_no_style_no_script_and_escapes_names():
    text = charts.trend_chart(
        [point("2022-03-06", 30.0, label='<script>"&')], "3NA+2PA", "<b>nastri</b>"
    )
    assert "style" not in text and "<script" not in text and "<b>" not in text
    assert 'class="chart chart-3NA-2PA"' in text
    ElementTree.fromstring(text)


def random_points(count):
    numbers = random.Random(7)
    dates = sorted(
        f"{numbers.randint(2018, 2025)}-{numbers.randint(1, 12):02}-{numbers.randint(1, 28):02}"
        for _ in range(count)
    )
    return [
        point(
            date,
            round(numbers.uniform(20, 36), 3),
            "fig-2022" if date >= "2022" else "fig-2018",
            numbers.choice(["gold", "assoluti"]),
            f"Gara Inventata {date[:4]}, prova di Borgofinto",
        )
        for date in dates
    ]


def gzipped(text):
    return len(gzip.compress(text.encode(), 6))


def test_a_chart_of_80_is_small_and_every_dot_tells_what_it_is():
    text = charts.trend_chart(random_points(80), "CE", "cerchio")
    assert gzipped(text) < 3_600
    assert text.count("<circle") == text.count("</title></circle>") == 80


def test_a_heavy_career_keeps_its_dots_without_titles_and_says_so():
    text = charts.trend_chart(random_points(1_500), "CE", "cerchio")
    assert "<circle" not in text
    assert "Oltre 80 esercizi i punti non hanno etichetta." in text
    assert gzipped(text) < 7_000
    drawn = [len(re.findall("M", dots)) for dots in re.findall(r'class="dots" d="([^"]*)', text)]
    assert len(drawn) == 4 and 900 < sum(drawn) <= 1_500


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ([], ""),
        ([point("2024", None)], ""),
        (
            [point("2024-06-08", 33.1)],
            "Codice 2022-2024, gold: 1 esercizio, 33.100 (8 giugno 2024).",
        ),
        (
            [point("2022", 31.7), point("2023-04", 36.1), point("2024-06-08", 33.1)],
            "Codice 2022-2024, gold: 3 esercizi, da 31.700 a 36.100;"
            " ultimo 33.100 (8 giugno 2024).",
        ),
        (
            [point("2022-02-01", 31.0), point("2024-06-08", 33.0), point("2024-06-08", 32.0)],
            "Codice 2022-2024, gold: 3 esercizi, da 31.000 a 33.000;"
            " ultimi 2: da 32.000 a 33.000 (8 giugno 2024).",
        ),
        (
            [point("2022-02-01", 31.0), point("2024", 33.0), point("2024-06-08", 33.0)],
            "Codice 2022-2024, gold: 3 esercizi, da 31.000 a 33.000;"
            " ultimi 2: tutti 33.000 (2024).",
        ),
        (
            [point("2024", 31.0), point("2024-06-08", 33.0)],
            "Codice 2022-2024, gold: 2 esercizi, da 31.000 a 33.000 (2024).",
        ),
        (
            [point("2023-05-01", 20.0), point("2024-06-08", 20.0), point(None, 20.0)],
            "Codice 2022-2024, gold: 3 esercizi, tutti 20.000;"
            " ultimo 20.000 (8 giugno 2024); 1 senza data.",
        ),
        (
            [point("2014", 12.0, "unknown"), point("2015", 13.0, "unknown", level="assoluti")],
            "Codice dei punteggi non noto: 2 esercizi, non confrontabili tra gare diverse.",
        ),
        (
            [point("2021", 20.0, "fig-2018", "assoluti"), point("2022", 30.0)],
            "Codice 2022-2024, gold: 1 esercizio, 30.000 (2022)."
            " Codice 2018-2021, assoluti: 1 esercizio, 20.000 (2021).",
        ),
    ],
)
def test_sentence_says_numbers_only(points, sentence):
    assert trends.trend_sentence(points) == sentence


@pytest.mark.parametrize(
    ("code", "level", "name"),
    [
        ("fig-2022", "assoluti", "Codice 2022-2024, assoluti"),
        ("fig-2022", "coppa-italia", "Codice 2022-2024, coppa italia"),
        ("fig-2005", "assoluti", "Codice fino al 2008, assoluti"),
        ("serie-a-2022", "serie-a", "Codice serie A 2022-2024"),
        ("unknown", "serie-a", "Codice dei punteggi non noto"),
    ],
)
def test_band_is_called_by_its_code_and_level(code, level, name):
    assert trends.band_name(point("2022", 30.0, code, level)) == name


def test_templates_can_draw():
    env = Environment(autoescape=True)
    charts.prepare_jinja2_environment(env)
    template = env.from_string(
        "{{ trend_chart(points, 'PA', 'palla') }}|{{ trend_sentence(points) }}"
    )
    drawn, sentence = template.render(points=[point("2022-03", 30.0)]).split("|")
    assert drawn.startswith('<svg class="chart chart-PA"')
    assert sentence == "Codice 2022-2024, gold: 1 esercizio, 30.000 (marzo 2022)."
