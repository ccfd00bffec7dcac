"""JUnit XML, for continuous integration: a testsuite a file, a testcase a layer of checks."""

from lxml import etree

from schemas.finding import LAYERS, LayerName
from schemas.report.escape import visible
from schemas.report.text import concise
from schemas.results import FileReport, Report


def render_junit(report: Report) -> str:
    """Give the run as JUnit XML: errors are failures, warnings and notes go to ``system-out``."""
    suites = etree.Element("testsuites", name="gazetei")
    for file in report.files:
        suites.append(_suite(file))
    for key in ("tests", "failures", "skipped"):
        suites.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    text = etree.tostring(suites, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _suite(file: FileReport) -> etree._Element:
    suite = etree.Element("testsuite", name=visible(file.path))
    reasons = dict(file.skipped)
    found = {finding.layer for finding in file.findings}
    layers = [layer for layer in (*LAYERS, "tool") if layer in file.checked or layer in reasons or layer in found]
    for layer in layers:
        suite.append(_case(file, layer, reasons.get(layer)))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    return suite


def _case(file: FileReport, layer: LayerName, reason: str | None) -> etree._Element:
    case = etree.Element("testcase", name=layer, classname=visible(file.path))
    findings = [finding for finding in file.findings if finding.layer == layer]
    errors = [finding for finding in findings if finding.level == "error"]
    others = [finding for finding in findings if finding.level != "error"]
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        first = errors[0]
        failure = etree.SubElement(case, "failure", message=visible(first.message) + more, type=first.code)
        failure.text = "\n".join(map(concise, errors))
    elif reason is not None:
        etree.SubElement(case, "skipped", message=visible(reason))
    if others:
        etree.SubElement(case, "system-out").text = "\n".join(map(concise, others))
    return case
