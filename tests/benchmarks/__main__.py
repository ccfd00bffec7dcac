"""``make benchmark``: every benchmark, one after the other. The figures are those of the machine and its other work."""

from tests.benchmarks import (
    commands,
    dates,
    evaluation,
    exports,
    linking,
    measures,
    name_rules,
    names,
    odd_compile,
    quotations,
    registers,
    sentences,
    verdicts,
    xsd,
)

BENCHMARKS = (
    commands,
    dates,
    evaluation,
    exports,
    linking,
    measures,
    names,
    name_rules,
    odd_compile,
    quotations,
    registers,
    sentences,
    verdicts,
    xsd,
)

for benchmark in BENCHMARKS:
    print(f"\n{benchmark.__name__.rpartition('.')[2]}")
    benchmark.main()
