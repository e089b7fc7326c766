"""Tables as people may have them, too: written for these tests."""

from tests.engine.data.table_case import LEVELS, N, case

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
