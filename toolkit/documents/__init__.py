"""What every Word file of the house shares: its letters, its language, and XML that the library has no words for."""
