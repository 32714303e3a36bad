"""The seminar as an event: its day and agenda, who comes and who reads what, and what readers marked beforehand."""
