"""What helps a moderator while the room works: turns, silence, notes of one's own, breaks."""
