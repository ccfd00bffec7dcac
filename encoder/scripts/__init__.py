"""Scripts of the encoder's makers, left out of the wheel."""
