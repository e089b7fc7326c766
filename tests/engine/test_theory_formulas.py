"""What is written on a page in LaTeX is what is drawn: the formulas are read and computed."""

import math
import re

import numpy as np
import pytest
from scipy.special import digamma

from engine import settings
from engine.theory import Expectation, expectation

RENAMED = {
    r"\mathbb{E}\,\sigma_t^2": "V",
    "m_t": "m",
    "v_t": "v",
    "r_t": "r",
    r"\lambda": "L",
    r"\delta": "D",
    r"\kappa": "K",
    r"\psi": "@",
    r"\left": "",
    r"\right": "",
    r"\,": " ",
    "s_{t+1}": "S",
    "s_{k-1}": "R",
    "[": "(",
    "]": ")",
}


def python(latex: str) -> str:
    """A formula of fractions, powers and products that are left unwritten, as Python writes it."""
    for name, letter in RENAMED.items():
        latex = latex.replace(name, letter)
    while "{" in latex:
        before = latex
        latex = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", latex)
        latex = re.sub(r"\^\{([^{}]*)\}", r"^(\1)", latex)
        assert latex != before, f"cannot read {latex}"
    tokens = re.findall(r"\d+|[A-Za-z@]|[-+/()^]", latex)
    assert "".join(tokens) == latex.replace(" ", ""), f"cannot read {latex}"
    said = "".join(
        one + ("*" if re.match(r"[\w)]", one) and re.match(r"[\w(@]", other) else "")
        for one, other in zip(tokens, [*tokens[1:], ""], strict=True)
    )
    return said.replace("^", "**").replace("@", "psi")


def value(latex: str, **letters: float) -> float:
    """What it comes to."""
    return float(eval(python(latex), {"psi": digamma, "e": math.e}, letters))  # a test's own text


def product(latex: str, t: int, **letters: float) -> float:
    """What it comes to where part of it is a product over k up to t + 1."""
    latex = re.split(r",\\quad", latex)[0]
    before, low, factor = re.fullmatch(r"(.*)\\prod_\{k=(\d)\}\^\{t\+1\}(.*)", latex).groups()  # type: ignore[union-attr]

    def s(k: int) -> float:
        m, d = letters["M"], letters["D"]
        return letters["L"] * m * k / (m * k - d)

    found = value(before, **letters, S=s(t + 1)) if before.strip() else 1.0
    for k in range(int(low), t + 2):
        found *= value(factor, **letters, k=k, R=s(k - 1) if k > 1 else 1.0)
    return found


def read(policy: str, model: str) -> Expectation:
    """Theory of ten generations of nine samples."""
    found = expectation(
        settings(truth="normal:dimensions=1", model=model, policy=policy, samples=9, generations=10)
    )
    assert found is not None
    return found


MODELS = [
    ("gaussian:ddof=0", 0, 1.0),
    ("gaussian", 1, 1.0),
    ("gaussian:bias=0.9", 1, 0.9),
    ("gaussian:ddof=0,bias=0.9", 0, 0.9),
]
models = pytest.mark.parametrize(("model", "ddof", "bias"), MODELS)


@models
@pytest.mark.parametrize("policy", ["replace", "bottleneck:rows=5"])
def test_who_hears_only_itself(policy: str, model: str, ddof: int, bias: float) -> None:
    found = read(policy, model)
    kappa = float(found.symbols.get(r"\kappa", "0,").split(",")[0])
    letters = {"M": 9, "B": 5, "D": ddof, "L": bias}
    average, typical = found.formula.split(" = ")[1], found.typical_formula.split(r"\approx ")[1]
    for t in range(11):
        assert value(average, t=t, **letters) == pytest.approx(found.average[t])
        assert found.typical is not None
        near = 0.01 if kappa else 0.1  # kappa is written to two digits; a bottleneck has none
        assert value(typical, t=t, K=kappa, **letters) == pytest.approx(found.typical[t], rel=near)


@models
@pytest.mark.parametrize("policy", ["accumulate", "subsample"])
def test_who_hears_the_past(policy: str, model: str, ddof: int, bias: float) -> None:
    found = read(policy, model)
    letters = {"M": 9, "D": ddof, "L": bias}
    if r"\quad s = " in found.formula:
        letters["s"] = value(found.formula.split(r"\quad s = ")[1], **letters)
    average = found.formula.split(" = ", 1)[1]
    for t in range(11):
        assert product(average, t, **letters) == pytest.approx(found.average[t]), f"generation {t}"


@models
@pytest.mark.parametrize("policy", ["fresh:share=0.34", "anchor:share=0.34"])
def test_who_hears_real_data_too(policy: str, model: str, ddof: int, bias: float) -> None:
    """The steps are taken as they are written, from the starts that are written beside them."""
    found = read(policy, model)
    body = re.sub(r"\\(begin|end)\{aligned\}", "", found.formula).replace("&", "")
    parts = [part.strip() for part in re.split(r",\\quad|\\\\", body)]
    rules = dict(part.rstrip(",").split(" = ") for part in parts)
    letters = {"M": 9.0, "D": ddof, "L": bias, "a": 3 / 9}
    assert found.symbols["a"].startswith("0.333")
    now = {"V": value(rules[r"\mathbb{E}\,\sigma_0^2"], **letters)}
    for letter in "mr":
        now[letter] = value(rules[f"{letter}_0"], **letters) if f"{letter}_0" in rules else 0.0
    curve = [now["V"]]
    for _ in range(10):
        now["v"] = value(rules["v_t"], **letters, **now)
        names = {"V": r"\mathbb{E}\,\sigma_{t+1}^2", "m": "m_{t+1}", "r": "r_{t+1}"}
        now |= {
            letter: value(rules[name], **letters, **now)
            for letter, name in names.items()
            if name in rules
        }
        curve.append(now["V"])
    np.testing.assert_allclose(curve, found.average)
