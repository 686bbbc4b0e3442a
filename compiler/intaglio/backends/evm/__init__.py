"""The EVM backend: IR to Yul, and the Solidity compiler that turns Yul into bytecode.

Read `renderer` first (the contract as a whole), then `rules` (functions and statements), `expressions`, `tables`
and `support` (what generated code calls). Pixels are in `raster` and `image`. `demand` and `liveness` are the analyses
behind them. `refusal` says which modules have no contract.
"""

from intaglio.backends.evm.refusal import refusal
from intaglio.backends.evm.renderer import emit

__all__ = ["emit", "refusal"]
