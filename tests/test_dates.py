"""Printed days -> ISO, in the forms that sheets and pages have."""

import pytest

from ingest.dates import MONTHS, find_dates, parse_dates

FORMS = {
    "21 Marzo 2026": ("2026-03-21", "2026-03-21"),
    "21/03/2026": ("2026-03-21", "2026-03-21"),
    "21.03.2026": ("2026-03-21", "2026-03-21"),
    "21-03-2026": ("2026-03-21", "2026-03-21"),
    "26.2.2023": ("2023-02-26", "2023-02-26"),
    "2026-03-21": ("2026-03-21", "2026-03-21"),
    "2026-03-21 - 2026-03-22": ("2026-03-21", "2026-03-22"),
    "21-22 Marzo 2026": ("2026-03-21", "2026-03-22"),
    "21/22 marzo 2026": ("2026-03-21", "2026-03-22"),
    "21 e 22 marzo 2026": ("2026-03-21", "2026-03-22"),
    "5-6-7 novembre 2021": ("2021-11-05", "2021-11-07"),
    "21, 22 e 23 marzo 2026": ("2026-03-21", "2026-03-23"),
    "28 febbraio - 1 marzo 2026": ("2026-02-28", "2026-03-01"),
    "28 febbraio / 1° marzo 2026": ("2026-02-28", "2026-03-01"),
    "30 dicembre 2025 - 2 gennaio 2026": ("2025-12-30", "2026-01-02"),
    "30 dicembre - 2 gennaio 2026": ("2025-12-30", "2026-01-02"),
    "12.12.2025 - 14.12.2025": ("2025-12-12", "2025-12-14"),
    "13 - 15.05.2022": ("2022-05-13", "2022-05-15"),
    "13.-15.05.2022": ("2022-05-13", "2022-05-15"),
    "28.02 - 01.03.2026": ("2026-02-28", "2026-03-01"),
    "28.02. - 01.03.2026": ("2026-02-28", "2026-03-01"),
    "21/22/03/2026": ("2026-03-21", "2026-03-22"),
    "23rd - 26th March 2023": ("2023-03-23", "2023-03-26"),
    "27th– 30th April 2023": ("2023-04-27", "2023-04-30"),
    "01 - 04 MARCH, 2023": ("2023-03-01", "2023-03-04"),
    "30 September - 8 October 2023": ("2023-09-30", "2023-10-08"),
    "25-28 May 2023": ("2023-05-25", "2023-05-28"),
    "FRI 6 OCT 2023": ("2023-10-06", "2023-10-06"),
    "Sunday 14 Aug 2022": ("2022-08-14", "2022-08-14"),
    "sabato 6 giugno 2015": ("2015-06-06", "2015-06-06"),
    "sab 5 - dom 6 settembre 2026": ("2026-09-05", "2026-09-06"),
    "March 4, 2023": ("2023-03-04", "2023-03-04"),
    "March 4-6, 2023": ("2023-03-04", "2023-03-06"),
    "March 30 - April 2, 2023": ("2023-03-30", "2023-04-02"),
    "1er mars 2026": ("2026-03-01", "2026-03-01"),
    "3 et 4 février 2024": ("2024-02-03", "2024-02-04"),
    "14 août 2022": ("2022-08-14", "2022-08-14"),
    "mar 3 mar 2026": ("2026-03-03", "2026-03-03"),
    "5 marca 2022": ("2022-03-05", "2022-03-05"),
    "7 października 2023": ("2023-10-07", "2023-10-07"),
    "12 wrz 2023": ("2023-09-12", "2023-09-12"),
    "21. März 2026": ("2026-03-21", "2026-03-21"),
    "21. bis 22. Dezember 2025": ("2025-12-21", "2025-12-22"),
    "2 Dic. 2025": ("2025-12-02", "2025-12-02"),
    "29 febbraio 2024": ("2024-02-29", "2024-02-29"),
    "dal 10 all'11 maggio 2025": ("2025-05-10", "2025-05-11"),
    "dall’8 al 9 maggio 2025": ("2025-05-08", "2025-05-09"),
    "il 10 maggio 2025": ("2025-05-10", "2025-05-10"),
    "10.5.25": ("2025-05-10", "2025-05-10"),
    "10/5/25": ("2025-05-10", "2025-05-10"),
    "10/05/98": ("1998-05-10", "1998-05-10"),
    "10/05/25 - 11/05/25": ("2025-05-10", "2025-05-11"),
}
NOT_A_DATE = [
    "",
    "21/22 marzo",
    "31 febbraio 2026",
    "29/02/2023",
    "03/26/2022",
    "26.500",
    "1. Prova Inventata 26.300",
    "25 marzo - 21 marzo 2026",
    "21 Marzo 20261",
    "121/03/2026",
    "21 martello 2026",
    "2026",
    "10/11/12",
    "1-2-03",
    "10.5.2",
]


