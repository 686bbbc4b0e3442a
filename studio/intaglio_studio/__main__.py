"""`python -m intaglio_studio` is the `intaglio` command."""

import sys

from intaglio_studio.command import main

sys.exit(main())
