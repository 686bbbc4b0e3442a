// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {vm} from "./Cheats.sol";
import {Plan} from "./Plan.sol";

/// @title Deploy
/// @notice Sends the steps of `plan.json` that the chain lacks. The sender owns the edition.
contract Deploy {
    /// @notice forge takes contracts that say so for scripts.
    bool public constant IS_SCRIPT = true;

    /// @notice Sends them.
    function run() external returns (address edition, uint256 sent) {
        vm.startBroadcast();
        (edition, sent) = Plan.deploy(msg.sender);
        vm.stopBroadcast();
    }
}
