// SPDX-License-Identifier: MIT
pragma solidity ^0.8.25;

import {vm} from "../script/Cheats.sol";
import {Plan} from "../script/Plan.sol";
import {Display} from "../src/Display.sol";
import {Edition} from "../src/Edition.sol";
import {IRenderer} from "../src/IRenderer.sol";
import {Sale} from "../src/Sales.sol";
import {SeedMode, Terms} from "../src/Terms.sol";

/// @title EditionTest
/// @notice A deployed edition: where it lies, its tokens, and its pictures against those that the build promises.
contract EditionTest {
    uint96 private constant PRICE = 0.01 ether;
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

    /// foundry.toml has the build's settings, so nothing but the code decides.
    function test_the_sources_compile_to_what_is_deployed() public view {
        (Plan.Step memory display, Plan.Step memory shared) = (step("display"), step("implementation"));
        require(equal(display.initcode, type(Display).creationCode), "Display");
        require(equal(shared.initcode, bytes.concat(type(Edition).creationCode, abi.encode(display.place))), "Edition");
    }

    function test_deploying_again_sends_nothing() public {
        (address again, uint256 sent) = Plan.deploy(address(this));
        require(again == address(edition) && sent == 0, "sent again");
    }

    function test_an_edition_tells_what_it_is() public view {
        string memory text = Plan.json();
        require(equal(bytes(edition.name()), bytes(vm.parseJsonString(text, ".title"))), "name");
        require(edition.manifestRoot() == vm.parseJsonBytes32(text, ".manifestRoot"), "root");
        require(edition.owner() == edition.terms().owner && edition.totalSupply() == 0, "owner");
        require(edition.supportsInterface(0x80ac58cd), "ERC-721");
    }

    function test_a_minted_token_has_picture_and_traits() public {
        Terms memory terms = edition.terms();
        vm.prank(edition.owner());
        if (terms.seeds == SeedMode.Chosen) vm.expectRevert(); // collectors choose out of a list that is the artist's
        edition.mintByOwner(COLLECTOR, 1, 0);
        if (terms.seeds == SeedMode.Chosen) return;
        require(edition.ownerOf(1) == COLLECTOR, "owner");
        if (terms.seeds == SeedMode.CommitReveal) {
            vm.roll(block.number + terms.delay + 1);
            edition.reveal(edition.roundOf(1));
        }
        require(bytes(edition.tokenURI(1)).length > 0, "tokenURI");
        if (terms.seeds == SeedMode.Provenance) return; // the salt is the artist's
        (bytes memory svg, bytes memory attributes) = edition.renderer().render(edition.seedOf(1), 0);
        require(equal(bytes(edition.image(1)), svg), "image");
        require(equal(bytes(edition.attributes(1)), attributes), "attributes");
        require(bytes(edition.tokenURI(1)).length > svg.length, "tokenURI");
    }

    function test_a_sale_takes_exactly_its_price_and_pays_it_out() public {
        vm.prank(edition.owner());
        edition.setSale(Sale(PRICE, 0, 0, uint40(block.timestamp + 1 hours), 1));
        SeedMode mode = edition.terms().seeds;
        if (mode == SeedMode.Chosen) return;
        vm.deal(COLLECTOR, 1 ether);
        vm.startPrank(COLLECTOR);
        vm.expectRevert(); // the wrong price
        edition.mint{value: PRICE + 1}(COLLECTOR, 1, 0);
        edition.mint{value: PRICE}(COLLECTOR, 1, 0);
        vm.expectRevert(); // a second one for this wallet
        edition.mint{value: PRICE}(COLLECTOR, 1, 0);
        vm.stopPrank();
        (address[] memory payees,) = edition.payees();
        for (uint256 i; i < payees.length; ++i) {
            if (mode == SeedMode.Provenance) vm.expectRevert(); // money waits for the seeds
            edition.release(payees[i]);
        }
        require(address(edition).balance < payees.length || mode == SeedMode.Provenance, "paid out");
    }

    /// Takes what the edition pays.
    receive() external payable {}

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

    function step(string memory label) private view returns (Plan.Step memory) {
        Plan.Step[] memory all = Plan.steps(address(this));
        uint256 i;
        while (!equal(bytes(all[i].label), bytes(label))) ++i;
        return all[i];
    }

    function equal(bytes memory a, bytes memory b) private pure returns (bool) {
        return keccak256(a) == keccak256(b);
    }
}
