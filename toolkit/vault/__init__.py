"""The vault: recordings and sensitive text are sealed before they touch a disk."""
