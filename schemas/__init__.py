"""The customisation and its compiler, the rules, and the validator that holds documents to them."""
