"""Spoil plans and tables in ways whose outcome is known beforehand, and see what is said about them."""
