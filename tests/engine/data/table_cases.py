"""Tables as people have them, and what each of them means: written for these tests."""

import codecs
from dataclasses import dataclass, field

N = float("nan")


@dataclass(frozen=True)
class Case:
    """A file, its columns of numbers with their values, the columns that suggest themselves, units
    by column, and words that the sentences about it must hold."""

    data: bytes
    columns: dict[str, list[float]]
    usual: tuple[str, ...]
    units: dict[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    silent: bool = False


def case(
    text: str | bytes,
    columns: dict[str, list[float]],
    usual: tuple[str, ...] = (),
    encoding: str = "utf-8",
    **more: object,
) -> Case:
    """A case whose usual columns are the first two, unless it says otherwise."""
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return Case(data, columns, usual or tuple(columns)[:2], **more)  # type: ignore[arg-type]


LEVELS = [10.9, 10.7, 8.2, 9.6, 11.3]

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

INVENTED = {
    "brackets for negative": case(
        "gain,level\n(3),10.9\n4,10.7\n(1.5),8.2\n", {"gain": [-3, 4, -1.5], "level": LEVELS[:3]}
    ),
    "dollars before, in quotes": case(
        'cost,level\n"$1,234.50",10.9\n"-$12.00",10.7\n"($7.10)",8.2\n',
        {"cost": [1234.5, -12, -7.1], "level": LEVELS[:3]},
        units={"cost": "$"},
    ),
    "dollars in the first row alone": case(
        "cost,level\n$12,10.9\n14,10.7\n13,8.2\n19,9.6\n",
        {"cost": [12, 14, 13, 19], "level": LEVELS[:4]},
        units={"cost": "$"},
    ),
    "units in each cell": case(
        "t;T\n1,0 s;20,5 °C\n2,5 s;21,5 °C\n4,0 s;19,25 °C\n",
        {"t": [1, 2.5, 4], "T": [20.5, 21.5, 19.25]},
        units={"t": "s", "T": "°C"},
    ),
    "two units in a column": case(
        "mass,level\n12 g,10.9\n14 g,10.7\n1.3 kg,8.2\n19 g,9.6\n",
        {"mass": [12, 14, N, 19], "level": LEVELS[:4]},
        units={"mass": "g"},
        said=("1 cell of “mass”, such as “1.3 kg”, was not read",),
    ),
    "units below the names": case(
        "height,weight\n[cm],[kg]\n180,75.5\n171,62\n165,59.5\n",
        {"height": [180, 171, 165], "weight": [75.5, 62, 59.5]},
        units={"height": "cm", "weight": "kg"},
        said=("1 line with more about the names is left out, such as “[cm] [kg]”",),
    ),
    "a title and an average": case(
        "Our class of 2026\n\nwho,height,weight\nAnn,180,75.5\nBob,171,62\nCid,165,59.5\n"
        "Average,172,65.7\n",
        {"height": [180, 171, 165], "weight": [75.5, 62, 59.5]},
        said=("such as “Our class of 2026”", "1 line below the rows that sums them up is left out"),
    ),
    "a note below": case(
        "who,height,weight\nAnn,180,75.5\nBob,171,62\nCid,165,59.5\nSource: our own measurement\n",
        {"height": [180, 171, 165], "weight": [75.5, 62, 59.5]},
        said=("such as “Source: our own measurement”",),
    ),
    "a group that is called total": case(
        "sex,height,weight\nTotal,172,65\nF,171,62\nM,180,75\nTotal,173,66\nF,170,61\nTotal,1,2\n",
        {"height": [172, 171, 180, 173, 170, 1], "weight": [65, 62, 75, 66, 61, 2]},
    ),
    "names that come again": case(
        "x,y\n1.5,2\n3.5,4\nx,y\n2.5,8\nx,y\n9.5,1\n",
        {"x": [1.5, 3.5, 2.5, 9.5], "y": [2, 4, 8, 1]},
        said=("2 lines that repeat the names are left out",),
    ),
    "names in a comment": case(
        "# x y\n1.5 2\n3.5 4\n2.5 8\n", {"x": [1.5, 3.5, 2.5], "y": [2, 4, 8]}
    ),
    "a remark among the rows": case(
        "x,y\n1.5,2\n# it rained\n3.5,4\n2.5,8\n",
        {"x": [1.5, 3.5, 2.5], "y": [2, 4, 8]},
        said=("1 line that begins with # is left out",),
    ),
    "words among numbers": case(
        "x,y\n1.5,2\nbroken,4\n2.5,8\nbroken,7\n3.5,6\n9.5,1\n",
        {"x": [1.5, N, 2.5, N, 3.5, 9.5], "y": [2, 4, 8, 7, 6, 1]},
        said=("2 cells of “x”, such as “broken”, were not read",),
    ),
    "too large": case(
        "x,y\n1.5,2\n1e999,4\n2.5,8\n",
        {"x": [1.5, N, 2.5], "y": [2, 4, 8]},
        said=("1 cell of “x”, such as “1e999”, was not read",),
    ),
    "footnotes": case(
        "x,y\n1.5,2\n3.5*,4\n2.5,8\n",
        {"x": [1.5, N, 2.5], "y": [2, 4, 8]},
        said=("such as “3.5*”",),
    ),
    "an identifier": case(
        "student_id,height,weight\n8812,180,75\n9023,171,62\n8540,165,59\n",
        {"student_id": [8812, 9023, 8540], "height": [180, 171, 165], "weight": [75, 62, 59]},
        ("height", "weight"),
        said=("“student_id” is an identifier",),
    ),
    "postcodes": case(
        "PLZ;rent;area\n10115;12,5;60\n10115;13,5;55\n12043;9,5;70\n",
        {"PLZ": [10115, 10115, 12043], "rent": [12.5, 13.5, 9.5], "area": [60, 55, 70]},
        ("rent", "area"),
    ),
    "points between thousands": case(
        "people;rate\n1.234;1,5\n12.345;2,5\n7.001;-3,25\n",
        {"people": [1234, 12345, 7001], "rate": [1.5, 2.5, -3.25]},
    ),
    "points that may be either": case(
        "people;homes\n1.234;5.111\n2.345;6.222\n9.001;7.335\n",
        {"people": [1.234, 2.345, 9.001], "homes": [5.111, 6.222, 7.335]},
        said=("the point in cells of “people” such as “1.234” is taken to stand before decimals",),
    ),
    "years over decimal commas": case(
        "place;2019;2020\nA;10,1;10,9\nB;8,6;10,7\nC;12,8;11,5\n",
        {"2019": [10.1, 8.6, 12.8], "2020": [10.9, 10.7, 11.5]},
    ),
    "groups of columns": case(
        ",2023,,2024,\nwho,a,b,a,b\nAnn,1.5,2,3,5\nBob,3.5,4,1,7\nCid,2.5,8,4,6\n",
        {"a": [1.5, 3.5, 2.5], "b": [2, 4, 8], "a (2)": [3, 1, 4], "b (2)": [5, 7, 6]},
        said=("1 line above the names is left out, such as “2023 2024”",),
    ),
    "a title with commas": case(
        "Our report, of a class, 2024\n\nx,y\n1.5,2\n3.5,4\n2.5,8\n",
        {"x": [1.5, 3.5, 2.5], "y": [2, 4, 8]},
        said=("such as “Our report of a class 2024”",),
    ),
    "words for what was not found": case(
        "lead,zinc\n<LOD,10.9\n0.19,10.7\n0.5,9.6\n",
        {"lead": [N, 0.19, 0.5], "zinc": [10.9, 10.7, 9.6]},
        said=("1 cell of “lead”, such as “<LOD”, was not read",),
    ),
    "three decimals, all of them": case(
        "a,b\n1.234,0.111\n2.345,0.222\n9.001,0.335\n",
        {"a": [1.234, 2.345, 9.001], "b": [0.111, 0.222, 0.335]},
    ),
    "a comma that is decimal elsewhere": case(
        "a\tb\n1,234\t1,5\n2,345\t2,25\n9,001\t7,5\n",
        {"a": [1.234, 2.345, 9.001], "b": [1.5, 2.25, 7.5]},
    ),
    "lakhs and crores": case(
        'a,b\n"12,34,567.5",1.5\n"1,00,000",2.5\n"45,000",0.5\n',
        {"a": [1234567.5, 100000, 45000], "b": [1.5, 2.5, 0.5]},
    ),
    "powers of ten": case(
        "a,b\n1.5×10^-3,2\n2.5×10^4,3\n1.0×10^2,5\n", {"a": [0.0015, 25000, 100], "b": [2, 3, 5]}
    ),
    "Fortran": case(
        "a b\n1.5D-03 2\n2.5D+04 3\n1.0D+02 5\n", {"a": [0.0015, 25000, 100], "b": [2, 3, 5]}
    ),
    "digits of another alphabet": case(
        "a,b\n٣٫٥,٢\n٤٫٥,٧\n١٫٢٥,٩\n", {"a": [3.5, 4.5, 1.25], "b": [2, 7, 9]}
    ),
    "cells kept from Excel": case(
        'a,b\n"=""1.5""",2\n"=""2.5""",4\n"=""0.5""",8\n', {"a": [1.5, 2.5, 0.5], "b": [2, 4, 8]}
    ),
    "single quotation marks": case(
        "'a','b'\n'1.5','2'\n'3.5','4'\n'2.5','8'\n", {"a": [1.5, 3.5, 2.5], "b": [2, 4, 8]}
    ),
    "words for limits": case(
        "age,level\nunder 5,10.9\n12,10.7\n41,8.2\n65 and over,9.6\n",
        {"age": [5, 12, 41, 65], "level": LEVELS[:4]},
        said=("2 cells of “age”",),
    ),
    "missing in other words": case(
        "a;b\n1,5;:\nk.A.;2\n..;4\n2,5;n.d.\n0,5;7\n3,5;1\n",
        {"a": [1.5, N, N, 2.5, 0.5, 3.5], "b": [N, 2, 4, N, 7, 1]},
        silent=True,
    ),
    "one column alone": case("height\n180.5\n171\n165.25\n", {"height": [180.5, 171, 165.25]}),
    "one column without a name": case("180.5\n171\n165.25\n", {"column 1": [180.5, 171, 165.25]}),
    "years downwards": case(
        "place,2023,2021,2018\nA,10.1,10.9,11\nB,8.6,10.7,9.3\nC,12.8,10.8,13.6\n",
        {"2023": [10.1, 8.6, 12.8], "2021": [10.9, 10.7, 10.8], "2018": [11, 9.3, 13.6]},
    ),
    "a scale as names": case(
        "400,410,420,430,440\n0.1,0.2,0.3,0.2,0.1\n0.3,0.1,0.2,0.4,0.2\n0.5,0.2,0.1,0.1,0.4\n",
        {
            "400": [0.1, 0.3, 0.5],
            "410": [0.2, 0.1, 0.2],
            "420": [0.3, 0.2, 0.1],
            "430": [0.2, 0.4, 0.1],
            "440": [0.1, 0.2, 0.4],
        },
    ),
    "years that are data": case(
        "2019,2021\n2020,2023\n2018,2024\n",
        {"column 1": [2019, 2020, 2018], "column 2": [2021, 2023, 2024]},
    ),
    "Cyrillic": case(
        "рост;вес\n180;75,5\n171;62\n165;59,5\n",
        {"рост": [180, 171, 165], "вес": [75.5, 62, 59.5]},
        encoding="cp1251",
    ),
    "empty columns at the end": case(
        "x,y,,,\n1.5,2,,,\n3.5,4,,,\n2.5,8,,,\n", {"x": [1.5, 3.5, 2.5], "y": [2, 4, 8]}
    ),
    "months": case(
        "day,x,y\n5 Jan,1.5,2\n6 Jan,3.5,4\n7 Jan,2.5,8\n", {"x": [1.5, 3.5, 2.5], "y": [2, 4, 8]}
    ),
    "narrow blanks and a minus": case(
        "a;b\n−1\u202f234,5;2\n12\u2009345,0;4\n7;8\n", {"a": [-1234.5, 12345, 7], "b": [2, 4, 8]}
    ),
    "99 among percents": case(
        "a,b\n97,2\n99,4\n93,8\n88,5\n", {"a": [97, 99, 93, 88], "b": [2, 4, 8, 5]}, silent=True
    ),
}
