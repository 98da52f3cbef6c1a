"""What somebody tried who wanted words, names or choices that are not meant for her. Each was once a weakness."""
