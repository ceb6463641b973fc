"""pedana: from published results to one SQLite database."""

import logging

# Readers warn through loggers of this package. In the child process of a build they are sent to the parent
# (child.py); to whoever reads a document without one, as the benchmark does, they say nothing.
logging.getLogger(__name__).addHandler(logging.NullHandler())
