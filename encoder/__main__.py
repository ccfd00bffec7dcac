"""``python -m encoder`` is ``gazetei``."""

from encoder.cli import main

main()
