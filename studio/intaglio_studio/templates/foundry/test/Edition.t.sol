// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {vm} from "../script/Cheats.sol";
import {Plan} from "../script/Plan.sol";
import {Edition} from "../src/Edition.sol";
import {IRenderer} from "../src/IRenderer.sol";

/// @title EditionTest
/// @notice A deployed edition: where it lies, its tokens, and its pictures against those that the build promises.
contract EditionTest {
    address private constant COLLECTOR = address(0xC011EC70);
    Edition private edition;

    function setUp() public {
        vm.etch(Plan.factory(), vm.parseJsonBytes(Plan.json(), ".factoryCode"));
        (address deployed,) = Plan.deploy(address(this));
        edition = Edition(payable(deployed));
    }

    function test_every_step_lies_where_the_plan_says() public view {
        address[] memory planned = vm.parseJsonAddressArray(Plan.json(), ".steps.address");
        Plan.Step[] memory all = Plan.steps(address(this));
        for (uint256 i; i < all.length; ++i) {
            require(all[i].place.code.length > 0, all[i].label);
            require(i == planned.length || all[i].place == planned[i], all[i].label);
        }
    }

    function test_deploying_again_sends_nothing() public {
        (address again, uint256 sent) = Plan.deploy(address(this));
        require(again == address(edition) && sent == 0, "sent again");
    }

    function test_an_edition_tells_what_it_is() public view {
        string memory text = Plan.json();
        require(equal(bytes(edition.name()), bytes(vm.parseJsonString(text, ".title"))), "name");
        require(edition.manifestRoot() == vm.parseJsonBytes32(text, ".manifestRoot"), "root");
        require(edition.owner() == address(this) && edition.totalSupply() == 0, "owner");
        require(edition.supportsInterface(0x80ac58cd), "ERC-721");
    }

    function test_a_minted_token_has_picture_and_traits() public {
        edition.mintByOwner(COLLECTOR, 2, 0);
        require(edition.ownerOf(2) == COLLECTOR, "owner");
        (bytes memory svg, bytes memory attributes) = edition.renderer().render(edition.seedOf(2), 0);
        require(equal(bytes(edition.image(2)), svg), "image");
        require(equal(bytes(edition.attributes(2)), attributes), "attributes");
        require(bytes(edition.tokenURI(2)).length > svg.length, "tokenURI");
    }

    function test_only_the_owner_mints_without_a_sale() public {
        vm.prank(COLLECTOR);
        vm.expectRevert();
        edition.mintByOwner(COLLECTOR, 1, 0);
    }

    function test_the_renderer_draws_what_the_build_promises() public view {
        string memory text = Plan.json();
        bytes32[] memory seeds = vm.parseJsonBytes32Array(text, ".samples.seed");
        bytes32[] memory pictures = vm.parseJsonBytes32Array(text, ".samples.svgSha256");
        string[] memory traits = vm.parseJsonStringArray(text, ".samples.attributes");
        IRenderer renderer = edition.renderer();
        for (uint256 i; i < seeds.length; ++i) {
            (bytes memory svg, bytes memory attributes) = renderer.render(seeds[i], 0);
            require(sha256(svg) == pictures[i], "picture");
            require(equal(attributes, bytes(traits[i])), "attributes");
        }
    }

    function equal(bytes memory a, bytes memory b) private pure returns (bool) {
        return keccak256(a) == keccak256(b);
    }
}
