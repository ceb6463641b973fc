"""The synthetic archive (any size, seeded, plainly invented names) and the measurements."""
