"""Tables of each kind that was reported: written for these tests."""

import codecs

from tests.engine.data.table_case import LEVELS, N, case

REPORTED = {
    "typographic minus": case(
        "gain;level\n0,1;10,9\n−1,4;10,7\n2,8;8,2\n−2,3;9,6\n4,7;11,3\n",
        {"gain": [0.1, -1.4, 2.8, -2.3, 4.7], "level": LEVELS},
        silent=True,
    ),
    "minus behind": case(
        "gain,level\n0.1,10.9\n1.4-,10.7\n2.8,8.2\n2.3-,9.6\n4.7,11.3\n",
        {"gain": [0.1, -1.4, 2.8, -2.3, 4.7], "level": LEVELS},
        silent=True,
    ),
    "limit of detection": case(
        "lead,zinc\n<0.05,10.9\n0.19,10.7\n< 0.05,8.2\n0.5,9.6\n0.3,11.3\n",
        {"lead": [0.05, 0.19, 0.05, 0.5, 0.3], "zinc": LEVELS},
        said=("2 cells of “lead”, such as “<0.05”, are limits",),
    ),
    "censored above": case(
        "age,income\n90+,10.9\n41,10.7\n55,8.2\n90+,9.6\n37,11.3\n",
        {"age": [90, 41, 55, 90, 37], "income": LEVELS},
        said=("2 cells of “age”, such as “90+”, are limits",),
    ),
    "percent after a blank": case(
        "share;level\n12,5 %;10,9\n43,1 %;10,7\n63,9 %;8,2\n8,0 %;9,6\n51,3 %;11,3\n",
        {"share": [12.5, 43.1, 63.9, 8, 51.3], "level": LEVELS},
        units={"share": "%"},
    ),
    "euros behind": case(
        "price;level\n1511,03 €;10,9\n375,56 €;10,7\n1.750,07 €;8,2\n9,00 €;9,6\n18,20 €;11,3\n",
        {"price": [1511.03, 375.56, 1750.07, 9, 18.2], "level": LEVELS},
        units={"price": "€"},
    ),
    "percent": case(
        "share,level\n12.5%,10.9\n43.1%,10.7\n63.9%,8.2\n8%,9.6\n51.3%,11.3\n",
        {"share": [12.5, 43.1, 63.9, 8, 51.3], "level": LEVELS},
        units={"share": "%"},
    ),
    "hard blanks between thousands": case(
        "people;level\n151\xa0103,5;10,9\n37\xa0555,8;10,7\n1\xa0175\xa0006,6;8,2\n192,7;9,6\n3;11,3\n",
        {"people": [151103.5, 37555.8, 1175006.6, 192.7, 3], "level": LEVELS},
    ),
    "apostrophes between thousands": case(
        "people;level\n151'103.5;10.9\n37’555.8;10.7\n1'175'006.6;8.2\n192.7;9.6\n3;11.3\n",
        {"people": [151103.5, 37555.8, 1175006.6, 192.7, 3], "level": LEVELS},
    ),
    "years as names": case(
        "place,2021,2022,2023\nA,10.1,10.9,11\nB,8.6,10.7,9.3\nC,12.8,10.8,13.6\n",
        {"2021": [10.1, 8.6, 12.8], "2022": [10.9, 10.7, 10.8], "2023": [11, 9.3, 13.6]},
        said=("“place” is not read",),
    ),
    "comments": case(
        "# station: Hill, by hand\n# lat: 47.1, lon: 8.5\nt,wind,level\n"
        + "".join(f"{i},{i % 3}.5,{LEVELS[i % 5]}\n" for i in range(10)),
        {
            "t": list(range(10)),
            "wind": [i % 3 + 0.5 for i in range(10)],
            "level": [*LEVELS, *LEVELS],
        },
        ("wind", "level"),
        said=("2 lines that begin with # are left out", "“t” is a row number"),
    ),
    "many comments": case(
        "".join(f"# remark {i}: a, b\n" for i in range(70)) + "x,y\n1.5,2\n3.5,4\n2.5,8\n",
        {"x": [1.5, 3.5, 2.5], "y": [2, 4, 8]},
        said=("70 lines that begin with #",),
    ),
    "a number that means missing": case(
        "temp,wind\n10.9,0.1\n10.7,-9999.0\n-9999,2.8\n9.6,2.3\n11.3,4.7\n",
        {"temp": [10.9, 10.7, -9999, 9.6, 11.3], "wind": [0.1, -9999, 2.8, 2.3, 4.7]},
        said=("-9999 in “temp” lies far from all else", "-9999 in “wind”"),
    ),
    "row number first": case(
        ",Wave,Absorbed\n1,649.9,0.2\n2,650.1,0.1\n3,650.3,0.4\n4,650.2,0.3\n",
        {
            "column 1": [1, 2, 3, 4],
            "Wave": [649.9, 650.1, 650.3, 650.2],
            "Absorbed": [0.2, 0.1, 0.4, 0.3],
        },
        ("Wave", "Absorbed"),
        said=("“column 1” is a row number",),
    ),
    "names of rows as R writes them": case(
        '"x","Source","percent"\n"1",1,"A",12.5\n"2",6,"A",15.25\n"3",11,"B",2.5\n',
        {"column 1": [1, 2, 3], "x": [1, 6, 11], "percent": [12.5, 15.25, 2.5]},
        ("x", "percent"),
    ),
    "a logger": case(
        '"TOA5","6843","CR3000"\n"TIMESTAMP","RECORD","Ux","press"\n"TS","RN","m/s","kPa"\n'
        '"","","Smp","Smp"\n"2026-01-01 13:00:00.05",1000,0.1,10.9\n'
        '"2026-01-01 13:00:00.10",1001,-1.4,10.7\n"2026-01-01 13:00:00.15",1002,2.8,8.2\n',
        {"RECORD": [1000, 1001, 1002], "Ux": [0.1, -1.4, 2.8], "press": [10.9, 10.7, 8.2]},
        ("Ux", "press"),
        units={"RECORD": "RN", "Ux": "m/s", "press": "kPa"},
        said=("1 line above the names is left out", "2 lines with more about the names"),
    ),
    "errors of Excel": case(
        "ratio,level\n#DIV/0!,10.9\n-1.4,10.7\n#NV,8.2\n#N/A,9.6\n0.2,11.3\n",
        {"ratio": [N, -1.4, N, N, 0.2], "level": LEVELS},
        silent=True,
    ),
    "dates with a comma": case(
        "April 1, 2026;25,1;10,9\nApril 2, 2026;23,6;10,7\nApril 3, 2026;27,8;8,2\n",
        {"column 2": [25.1, 23.6, 27.8], "column 3": [10.9, 10.7, 8.2]},
    ),
    "exponents with a comma": case(
        "x;y\n1,226E-01;1,09E+01\n-1,383E+00;1,07E+01\n2,779E+00;8,2E+00\n",
        {"x": [0.1226, -1.383, 2.779], "y": [10.9, 10.7, 8.2]},
        silent=True,
    ),
    "lines within cells": case(
        'said,x,y\n"one\ntwo; 0",0.1,10.9\n"one\ntwo; 1",-1.4,10.7\n"one\ntwo; 2",2.8,8.2\n',
        {"x": [0.1, -1.4, 2.8], "y": [10.9, 10.7, 8.2]},
    ),
    "two encodings": case(
        "who,x,größe\nZoë,0.1,10.9\nNoël,-1.4,10.7\n".encode() + "Zoë,2.8,8.2\n".encode("cp1252"),
        {"x": [0.1, -1.4, 2.8], "größe": [10.9, 10.7, 8.2]},
        said=("UTF-8, with 1 lines in Windows-1252",),
    ),
    "two byte order marks": case(
        2 * codecs.BOM_UTF8 + b"x,y\n0.1,10.9\n-1.4,10.7\n", {"x": [0.1, -1.4], "y": [10.9, 10.7]}
    ),
    "UTF-16 without a mark": case(
        "x\ty\n0.1\t10.9\n-1.4\t10.7\n",
        {"x": [0.1, -1.4], "y": [10.9, 10.7]},
        encoding="utf-16-le",
    ),
    "markup in a name": case(
        '"=1+1","<b>y</b> $\\sigma$"\n0.1,10.9\n-1.4,10.7\n',
        {"=1+1": [0.1, -1.4], "<b>y</b> $\\sigma$": [10.9, 10.7]},
    ),
    "yes and no": case(
        "smoker,age\nTRUE,31\nFALSE,34\nTRUE,28\n",
        {"age": [31, 34, 28]},
        said=("“smoker” answers yes or no",),
    ),
    "two points": case("x,y\n0,0\n0,0\n1,1\n0,0\n", {"x": [0, 0, 1, 0], "y": [0, 0, 1, 0]}),
    "a column that stays the same": case(
        "x,y\n0.1,5.0\n-1.4,5.0\n2.8,5.0\n",
        {"x": [0.1, -1.4, 2.8], "y": [5, 5, 5]},
        ("x",),
        said=("“y” is the same in every row",),
    ),
    "huge and small": case(
        "income,rate\n503677035,1.1e-08\n458519195,1.07e-08\n583355392,8.2e-09\n",
        {"income": [503677035, 458519195, 583355392], "rate": [1.1e-8, 1.07e-8, 8.2e-9]},
    ),
    "nought and one": case("a,b\n0,0\n0,1\n1,0\n0,0\n", {"a": [0, 0, 1, 0], "b": [0, 1, 0, 0]}),
}
"""One of each kind that was reported; another is refused, in `test_tables.py`."""
