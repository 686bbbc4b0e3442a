"""What the seed's methods do that are more than one draw: `seed.gauss(mu, sigma)` is `gauss` here."""

from intaglio.language import Seed, rule, sqrt
from intaglio.library.elementary import cos, log, tau


@rule
def gauss(seed: Seed, mu: float, sigma: float) -> float:
    """A float around mu, normally distributed, with the standard deviation sigma: two draws (Box and Muller).

    In fixed numbers no draw lies further away than 4.8 sigma, beyond which one in 600,000 would.
    """
    distance = sqrt(-2 * log(1 - seed.random()))
    return mu + sigma * distance * cos(tau * seed.random())
