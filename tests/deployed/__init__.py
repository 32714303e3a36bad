"""What `deploy/` offers, started for true by `make deployed`: containers by Docker, services by systemd. Not in CI."""
