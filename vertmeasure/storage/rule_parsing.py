"""The tables of a criteria file, checked and turned into rules; every refusal names file, rule and field.

The schema is described in resources/criteria/README.md. A key that the schema does not know is
refused: a mistyped `when` must not silently make a rule count for everybody.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vertmeasure.core.conditions import Condition
from vertmeasure.core.rules import Claim, Rule, RuleKind, RuleSet, TechniqueProfile
from vertmeasure.core.study import Technique
from vertmeasure.storage.rule_conditions import ConditionError, condition_from
from vertmeasure.storage.toml_table import TomlTable

SCHEMA = 1
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")


def rule_set_from(document: Mapping[str, Any], file_name: str, digest: str) -> RuleSet:
    """Turn a parsed criteria file into a rule set; RuleSetError names the place of the first fault."""
    table = TomlTable(file_name, document)
    if table.get("schema") != SCHEMA:
        raise table.refusal("schema", f"must be {SCHEMA}: this program reads no other")
    rule_set = RuleSet(
        name=table.matching("name", _NAME),
        title=table.text("title"),
        version=table.text("version"),
        rules=_rules(table),
        hash=digest,
        jurisdiction=table.optional_text("jurisdiction"),
        date=table.matching("date", _DATE),
        source=table.text("source"),
        note=table.optional_text("note"),
        verified=table.flag("verified"),
        not_asked=table.texts("not_asked"),
        profiles=_profiles(table),
        claims=tuple(_claim(each) for each in table.tables("claim", "claim")),
    )
    table.refuse_unknown_fields()
    return rule_set


def _rules(table: TomlTable) -> tuple[Rule, ...]:
    tables = table.tables("rule", "rule")
    if not tables:
        raise table.refusal("rule", "the set has no rules")
    rules: dict[str, Rule] = {}
    for each in tables:
        rule = _rule(each)
        if rule.id in rules:
            raise each.refusal("id", "another rule of this file has the same id")
        rules[rule.id] = rule
    return tuple(rules.values())


def _rule(table: TomlTable) -> Rule:
    kind = table.word("kind", table.get("kind"), RuleKind)
    rule = Rule(
        id=table.matching("id", _NAME),
        kind=kind,
        techniques=_techniques(table),
        condition=_in_place(table, "condition"),
        text=table.text("text"),
        source=table.text("source"),
        verified=table.flag("verified"),
        required=table.flag("required", kind is RuleKind.INDICATION),
    )
    if rule.required and kind is not RuleKind.INDICATION:
        raise table.refusal("required", "only an indication can be required")
    if table.get("when") is not None:
        rule = replace(rule, when=_in_place(table, "when"))
    table.refuse_unknown_fields()
    return rule


def _in_place(table: TomlTable, name: str) -> Condition:
    try:
        return condition_from(table.get(name))
    except ConditionError as error:
        raise table.refusal(name, str(error)) from error


def _techniques(table: TomlTable) -> tuple[Technique, ...]:
    techniques = tuple(table.word("techniques", each, Technique) for each in table.texts("techniques"))
    if not techniques:
        raise table.refusal("techniques", "is missing or empty")
    return techniques


def _profiles(table: TomlTable) -> dict[Technique, TechniqueProfile]:
    profiles = table.get("profile", {})
    if not isinstance(profiles, dict):
        raise table.refusal("profile", "must be written as [profile.TECHNIQUE]")
    return {
        table.word("profile", name, Technique): _profile(TomlTable(f"{table.place}, profile {name}", fields))
        for name, fields in profiles.items()
    }


def _profile(table: TomlTable) -> TechniqueProfile:
    if not isinstance(table.fields, dict):
        raise table.refusal("profile", "must be a table")
    profile = TechniqueProfile(
        height_restoration=table.text("height_restoration"),
        leakage_risk=table.text("leakage_risk"),
        internal_support=table.text("internal_support"),
        kyphosis_correction=table.text("kyphosis_correction"),
        source=table.text("source"),
        verified=table.flag("verified"),
    )
    table.refuse_unknown_fields()
    return profile


def _claim(table: TomlTable) -> Claim:
    claim = Claim(
        text=table.text("text"),
        techniques=_techniques(table),
        source=table.text("source"),
        verified=table.flag("verified"),
    )
    table.refuse_unknown_fields()
    return claim
