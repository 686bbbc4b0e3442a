"""Minifying scripts that people wrote: three minifiers from npm, many settings each, the smallest *packed* kept."""
