"""Mail: says that something waits and where to sign in, and nothing else. Sent by the worker, never in a request."""