@pytest.mark.parametrize("text", FORMS)
def test_a_printed_date_is_two_days(text: str) -> None:
    assert parse_dates(text) == FORMS[text]


@pytest.mark.parametrize("text", NOT_A_DATE)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_dates(text) is None


def test_a_date_without_year_needs_one() -> None:
    assert parse_dates("21/22 marzo", 2026) == ("2026-03-21", "2026-03-22")
    assert parse_dates("30 dicembre - 2 gennaio", 2026) == ("2025-12-30", "2026-01-02")
    assert parse_dates("21 marzo 2025", 2026) == ("2025-03-21", "2025-03-21")


def test_a_date_is_found_with_the_text_around_it() -> None:
    assert find_dates("Gdańsk, 05.03.2022") == ("2022-03-05", "2022-03-05", "Gdańsk", "")
    assert find_dates("Finta Cup | 25-28 May 2023 | Nessundove") == (
        "2023-05-25", "2023-05-28", "Finta Cup", "Nessundove",
    )  # fmt: skip
    assert find_dates("Trofeo Finto 2026, dal 28 febbraio al 1 marzo 2026 a Nessundove") == (
        "2026-02-28", "2026-03-01", "Trofeo Finto 2026", "a Nessundove",
    )  # fmt: skip


def test_the_first_of_several_dates_is_found() -> None:
    found = find_dates("Prima il 3 marzo 2026, poi il 5 aprile 2026")
    assert found and found.first == "2026-03-03"
    rest = find_dates(found.after)
    assert rest and rest.first == "2026-04-05"


def test_a_number_far_from_the_date_begins_no_range() -> None:
    found = find_dates("Gruppo 1 - 28.05.2022")
    assert found and (found.first, found.last) == ("2022-05-28", "2022-05-28")
    found = find_dates("Junior 3, 5 marzo 2026")
    assert found and (found.first, found.last) == ("2026-03-05", "2026-03-05")


def test_a_long_line_of_numbers_ends() -> None:
    found = find_dates("1 - " * 20_000 + "2 marzo" + " " * 20_000 + "2026")
    assert found and (found.first, found.last) == ("2026-03-01", "2026-03-02")


def test_scores_and_years_are_no_dates() -> None:
    assert find_dates("134.400 (CE 34.700 - PA 33.600 – CL 34.400 – NA 31.700) nel 2022") is None


def test_parsing_not_a_whole_text_is_refused() -> None:
    assert parse_dates("Gdańsk, 05.03.2022") is None


def test_each_language_has_twelve_months() -> None:
    for words in (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "januar februar märz april mai juni juli august september oktober november dezember",
    ):
        months = words.split()
        assert [parse_dates(f"3 {month} 2026") for month in months] == [
            (f"2026-{number:02}-03",) * 2 for number in range(1, 13)
        ]
        assert all(len(month) > 2 for month in MONTHS)
