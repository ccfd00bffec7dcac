"""Schematron rules: compile a schema once, check many documents, in pure Python and libxml2, without a network."""

import schemas.rules.bare  # noqa: F401 - before anything else loads elementpath
from schemas.rules.errors import RulesError
from schemas.rules.model import Rule
from schemas.rules.ruleset import TIME_LIMIT, RuleSet, load
from schemas.rules.run import RuleFailure

__all__ = ["TIME_LIMIT", "Rule", "RuleFailure", "RuleSet", "RulesError", "load"]
