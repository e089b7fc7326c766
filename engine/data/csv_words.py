"""Words that people write into tables in place of numbers, and around them."""

EXCEL_ERRORS = frozenset(
    "#N/A #NV #DIV/0! #VALUE! #WERT! #REF! #BEZUG! #NUM! #ZAHL! #NAME? #NULL! #VALEUR! #NOMBRE! "
    "#SPILL! #ÜBERLAUF!".split()
)
MISSING = frozenset(
    {"", "na", "n/a", "n.a.", "?", "-", "--", "---", "–", "—", ".", "..", "...", "…", ":", "null"}
    | {"none", "nan", "-nan", "<na>", "nil", "missing", "n.d.", "nd", "k.a.", "k. a.", "s.o."}
    | {"1.#ind", "-1.#ind", "1.#qnan", "1.#inf", "-1.#inf", "not available"}
    | {word.lower() for word in EXCEL_ERRORS}
)
"""In small letters."""

ANSWERS = frozenset(
    "yes no true false y n t f ja nein j wahr falsch oui non vrai faux si sí".split()
)
"""What is written in a column that answers a question."""

SUMMARIES = {"standard deviation", "grand total", "std dev", "std. dev."} | set(
    "average avg mean total totals sum subtotal median minimum maximum min max count std stdev sd "
    "variance summe mittelwert durchschnitt gesamt insgesamt moyenne médiane somme media mediana "
    "promedio suma soma średnia gemiddelde totaal".split()
)
"""What stands in the first cell of a line below the rows that is none of them."""

CURRENCIES = "€ $ £ ¥ ₹ ₽ ₩ US$ CHF EUR USD GBP JPY CNY SEK NOK DKK PLN CZK Fr. kr R$".split()

NO_UNITS = frozenset(
    "st nd rd th er re e eme ème o am pm AM PM a.m. p.m. x X Jan Feb Mar Mär Apr May Mai Jun Jul "
    "Aug Sep Sept Oct Okt Nov Dec Dez January February March April June July August".split()
)
"""What follows a digit in ordinals, hours and dates."""

IDENTIFIERS = r"(id|nr|no|num|number|index|idx|key|code|record|rec|row|rn|uid|case|obs|#)\.?"
CODES = r"(zip|zip ?code|plz|post ?code|postal ?code|phone|fips|isbn|ean|barcode)"

SENTINELS: tuple[float, ...] = (
    *(9, 99, 999, 9999, 99999, 999999, 9999999, 99.9, 999.9, 9999.9, 99.99, 999.99, 9999.99),
    *(32767, 32768, 2147483647, 2147483648, 1e20),
)
"""Numbers, with either sign, that mean missing where nothing else lies near."""
