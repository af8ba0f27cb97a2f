"""Key cells: what is sealed under a cell is gone when the cell is gone (DESIGN, section 8)."""
