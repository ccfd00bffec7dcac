"""Registers: all mentions of one person, place or organisation share one entry, and every mention points to it."""

from encoder.registers.registers import new_entry, register

__all__ = ["new_entry", "register"]
