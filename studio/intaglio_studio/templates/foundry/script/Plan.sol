// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {vm} from "./Cheats.sol";

/// @title Plan
/// @notice The steps of `plan.json`: what is created, in order, the edition last.
library Plan {
    /// @notice One contract to create.
    struct Step {
        string label;
        address place;
        bytes initcode;
    }

    /// @notice The step was sent, and nothing lies at its address.
    error NotCreated(string label, address place);
    /// @notice The chain has no CREATE2 factory; `intaglio deploy` puts it there.
    error FactoryMissing(address factory);

    /// @notice The text of `plan.json`.
    function json() internal view returns (string memory) {
        return vm.readFile("plan.json");
    }

    /// @notice Where the CREATE2 factory lies.
    function factory() internal view returns (address) {
        return vm.parseJsonAddress(json(), ".factory");
    }

    /// @notice Every step of an edition that `owner` owns.
    function steps(address owner) internal view returns (Step[] memory all) {
        string memory text = json();
        string[] memory labels = vm.parseJsonStringArray(text, ".steps.label");
        bytes[] memory initcodes = vm.parseJsonBytesArray(text, ".steps.initcode");
        all = new Step[](labels.length + 1);
        for (uint256 i; i < labels.length; ++i) {
            all[i] = Step(labels[i], create2Address(initcodes[i]), initcodes[i]);
        }
        bytes memory initcode = editionInitcode(owner);
        all[labels.length] = Step("edition", create2Address(initcode), initcode);
    }

    /// @notice The edition's initcode: the pieces of the plan with the owner's address between them.
    function editionInitcode(address owner) internal view returns (bytes memory initcode) {
        bytes[] memory pieces = vm.parseJsonBytesArray(json(), ".edition");
        initcode = pieces[0];
        for (uint256 i = 1; i < pieces.length; ++i) {
            initcode = bytes.concat(initcode, bytes20(owner), pieces[i]);
        }
    }

    /// @notice Where the factory creates the contract of an initcode (EIP-1014).
    function create2Address(bytes memory initcode) internal view returns (address) {
        bytes32 hash = keccak256(abi.encodePacked(hex"ff", factory(), bytes32(0), keccak256(initcode)));
        return address(uint160(uint256(hash)));
    }

    /// @notice Sends the steps that the chain lacks.
    /// @return edition Where the edition lies.
    /// @return sent How many steps were sent.
    function deploy(address owner) internal returns (address edition, uint256 sent) {
        address to = factory();
        if (to.code.length == 0) revert FactoryMissing(to);
        Step[] memory all = steps(owner);
        for (uint256 i; i < all.length; ++i) {
            if (all[i].place.code.length == 0) {
                (bool created,) = to.call(bytes.concat(bytes32(0), all[i].initcode));
                if (!created || all[i].place.code.length == 0) revert NotCreated(all[i].label, all[i].place);
                ++sent;
            }
        }
        edition = all[all.length - 1].place;
    }
}
