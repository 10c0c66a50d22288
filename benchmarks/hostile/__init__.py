"""Plans and tables made to hang, exhaust or mislead whoever reads them."""
