"""Numbers and measures worth searching, and the reading of numbers in words and figures."""
