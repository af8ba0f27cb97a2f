"""What stays after an erasure, why, and until when (DESIGN, section 7)."""
