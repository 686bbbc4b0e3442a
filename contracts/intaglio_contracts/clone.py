"""An edition's own contract: an ERC-1167 clone of the shared code that ends in the edition's terms.

`clone_code(implementation, terms)` is what lies on the chain, in the layout of Solady's `LibClone`, and
`clone_initcode` what creates it: it lets the shared code initialise the new contract, in the same transaction and
before anybody can call it, and is refused where the shared code is not there or refuses.
"""

from eth_hash.auto import keccak

CLONE_SIZE = 45  # bytes before the terms

_INITIALIZE = keccak(b"initialize(bytes)")[:4].hex()
_DEPLOY, _START = 68, 80  # bytes before `deploy`, and before the clone's code


def clone_code(implementation: str, terms: bytes) -> bytes:
    """The code of a clone: ERC-1167's 45 bytes, and the terms."""
    target = bytes.fromhex(implementation[2:])
    proxy = bytes.fromhex("363d3d373d3d3d363d73") + target + bytes.fromhex("5af43d82803e903d91602b57fd5bf3")
    assert len(proxy) == CLONE_SIZE
    return proxy + terms


def implementation_of(code: bytes) -> str | None:
    """The address, in lower case, that a clone's code calls; None where it is no clone."""
    implementation = f"0x{code[10:30].hex()}"
    terms = code[CLONE_SIZE:]
    return implementation if len(code) > CLONE_SIZE and clone_code(implementation, terms) == code else None


def clone_initcode(implementation: str, terms: bytes) -> bytes:
    """Initcode that deploys `clone_code(implementation, terms)`, initialised. n: bytes of the terms.

    | opcode                             | stack                    |                                            |
    | ---------------------------------- | ------------------------ | ------------------------------------------ |
    | PUSH4 selector, PUSH0, MSTORE      |                          | the selector is in memory at 0x1c          |
    | PUSH1 0x20, DUP1, MSTORE           |                          | the argument begins 0x20 behind it         |
    | PUSH2 n, PUSH1 0x40, MSTORE        |                          | its length                                 |
    | PUSH2 n, PUSH2 at, PUSH1 0x60      | 0x60 at n                | at: where in this code the terms are       |
    | CODECOPY                           |                          | its content                                |
    | PUSH0, PUSH0, PUSH2 n+0x44         | n+0x44 0 0               |                                            |
    | PUSH1 0x1c, PUSH20 implementation  | impl. 0x1c n+0x44 0 0    |                                            |
    | GAS, DELEGATECALL                  | success                  |                                            |
    | RETURNDATASIZE, MUL                | answered                 | an account without code answers nothing    |
    | PUSH1 deploy, JUMPI                |                          |                                            |
    | RETURNDATASIZE, PUSH0, PUSH0       | 0 0 size                 |                                            |
    | RETURNDATACOPY                     |                          |                                            |
    | RETURNDATASIZE, PUSH0, REVERT      |                          | with the reason                            |
    | deploy: JUMPDEST                   |                          |                                            |
    | PUSH2 n+45, DUP1, PUSH2 code       | code n+45 n+45           | code: where in this code the clone is      |
    | PUSH0, CODECOPY, PUSH0, RETURN     |                          |                                            |
    """
    code = clone_code(implementation, terms)
    count, argument, size = (f"{number:04x}" for number in (len(terms), len(terms) + 0x44, len(code)))
    start, where = (f"{number:04x}" for number in (_START, _START + CLONE_SIZE))
    prologue = bytes.fromhex(
        f"63{_INITIALIZE}5f52"
        "60208052"
        f"61{count}604052"
        f"61{count}61{where}606039"
        f"5f5f61{argument}601c73{implementation[2:]}5af4"
        "3d02"
        f"60{_DEPLOY:02x}57"
        "3d5f5f3e3d5ffd"
        f"5b61{size}8061{start}5f395ff3"
    )
    assert len(prologue) == _START and prologue[_DEPLOY] == 0x5B
    return prologue + code
