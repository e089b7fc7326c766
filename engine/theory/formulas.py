"""The closed forms as they are written on a page, in LaTeX.

M rows a fit, delta taken off their number before dividing, lambda the bias, t the generation. Where
lambda is 1, `plain` leaves it out.
"""

LAMBDA = r"\lambda\,"
AVERAGE = r"\mathbb{E}\,\sigma_t^2 = "
MEDIAN = r"\operatorname{median}\,\sigma_t^2 \approx "


def plain(formula: str) -> str:
    """The same without a bias."""
    return formula.replace(LAMBDA, "")


def _mean_factor(rows: str) -> str:
    return rf"\lambda\,\frac{{{rows}-1}}{{{rows}-\delta}}"


def _median_factor(rows: str) -> str:
    return rf"\lambda\,\frac{{2}}{{{rows}-\delta}}\,e^{{\psi\left(\frac{{{rows}-1}}{{2}}\right)}}"


REPLACE = AVERAGE + rf"\left({_mean_factor('M')}\right)^{{t+1}}"
TYPICAL = MEDIAN + rf"e^{{\kappa}}\left({_median_factor('M')}\right)^{{t+1}}"
BOTTLENECK = AVERAGE + rf"{_mean_factor('M')}\left({_mean_factor('B')}\right)^{{t}}"
TYPICAL_BOTTLENECK = MEDIAN + rf"{_median_factor('M')}\left({_median_factor('B')}\right)^{{t}}"

ENDLESS = (
    r"\sigma_t^2 = \lambda\,r_t,\quad "
    r"r_t = \alpha_t\,\sigma_{t-1}^2 + \beta_t\,r_{t-1} + \gamma_t,\quad r_0 = 1"
)

_RECURSION = (
    r"\begin{aligned}"
    r"\mathbb{E}\,\sigma_{t+1}^2 &= \lambda\,\frac{(M-1)\,v_t + M a(1-a)\,%s}{M-\delta},"
    r"\quad v_t = a + (1-a)\,\mathbb{E}\,\sigma_t^2 \\ "
    r"m_{t+1} &= (1-a)^2\,m_t + \frac{v_t}{M}%s,\quad m_0 = \frac{1}{M},"
    r"\quad \mathbb{E}\,\sigma_0^2 = \lambda\,\frac{M-1}{M-\delta}%s"
    r"\end{aligned}"
)
FRESH = _RECURSION % ("m_t", "", "")
ANCHOR = _RECURSION % (
    "(m_t - 2 r_t)",
    r" + 2a(1-a)\,r_t",
    r" \\ r_{t+1} &= \frac{1}{M} + (1-a)\,r_t,\quad r_0 = \frac{1}{M}",
)

ACCUMULATE = (
    AVERAGE + r"\prod_{k=1}^{t+1}\left(1-\frac{1}{M k^2}\right)",
    AVERAGE + r"\prod_{k=2}^{t+1}\left(1-\frac{1}{k(Mk-1)}\right)",
)
ACCUMULATE_BIASED = AVERAGE + (
    r"s_{t+1}\left(1-\frac{1}{M}\right)\prod_{k=2}^{t+1}"
    r"\left(\frac{k-1}{k}+s_{k-1}\frac{Mk-1}{Mk^2}\right),"
    r"\quad s_k = \lambda\,\frac{Mk}{Mk-\delta}"
)
SUBSAMPLE = (
    AVERAGE + r"\left(1-\frac{1}{M}\right)\prod_{k=2}^{t+1}\left(1-\frac{3-1/M}{k(Mk-1)}\right)",
    AVERAGE + r"\prod_{k=2}^{t+1}\left(1+\frac{k-3}{k(Mk-1)}\right)",
)
SUBSAMPLE_BIASED = AVERAGE + (
    r"s\prod_{k=2}^{t+1}\frac{M(k-1+s)-(s+2)/k}{Mk-1},\quad s = \lambda\,\frac{M-1}{M-\delta}"
)
"""Each pair: delta 0 and delta 1."""
