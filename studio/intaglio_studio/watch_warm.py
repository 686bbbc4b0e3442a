"""What helpers need, imported ahead: the fork server imports this file once, and every helper then starts with it."""

import intaglio_renderers.native.runtime  # noqa: F401  what compiling a kernel takes
import intaglio_studio.build
import intaglio_studio.cost  # noqa: F401
