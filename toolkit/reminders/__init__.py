"""Reminders: what is due or overdue for a person, said on their first page, and by mail to whoever chose that."""
