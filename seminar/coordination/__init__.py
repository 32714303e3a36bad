"""What a coordinator sees of several units: what they have released, and how far their year has come."""
