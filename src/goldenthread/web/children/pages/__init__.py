"""The pages about one child; each module declares one."""
