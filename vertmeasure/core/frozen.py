"""Mappings that nobody can change after they were made."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

EMPTY: Mapping[Any, Any] = MappingProxyType({})


def nothing() -> Mapping[Any, Any]:
    """The empty mapping, as a default that nobody can fill."""
    return EMPTY


def frozen(tree: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """The mapping and every mapping in it, closed to change; one that is closed already is kept."""
    if isinstance(tree, MappingProxyType):
        return tree
    closed = {key: frozen(each) if isinstance(each, Mapping) else each for key, each in tree.items()}
    return MappingProxyType(closed)
