"""How the installation is: `doctor`, the health check, metrics, and what is sent elsewhere for others to watch."""
