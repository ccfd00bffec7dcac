"""Training: the mean of several recognisers."""

import numpy as np
from thinc.api import Linear

from encoder.training.train import set_mean


def test_the_mean_of_recognisers_is_the_mean_of_their_weights() -> None:
    members = []
    for value in (1.0, 2.0, 6.0):
        one = Linear(2, 3).initialize()
        one.set_param("W", np.full((2, 3), value, dtype="float32"))
        one.set_param("b", np.full((2,), -value, dtype="float32"))
        members.append(one.to_bytes())
    model = Linear(2, 3).initialize()
    set_mean(model, members)
    assert (model.get_param("W") == 3).all()
    assert (model.get_param("b") == -3).all()
