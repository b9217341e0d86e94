"""Logistic regression by Newton's method."""

import numpy as np


def fit_logistic(
    features: np.ndarray, labels: np.ndarray, ridge: float = 1e-2, each: np.ndarray | None = None
) -> np.ndarray:
    """Return weights, penalised by `ridge`/2 times their squares; `features` should end in a column of 1.

    `each` is how much a row counts; 1 when None.
    """
    each = np.ones(len(labels)) if each is None else each
    weights = np.zeros(features.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-features @ weights))
        hessian = (features * (each * p * (1 - p))[:, None]).T @ features + ridge * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, features.T @ (each * (p - labels)) + ridge * weights)
    return weights
