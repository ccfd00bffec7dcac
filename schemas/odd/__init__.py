"""The ODD compiler: a TEI customisation in, the schema it means out."""
