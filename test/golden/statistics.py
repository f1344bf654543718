"""Reference numbers for test/statistics, from SciPy: python test/golden/statistics.py"""

import json
import warnings
from pathlib import Path

import numpy
import scipy
from scipy import special, stats

warnings.simplefilter("ignore")
rng = numpy.random.default_rng(20261121)


def numbers(values):
    return [float(value) for value in values]


def samples():
    """Lopsided pairs of 2 to 30 values: skewed, nearly equal, tied, with zero differences."""
    for n in (2, 3, 4, 5, 8, 13, 14, 20, 30):
        yield f"normal {n}", rng.normal(0.8, 0.1, n), rng.normal(0.75, 0.1, n)
        yield f"skewed {n}", rng.exponential(1, n) ** 2, rng.exponential(0.3, n)
        yield f"nearly equal {n}", 1e6 + rng.normal(0, 1e-3, n), 1e6 + rng.normal(0, 1e-3, n)
        tied = rng.integers(0, 4, n).astype(float)
        tied[0] = 9
        yield f"tied with zeros {n}", tied, rng.integers(0, 4, n).astype(float)
    yield "one outlier 7", numpy.array([1, 2, 3, 4, 5, 6, 1000.0]), numpy.array([2, 1, 4, 3, 6, 5, 0.0])
    yield "ties and zeros 30", rng.integers(0, 3, 30).astype(float), rng.integers(1, 4, 30).astype(float)


def sign_test(a, b):
    wins, losses = int((a > b).sum()), int((a < b).sum())
    return {"wins": wins, "losses": losses, "p": stats.binomtest(wins, wins + losses).pvalue}


def correlations(a, b):
    if numpy.ptp(a) == 0 or numpy.ptp(b) == 0:
        return None
    return {"pearson": stats.pearsonr(a, b).statistic, "spearman": stats.spearmanr(a, b).statistic}


def pair_case(name, a, b):
    t = stats.ttest_rel(a, b)
    interval = t.confidence_interval(0.9)
    signed = stats.wilcoxon(a, b)
    mean_interval = stats.t.interval(0.95, len(a) - 1, a.mean(), stats.sem(a))
    d = a - b
    return {
        "name": name,
        "a": numbers(a),
        "b": numbers(b),
        "mean": a.mean(),
        "deviation": a.std(ddof=1),
        "quantiles": numbers(numpy.quantile(a, (0, 0.1, 0.5, 0.83, 1))),
        "interval95": numbers(mean_interval),
        "t": {"t": t.statistic, "degrees": int(t.df), "p": t.pvalue, "mean": d.mean(),
              "low90": interval.low, "high90": interval.high, "effectSize": d.mean() / d.std(ddof=1)},
        "wilcoxon": {"smaller": signed.statistic, "p": signed.pvalue},
        "sign": sign_test(a, b),
        "correlations": correlations(a, b),
    }


def distributions():
    degrees = (0.5, 1, 2, 3, 7.5, 19, 100, 1000)
    points = (-40, -3.3, -1, -0.01, 0, 0.001, 0.5, 2.2, 9, 300)
    shares = (1e-12, 1e-5, 0.025, 0.3, 0.5, 0.6, 0.975, 0.9999)
    betas = [(x, a, b) for a, b in ((0.5, 0.5), (0.5, 40), (3, 2), (150, 0.5), (80, 900), (1e-3, 5))
             for x in (0, 1e-9, 0.03, 0.1, 0.5, 0.77, 0.999999, 1)]
    gammas = (1e-6, 0.1, 0.5, 1, 1.5, 2, 3.7, 9.99, 10, 25.5, 171, 1e4)
    normals = (-38, -8, -3, -2.999, -0.2, 0, 1e-9, 1, 2.9999, 3, 5.5)
    shifted = [(t, n, d) for n in (1, 4, 29) for t in (-2, 0, 0.7, 2.5, 12) for d in (-1.5, 0, 0.4, 3, 11)
               if (t, d) != (-2, 11)]  # SciPy answers NaN there
    return {
        "studentT": [[t, n, stats.t.cdf(t, n), stats.t.sf(t, n)] for n in degrees for t in points],
        "studentTQuantile": [[p, n, stats.t.ppf(p, n)] for n in degrees for p in shares],
        "incompleteBeta": [[x, a, b, special.betainc(a, b, x)] for x, a, b in betas],
        "logGamma": [[z, special.gammaln(z)] for z in gammas],
        "logBeta": [[a, b, special.betaln(a, b)] for a, b in ((0.5, 0.5), (3, 4), (0.5, 5000), (40, 3000), (12, 15))],
        "normal": [[z, stats.norm.cdf(z), stats.norm.sf(z)] for z in normals],
        "normalQuantile": [[p, stats.norm.ppf(p)] for p in shares],
        "noncentralT": [[t, n, d, stats.nct.cdf(t, n, d)] for t, n, d in shifted],
    }


def power_cases():
    def power(n, size, level):
        limit = stats.t.ppf(1 - level / 2, n - 1)
        shift = size * n**0.5
        return stats.nct.sf(limit, n - 1, shift) + stats.nct.cdf(-limit, n - 1, shift)

    cases = []
    for size, wanted, level in ((0.2, 0.8, 0.05), (0.5, 0.8, 0.05), (1, 0.8, 0.05), (2.5, 0.8, 0.05), (0.7, 0.95, 0.01)):
        n = 2
        while power(n, size, level) < wanted:
            n += 1
        cases.append({"effectSize": size, "power": wanted, "level": level, "runs": n, "reached": power(n, size, level)})
    return cases


def bootstrap_cases():
    """The draws are given, so that both sides resample alike."""
    cases = []
    for name, values in (
        ("skewed 9", numpy.round(rng.exponential(1, 9) ** 2, 4)),
        # Sums of these are exact, so that equal means are equal in any order of adding.
        ("two groups 5", numpy.array([0.125, 0.25, 0.25, 5.0, 7.0])),
    ):
        draws = rng.integers(0, len(values), (60, len(values)))
        means = values[draws].mean(axis=1)
        given = stats._resampling.BootstrapResult(None, means, None)
        ends = {}
        for method in ("percentile", "BCa"):
            interval = stats.bootstrap(
                (values,), numpy.mean, n_resamples=0, method=method, confidence_level=0.9, bootstrap_result=given
            ).confidence_interval
            ends[method] = [interval.low, interval.high]
        cases.append({"name": name, "values": numbers(values), "draws": draws.tolist(), **ends})
    return cases


def information_cases():
    p = numpy.array([0.7, 0.2, 0.1, 0.0])
    q = numpy.array([0.25, 0.05, 0.5, 0.2])
    logs = numpy.array([-1000, -1001.5, -999.25, -numpy.inf])
    return {
        "p": numbers(p), "q": numbers(q), "entropy": stats.entropy(p), "kl": stats.entropy(p, q),
        "logs": [-1000, -1001.5, -999.25], "logSumExp": special.logsumexp(logs),
    }


reference = {
    "versions": {"scipy": scipy.__version__, "numpy": numpy.__version__},
    "pairs": [pair_case(*sample) for sample in samples()],
    "distributions": distributions(),
    "power": power_cases(),
    "bootstrap": bootstrap_cases(),
    "information": information_cases(),
}

if __name__ == "__main__":
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(reference, default=float, indent=None, allow_nan=False).replace('{"name"', '\n{"name"') + "\n")
