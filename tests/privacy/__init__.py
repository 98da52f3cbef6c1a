"""The ground floor: keys, seals, acts, events, permissions, on both databases."""
