"""What the rules ask the gazetteer: whether a form is usual for a place, and for how large a one."""

from encoder.linking.gazetteer import open_gazetteer


def is_place(form: str) -> bool:
    """Tell whether the gazetteer has a place that is usually called so."""
    return any(one.usual for one in open_gazetteer().find(form))


def is_only_a_division(form: str) -> bool:
    """Tell whether the places that are usually called so are all divisions of a country, and no towns."""
    usual = [one.place for one in open_gazetteer().find(form) if one.usual]
    return bool(usual) and all(place.is_division for place in usual)


def population(form: str) -> int:
    """Give the inhabitants of the largest place that has a name, at least 1; -1 if there is none."""
    return max((max(one.place.population, 1) for one in open_gazetteer().find(form)), default=-1)
