"""Two runs side by side, and whether one may replace the other."""
