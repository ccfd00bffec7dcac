"""Linking: places, persons and organisations of the registers to authorities, offline."""
