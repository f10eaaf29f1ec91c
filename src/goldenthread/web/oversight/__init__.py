"""What is seen without a child's name: counts by level, clocks passed, and the register of signs."""
