"""What the tests of the readers of tables share: a small ranking, and its lines in short form."""

import pytest

from ingest.reading import ReadingError
from ingest.sheet.lines import Line
from ingest.sheet.tables import read_lines
from tests.spreadsheets import ods, xls, xlsx

ROWS = [
    ["Pos", "Ginnasta", "Società", "Totale"],
    [1, "FINTA Prova", "Società Finta", 24.9],
    [2, "ESEMPIA Altra", "Ginnastica Inventata", 23.125],
]
MAKERS = {"xlsx": xlsx, "xls": xls, "ods": ods}
SHEET = "xl/worksheets/sheet1.xml"
SEMICOLONS = "Pos;Ginnasta;Cerchio;Palla\n1;FINTA Prova;24,900;25,100\n2;ESEMPIA Altra;23,9;25\n"
FIXED = """\
Trofeo Finto, Nessundove
Pos  Ginnasta              Società            Totale
---  --------------------  -----------------  ------
 1.  FINTA Prova           Società Finta      24,900
 2.  ESEMPIA Altra         Ginnastica Finta    3,125
 3.  INVENTATA Lunghissima Club Inventatissimo 2,000
"""
TWO_BY_TWO = "<table><tr><td>Pos<td>Nome<tr><td>1<td>FINTA Prova</table>"
PAGE_32 = """<HTML><HEAD><TITLE>Risultati</TITLE><SCRIPT>if (1 < 2) document.write("<table>")</SCRIPT>
<STYLE>td {color: red}</STYLE></HEAD><BODY BGCOLOR=#FFFFFF><!-- <TABLE><TR><TD>no --><CENTER>
<FONT SIZE=+2>Trofeo Finto<BR>Nessundove</FONT>
<TABLE BORDER=0><TR><TD>Menu<TD>
<FORM><INPUT TYPE=hidden VALUE=x><SELECT><OPTION>Junior<OPTION>Senior</SELECT>
<TABLE BORDER=1><CAPTION>Allieve &amp; Junior</CAPTION>
<TR><TH ROWSPAN=2>Pos.<TH ROWSPAN="2">Ginnasta<TH COLSPAN=2>Cerchio<TH>Totale
<TR><TD>D<TD>E<TD>&nbsp;
<TR><TD ALIGN="right" TITLE="a > b"><B>1</B><TD><FONT COLOR=red>FINTA&nbsp;Pro<I>va</I><BR>Societ&agrave;
   Finta<TD>8,5<TD>7,2<TD>15,7
<TR><TD>2<TD>ESEMPIA Altra<TD>8<TD>7<TD>15
</TABLE></TABLE>
<P>n. partecipanti: 2</BODY></HTML>"""


def lines(content: bytes | str) -> list[Line]:
    return read_lines(content.encode() if isinstance(content, str) else content)


def texts(content: bytes | str) -> list[list[str]]:
    """The words of every line."""
    return [[word.text for word in line.words] for line in lines(content)]


def edges(line: Line) -> list[tuple[str, float, float]]:
    return [(word.text, word.x0, word.x1) for word in line.words]


def refusal(content: bytes | str) -> str:
    """The one line that says why a content is not read."""
    with pytest.raises(ReadingError) as caught:
        lines(content)
    text = str(caught.value)
    assert "\n" not in text
    return text
