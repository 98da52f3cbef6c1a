"""What somebody tried who wanted words, names or choices not meant for her. Each was once a weakness."""
