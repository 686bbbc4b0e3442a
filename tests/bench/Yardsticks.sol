// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {ERC721A} from "erc721a/contracts/ERC721A.sol";
import {ERC721} from "solady/src/tokens/ERC721.sol";

/// @notice The least that a sale by ERC721A needs: an exact price and a supply. No seeds, limits or times.
contract SaleERC721A is ERC721A {
    uint256 public constant PRICE = 0.01 ether;
    uint256 public constant SUPPLY = 1000;

    constructor() ERC721A("Yardstick", "YARD") {}

    function mint(uint256 quantity) external payable {
        require(msg.value == quantity * PRICE && _totalMinted() + quantity <= SUPPLY);
        _mint(msg.sender, quantity);
    }
}

/// @notice The same by Solady's ERC-721, whose tokens keep their owners each.
contract SaleSolady is ERC721 {
    uint256 public constant PRICE = 0.01 ether;
    uint256 public constant SUPPLY = 1000;
    uint256 public minted;

    function name() public pure override returns (string memory) {
        return "Yardstick";
    }

    function symbol() public pure override returns (string memory) {
        return "YARD";
    }

    function tokenURI(uint256) public pure override returns (string memory) {
        return "";
    }

    function mint(uint256 quantity) external payable {
        uint256 id = minted;
        require(msg.value == quantity * PRICE && id + quantity <= SUPPLY);
        minted = id + quantity;
        for (uint256 i; i < quantity; ++i) {
            _mint(msg.sender, ++id);
        }
    }
}
