"""Registers: all mentions of one person, place or organisation share one entry, and every mention points to it."""

from encoder.registers.parts import annotate_parts, annotate_roles
from encoder.registers.registers import new_entry, register

__all__ = ["annotate_parts", "annotate_roles", "new_entry", "register"]
