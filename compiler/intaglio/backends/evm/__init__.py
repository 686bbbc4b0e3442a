"""The EVM backend: IR to Yul, and the Solidity compiler that turns Yul into bytecode."""
